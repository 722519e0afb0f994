"""Decisions of the four parties for whoever cites or shows them, and what waits to be decided."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from models.account import Account, Permission
from models.message import LocalText
from models.money.fund.rule import RuleStatus
from models.money.price import PlanStatus
from models.needs.decision import Decision, cited, decided
from models.needs.meeting import Meeting, MeetingStatus, Subject
from models.needs.need import NeedStatus
from models.needs.project import Stage, Standing
from models.needs.voice import voices
from models.ports import Ports
from models.services.loop import meetings_of
from models.services.needs import topic_names
from models.services.strangers import refusal

MANY_VOICES = 10
"""So many people want the same before it is put to a meeting by itself."""

MOST_NEEDS = 12


def decisions(ports: Ports, subject: Subject | None = None) -> list[Decision]:
    """What was carried, the newest first; none where the house keeps no meetings. They are public. Raises StoreError."""
    if ports.loop.meetings is None:
        return []
    found = decided(ports.loop.meetings.all())
    return [one for one in found if subject in (None, one.subject)]


def citable(ports: Ports, subject: Subject, text: str) -> str:
    """What is kept of a citation that was typed: the number of a decision, or free words as they are.

    Raises RefusedError for a number that no meeting gave, or gave to another subject.
    """
    number = cited(text)
    if not number or ports.loop.meetings is None:
        return text.strip()
    found = next((one for one in decisions(ports) if one.number == number), None)
    if found is None:
        raise refusal("meeting.no_decision", decision=text.strip()[:40])
    if found.subject is not subject:
        raise refusal("meeting.other_subject", decision=text.strip()[:40])
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that the four parties must decide. about: its id, what the motion will carry; name: what it is called,
    {} = the words of the subject do; detail: "v3", a number of voices …; needs: ids; since: None = not known."""

    subject: Subject
    about: str
    name: LocalText
    detail: int = 0
    needs: tuple[str, ...] = ()
    since: datetime | None = None


def waiting(ports: Ports, account: Account) -> list[Waiting]:
    """What waits and is on no meeting's table yet, the oldest first. Raises RefusedError, StoreError."""
    if not account.may(Permission.MEETING_READ, ports.centre.id):
        raise refusal("meeting.not_allowed")
    tabled = _tabled(meetings_of(ports).all())
    found = [one for source in _SOURCES for one in source(ports) if one.about not in tabled]
    return sorted(found, key=lambda one: (one.since is None, one.since.timestamp() if one.since else 0))


def _tabled(meetings: Iterable[Meeting]) -> set[str]:
    """What a motion that was not lost for want of a quorum is about."""
    return {
        one.about
        for meeting in meetings
        if meeting.status is not MeetingStatus.CANCELLED
        for one in meeting.motions
        if one.about and not (meeting.status is MeetingStatus.CLOSED and one.carried is None)
    }


def _fund_rules(ports: Ports) -> Iterable[Waiting]:
    if ports.money is None:
        return
    for one in ports.money.fund.rules():
        if one.status is RuleStatus.PROPOSED:
            yield Waiting(
                subject=Subject.FUND_RULE,
                about=f"fund-rule-{one.version}",
                name={},
                detail=one.version,
                since=one.proposed_at,
            )


def _prices(ports: Ports) -> Iterable[Waiting]:
    if ports.money is None:
        return
    for one in ports.money.prices.versions():
        if one.status is PlanStatus.PROPOSED:
            yield Waiting(
                subject=Subject.PRICE,
                about=f"price-{one.plan}-{one.number}",
                name=one.name,
                detail=one.number,
                since=one.proposed_at,
            )


def _projects(ports: Ports) -> Iterable[Waiting]:
    if ports.loop.projects is None:
        return
    for one in ports.loop.projects.all():
        if one.stage is Stage.APPROVAL and one.standing is Standing.RUNNING and not one.decision:
            yield Waiting(
                subject=Subject.PROJECT,
                about=one.id,
                name=one.name,
                needs=one.needs,
                since=one.events[-1].at if one.events else None,
            )


def _needs(ports: Ports) -> Iterable[Waiting]:
    """The needs that most people have, once they are many."""
    if ports.loop.needs is None:
        return
    found = ports.loop.needs.of((NeedStatus.OPEN, NeedStatus.DUPLICATE))
    heard = voices(found)
    names = topic_names(ports)
    many = [one for one in found if one.status is NeedStatus.OPEN and heard[one.id] >= MANY_VOICES]
    for one in sorted(many, key=lambda one: -heard[one.id])[:MOST_NEEDS]:
        yield Waiting(
            subject=Subject.OTHER,
            about=one.id,
            name={at: f"{words} {one.number}" for at, words in names.get(one.topic, {}).items()},
            detail=heard[one.id],
            needs=(one.id,),
            since=one.received_at,
        )


_SOURCES: tuple[Callable[[Ports], Iterable[Waiting]], ...] = (_fund_rules, _prices, _projects, _needs)
