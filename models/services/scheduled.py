"""What a schedule makes when a period has ended, and who is told of it: the month's report, the week's sheet, people's own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from models.message import Message
from models.ports import Ports
from models.report.life import SIGNED
from models.report.own.saved import MadePaper, OwnReport, Rhythm
from models.report.version import ReportStatus, ReportVersion
from models.sending.delivery import Delivery
from models.sending.ports import Sending
from models.sending.recipient import Occasion, Recipient
from models.sending.schedule import PERIODS, ReportKind, Schedule
from models.services.made_papers import due_reports, make_own, make_weekly
from models.services.reporting import SYSTEM, make
from models.services.sending import delivery_for
from models.services.strangers import RefusedError


@dataclass(frozen=True, slots=True)
class Made:
    """count: papers; notices: who is told of them, asked once they are kept."""

    count: int
    notices: Callable[[Sending, Schedule, datetime], Sequence[Delivery]]


def _monthly(ports: Ports, month: date) -> Made:
    return Made(1, partial(_of_month, make(ports, SYSTEM, month)))


def _of_month(
    version: ReportVersion, sending: Sending, schedule: Schedule, at: datetime
) -> Sequence[Delivery]:
    """Those who look at drafts, of what still is one; and, where the manager set so, those who get reports, of what nobody
    has signed yet: a person may have been quicker than the schedule."""
    told = {Occasion.DRAFT: Occasion.DRAFT} if version.status is ReportStatus.DRAFT else {}
    if schedule.sends_unsigned and version.status not in SIGNED:
        told[Occasion.REPORT] = Occasion.UNSIGNED
    return [
        of_version(to, occasion, version, at)
        for chosen, occasion in told.items()
        for to in sending.mailroom.recipients()
        if chosen in to.occasions
    ]


def _weekly(ports: Ports, first: date) -> Made:
    """first: of the week that has ended; the sheet is of the one that begins."""
    if ports.own is None:
        return NOTHING
    return Made(1, partial(_of_week, make_weekly(ports, PERIODS[ReportKind.WEEKLY].after(first))))


def _of_week(paper: MadePaper, sending: Sending, _schedule: Schedule, at: datetime) -> Sequence[Delivery]:
    about = Message("sending.about.week", {"week": paper.name})
    return [
        _of_paper(to, Occasion.WEEKLY, paper, about, at)
        for to in sending.mailroom.recipients()
        if Occasion.WEEKLY in to.occasions
    ]


def _own(kind: ReportKind, rhythm: Rhythm, ports: Ports, first: date) -> Made:
    """As of the day after the period. What cannot be made for a reason that its owner must mend is told and bars no other."""
    today = PERIODS[kind].after(first)
    found: list[tuple[OwnReport, MadePaper | Message]] = []
    for report in due_reports(ports, rhythm):
        try:
            found.append((report, make_own(ports, report, today)))
        except RefusedError as error:
            found.append((report, error.message))
    return Made(sum(isinstance(one, MadePaper) for _, one in found), partial(_of_own, found, today))


def _of_own(
    found: Sequence[tuple[OwnReport, MadePaper | Message]],
    today: date,
    sending: Sending,
    _schedule: Schedule,
    at: datetime,
) -> Sequence[Delivery]:
    return [one for report, what in found for one in _of_report(sending, report, what, today, at)]


def _of_report(
    sending: Sending, report: OwnReport, what: MadePaper | Message, today: date, at: datetime
) -> Iterator[Delivery]:
    about = Message("sending.about.own", {"name": report.name})
    if isinstance(what, Message):
        yield from failure_notices(sending, f"own.{report.id}.{today}", what, at, about=about)
        return
    for to in sending.mailroom.recipients():
        if to.id in report.to:
            yield _of_paper(to, Occasion.OWN, what, about, at)


def _nobody(_sending: Sending, _schedule: Schedule, _at: datetime) -> Sequence[Delivery]:
    return []


NOTHING = Made(0, _nobody)

MAKERS: Mapping[ReportKind, Callable[[Ports, date], Made]] = {
    ReportKind.MONTHLY: _monthly,
    ReportKind.WEEKLY: _weekly,
    ReportKind.OWN_WEEKLY: partial(_own, ReportKind.OWN_WEEKLY, Rhythm.WEEKLY),
    ReportKind.OWN_MONTHLY: partial(_own, ReportKind.OWN_MONTHLY, Rhythm.MONTHLY),
}
"""Kind -> what makes that of a period. To add one: a row here, one in PERIODS, and `sending.kind.<kind>`."""


def of_version(to: Recipient, occasion: Occasion, version: ReportVersion, at: datetime) -> Delivery:
    subject = f"{version.month:%Y-%m}.{version.number}"
    return replace(delivery_for(to, occasion, subject, at), month=version.month, number=version.number)


def _of_paper(to: Recipient, occasion: Occasion, paper: MadePaper, about: Message, at: datetime) -> Delivery:
    """Its subject is the key under which the paper is kept."""
    return replace(delivery_for(to, occasion, paper.key, at), about=about)


def failure_notices(
    sending: Sending, subject: str, why: Message, at: datetime, **about: Any
) -> Sequence[Delivery]:
    """To those who want to know. about: `month` or `about` of a delivery."""
    return [
        replace(delivery_for(to, Occasion.FAILURE, subject, at), told=why, **about)
        for to in sending.mailroom.recipients()
        if Occasion.FAILURE in to.occasions
    ]
