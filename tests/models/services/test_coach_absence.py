"""A coach who is away: marked by who may, seen by timetable and plan, taken back, and told in the audit trail."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.advice.snapshot import HALF_HOURS
from models.audit import AuditEntry
from models.db import open_database
from models.ports import Ports
from models.programme.activity import Away
from models.services.advice_programme import programme_part
from models.services.coach_absence import absent, coaches, mark_away, take_back
from models.services.strangers import RefusedError
from tests.house import lively_ports
from tests.timetabled import NOW, with_programme

LI = Account(id=1, name="li", grants=(Grant(role=Role.OPERATOR),))
READER = Account(id=2, name="he", grants=(Grant(role=Role.COORDINATOR),))
MONDAY = date(2026, 11, 16)
TODAY = NOW.date()


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    database = open_database(f"sqlite:///{tmp_path / 'programme.db'}")
    database.migrate()
    yield with_programme(lively_ports(lambda: NOW, days=0), database)
    database.close()


def hours(ports: Ports) -> list[int]:
    """Free half hours of Ms Wu on each day of the week."""
    (teacher,) = programme_part(ports, MONDAY - timedelta(weeks=1), MONDAY).teachers
    found: list[int] = teacher.free.sum(axis=1).tolist()
    return found


def test_a_coach_who_is_away_is_planned_with_on_no_day_of_it(ports: Ports) -> None:
    trail: list[AuditEntry] = []
    ports, last = replace(ports, audit=trail.append), MONDAY + timedelta(days=6)
    mark_away(ports, LI, "ms-wu", TODAY, last)
    away = (TODAY - MONDAY).days
    assert hours(ports)[away:] == [0] * (7 - away)
    assert all(found > HALF_HOURS // 2 for found in hours(ports)[:away])
    assert [(one.action, one.actor, one.subject) for one in trail] == [("coach.away", "li", "ms-wu")]
    take_back(ports, LI, "ms-wu", Away(first=TODAY, last=last))
    assert min(hours(ports)) > HALF_HOURS // 2
    assert trail[-1].action == "coach.back"


def test_sessions_that_stand_without_a_coach_are_named(ports: Ports) -> None:
    assert ports.programme is not None
    assert absent(ports, MONDAY) == []
    (coach,) = coaches(ports)
    week = ports.programme.sessions.find(["fit"])
    (fit,) = ports.programme.sessions.write([replace(one, coach=coach.id) for one in week])
    mark_away(
        ports, LI, coach.id, ports.centre.day_of(fit.window.start), ports.centre.day_of(fit.window.start)
    )
    (found,) = absent(ports, fit.day - timedelta(days=fit.day.weekday()))
    assert [one.id for one in found.sessions] == ["fit"]
    assert absent(ports, MONDAY + timedelta(weeks=4)) == []


@pytest.mark.parametrize(
    ("coach", "first", "last", "why"),
    [
        ("nobody", TODAY, TODAY, "unknown"),
        ("dancers", TODAY, TODAY, "unknown"),
        ("ms-wu", TODAY, TODAY - timedelta(days=1), "days"),
        ("ms-wu", TODAY - timedelta(days=9), TODAY - timedelta(days=2), "days"),
        ("ms-wu", TODAY, TODAY + timedelta(days=400), "days"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    ports: Ports, coach: str, first: date, last: date, why: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        mark_away(ports, LI, coach, first, last)
    assert refused.value.message.key == f"refused.coach.{why}"
    assert coaches(ports)[0].away == ()


def test_who_may_not_change_the_timetable_may_not_mark_a_coach(ports: Ports) -> None:
    with pytest.raises(RefusedError) as refused:
        mark_away(ports, READER, "ms-wu", TODAY, TODAY)
    assert refused.value.message.key == "refused.coach.not_allowed"
    mark_away(ports, LI, "ms-wu", TODAY, TODAY)
    with pytest.raises(RefusedError):
        take_back(ports, READER, "ms-wu", Away(first=TODAY, last=TODAY))
    assert coaches(ports)[0].away == (Away(first=TODAY, last=TODAY),)
