"""Activities are planned, counted and called off by whom may, and what cannot be is refused in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.needs.activity import ActivityStatus
from models.ports import Ports
from models.services.activities import Planned, adopted, call_off, count, give, plan, take_back
from models.services.held import SESSION
from models.services.loop import activities_of, projects_of
from models.services.strangers import RefusedError
from tests.activities import LIN, VIEWER, activity_house, session_at
from tests.models.needs.projects import a_project

FAIR = Planned(kind="charity-fair", name={"zh-Hans": "义集 13812345678"}, day=date(2026, 11, 20))


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        yield ports


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as caught:
        deed()
    return caught.value.message.key.removeprefix("refused.")


def test_an_activity_is_planned_without_what_leads_to_a_person(ports: Ports) -> None:
    one = plan(ports, LIN, FAIR)
    assert one.name == {"zh-Hans": "义集 ●●●"}
    assert one.status is ActivityStatus.PLANNED
    assert activities_of(ports).all() == [one]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (replace(FAIR, kind="unknown"), "activity.kind"),
        (replace(FAIR, name={}), "activity.name"),
        (replace(FAIR, project="nosuch"), "activity.no_project"),
        (replace(FAIR, name={"en": "x" * 81}), "activity.name"),
        (replace(FAIR, space="nowhere"), "no_space"),
        (replace(FAIR, day=date(2026, 11, 23), attendances=3), "activity.not_yet"),
        (replace(FAIR, attendances=-1), "activity.people"),
        (replace(FAIR, attendances=100_001), "activity.people"),
        (replace(FAIR, attendances=5, persons=6), "activity.persons"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(ports: Ports, typed: Planned, why: str) -> None:
    assert refused(lambda: plan(ports, LIN, typed)) == why
    assert activities_of(ports).all() == []


def test_zero_attendances_are_a_count_and_none_is_not(ports: Ports) -> None:
    one = plan(ports, LIN, FAIR)
    one = count(ports, LIN, one.id, one.revision, 0, None)
    assert (one.status, one.attendances) == (ActivityStatus.HELD, 0)


def test_whoever_saw_an_older_state_changes_nothing(ports: Ports) -> None:
    one = plan(ports, LIN, FAIR)
    count(ports, LIN, one.id, one.revision, 30, None)
    assert refused(lambda: count(ports, LIN, one.id, one.revision, 99, None)) == "activity.changed"
    assert refused(lambda: call_off(ports, LIN, one.id, one.revision)) == "activity.changed"
    assert refused(lambda: call_off(ports, LIN, "nothing", 1)) == "activity.changed"
    assert [it.attendances for it in activities_of(ports).all()] == [30]


def test_what_is_called_off_has_no_attendance_and_takes_no_hours(ports: Ports) -> None:
    one = plan(ports, LIN, replace(FAIR, attendances=9))
    gone = call_off(ports, LIN, one.id, one.revision)
    assert (gone.status, gone.attendances) == (ActivityStatus.CANCELLED, None)
    assert refused(lambda: give(ports, LIN, one.id, 2, 60)) == "activity.not_yet"


def test_a_session_of_the_timetable_is_counted_and_called_off_there(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    key = f"{SESSION}s1"
    assert refused(lambda: count(ports, LIN, key, 0, 30, None)) == "activity.counted_there"
    assert refused(lambda: call_off(ports, LIN, key, 0)) == "activity.called_off_there"
    assert refused(lambda: adopted(ports, LIN, f"{SESSION}s9")) == "activity.changed"
    assert count(ports, LIN, key, 0, None, 25).persons == 25


@pytest.mark.parametrize(("volunteers", "minutes"), [(0, 60), (2, 0), (1, 961), (1_001, 60), (-1, 60)])
def test_hours_that_nobody_can_give_are_refused(ports: Ports, volunteers: int, minutes: int) -> None:
    one = plan(ports, LIN, FAIR)
    assert refused(lambda: give(ports, LIN, one.id, volunteers, minutes)) == "activity.hours"


def test_hours_are_written_down_for_all_together_and_taken_back(ports: Ports) -> None:
    told = AuditEntry(at=ports.clock(), actor="x", action="x", subject="x", centre="x")
    projects_of(ports).put(a_project(), told)
    one = plan(ports, LIN, replace(FAIR, project="p1"))
    work = give(ports, LIN, one.id, 6, 720)
    assert (work.project, work.day) == ("p1", FAIR.day)
    take_back(ports, LIN, work.id)
    assert activities_of(ports).work() == []
    assert refused(lambda: take_back(ports, LIN, work.id)) == "activity.changed"


def test_who_may_only_read_changes_nothing(ports: Ports) -> None:
    assert refused(lambda: plan(ports, VIEWER, FAIR)) == "activity.not_allowed"
    assert refused(lambda: take_back(ports, VIEWER, "w")) == "activity.not_allowed"


def test_two_who_adopt_a_session_get_one_activity_and_one_is_told_nothing_wrong(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    assert adopted(ports, LIN, f"{SESSION}s1") == adopted(ports, LIN, f"{SESSION}s1")
    assert len(activities_of(ports).all()) == 1


def test_what_was_called_off_is_not_counted_as_held(ports: Ports) -> None:
    one = plan(ports, LIN, FAIR)
    off = call_off(ports, LIN, one.id, one.revision)
    assert refused(lambda: count(ports, LIN, off.id, off.revision, 50, None)) == "activity.is_called_off"
    assert activities_of(ports).all() == [off]
