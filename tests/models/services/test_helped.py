"""Satisfaction is told by the kind of provider that helped: of projects, their activities and sessions, and of what a match put
into the timetable."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.needs.activity import Activity, ActivityStatus
from models.needs.need import Channel, Need, NeedStatus
from models.needs.provider import Match, MatchStatus, Provider, ProviderKind
from models.needs.survey import About, Survey
from models.ports import Ports
from models.services.helped import helped
from models.services.loop import activities_of, needs_of, pool_of, projects_of
from tests.activities import NOW, activity_house, session_at
from tests.models.needs.projects import a_project

TOLD = AuditEntry(at=NOW, actor="x", action="x", subject="x", centre="test")


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        yield ports


def a_survey(about: About, subject: str) -> Survey:
    return Survey(
        id=f"{about}-{subject}", code=subject, about=about, subject=subject, begun_at=NOW, until=NOW
    )


def helps(
    ports: Ports, key: str, kind: ProviderKind, need: str, status: MatchStatus = MatchStatus.AGREED
) -> None:
    pool = pool_of(ports)
    asked = Need(
        id=need,
        number=f"N-{need}",
        received_at=NOW,
        channel=Channel.DESK,
        topic="care",
        text="help",
        status=NeedStatus.OPEN,
    )
    if not needs_of(ports).find([need]):
        needs_of(ports).put([asked], TOLD)
    pool.put_provider(Provider(id=key, kind=kind, name={"en": key}, tags=frozenset()), TOLD)
    match = Match(id=f"m-{key}", need=need, provider=key, status=status, score=0.9, parts={}, decided_at=NOW)
    pool.put_match(match, TOLD)


def subjects(ports: Ports, asked: list[Survey], kind: ProviderKind) -> list[str]:
    return [one.subject for one in helped(ports, asked, kind)]


def test_what_people_said_is_told_by_who_helped_with_it_and_under_both_where_both_did(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    projects_of(ports).put(a_project(id="p1", needs=("n1", "n2"), sessions=("s1",)), TOLD)
    projects_of(ports).put(a_project(id="p2", number="P2026-002", needs=("n3",)), TOLD)
    for key, project in (("a1", "p1"), ("a2", "p2"), ("a3", "")):
        one = Activity(
            id=key, kind="x", name={"en": key}, day=NOW.date(), status=ActivityStatus.HELD, project=project
        )
        activities_of(ports).put(one, TOLD)
    helps(ports, "tutor", ProviderKind.TALENT, "n1")
    helps(ports, "firm", ProviderKind.RESOURCE, "n2")
    helps(ports, "bank", ProviderKind.RESOURCE, "n3")
    helps(ports, "nurse", ProviderKind.TALENT, "n3", MatchStatus.REFUSED)
    asked = [
        a_survey(About.PROJECT, "p1"),
        a_survey(About.SESSION, "s1"),
        a_survey(About.ACTIVITY, "a1"),
        a_survey(About.PROJECT, "p2"),
        a_survey(About.ACTIVITY, "a2"),
        a_survey(About.ACTIVITY, "a3"),
        a_survey(About.MEAL, "lunch"),
    ]
    assert subjects(ports, asked, ProviderKind.TALENT) == ["p1", "s1", "a1"]
    assert subjects(ports, asked, ProviderKind.RESOURCE) == ["p1", "s1", "a1", "p2", "a2"]


def test_where_nobody_helped_there_is_nothing_to_tell(ports: Ports) -> None:
    asked = [a_survey(About.MEAL, "lunch"), a_survey(About.SESSION, "gone")]
    assert subjects(ports, asked, ProviderKind.TALENT) == []
