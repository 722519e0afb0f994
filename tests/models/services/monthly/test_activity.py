"""What was held elsewhere, given by volunteers and said by people in a month; sessions of the programme stay there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.metric.period import month_of
from models.needs.activity import Activity, ActivityStatus, VolunteerWork
from models.needs.survey import About, Answer, Survey, SurveyAnswer
from models.ports import Ports
from models.report.inputs.activity import ActivityInputs
from models.report.sheet import Absent
from models.report.sheets.activity import sheet
from models.services.monthly.activity import activity_inputs
from tests.blank import blank_database
from tests.builders import some_ports
from tests.loop import kept
from tests.month_read import october

OCTOBER = month_of(date(2026, 10, 1))
AT = datetime(2026, 10, 10, 4, tzinfo=UTC)
TOLD = AuditEntry(at=AT, actor="zhou", action="activity.put", subject="a", centre="c")


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    database = blank_database(tmp_path / "centre.db")
    plain = some_ports()
    yield replace(plain, loop=database.loop(plain.centre.id))
    database.close()


def an_activity(key: str, kind: str = "fair", **fields: object) -> Activity:
    plain = Activity(
        id=key,
        kind=kind,
        name={"zh-Hans": "义集", "en": "Fair"},
        day=date(2026, 10, 12),
        status=ActivityStatus.HELD,
        attendances=40,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def asked(ports: Ports, answers: list[Answer], begun: datetime = AT, invited: int | None = None) -> None:
    surveys = kept(ports.loop.surveys)
    key = f"s{begun:%m%d}"
    surveys.put(
        Survey(
            id=key,
            code=f"CODE{begun:%m%d}",
            about=About.ACTIVITY,
            subject="a1",
            begun_at=begun,
            until=begun + timedelta(days=7),
            invited=invited,
        ),
        TOLD,
    )
    for n, answer in enumerate(answers):
        assert surveys.answer(SurveyAnswer(survey=key, answer=answer, at=begun, token=f"{key}-{n}"))


def test_only_what_no_session_stands_for_was_held_elsewhere(ports: Ports) -> None:
    activities = kept(ports.loop.activities)
    for one in (
        an_activity("a1"),
        an_activity("a2", attendances=None),
        an_activity("a3", session="s1", attendances=None),
        an_activity("a4", status=ActivityStatus.PLANNED, attendances=None),
        an_activity("a5", day=date(2026, 11, 1)),
        an_activity("a6", kind="courtyard", attendances=None),
    ):
        activities.put(one, TOLD)
    found = activity_inputs(ports, OCTOBER)
    assert [(one.kind, one.held, one.counted, one.attendances) for one in found.elsewhere] == [
        ("courtyard", 1, 0, None),
        ("fair", 2, 1, 40),
    ]
    told = sheet(october(activity=found)).table("elsewhere")
    assert told.cell("courtyard", "attendances_elsewhere").absent is Absent.NO_DATA
    assert told.cell("total", "attendances_elsewhere").count == 40


def test_volunteers_hours_are_those_of_all_of_them_together(ports: Ports) -> None:
    activities = kept(ports.loop.activities)
    activities.put(an_activity("a1"), TOLD)
    for n, (day, minutes) in enumerate(((date(2026, 10, 3), 300), (date(2026, 11, 3), 999))):
        activities.put_work(
            VolunteerWork(
                id=f"w{n}", activity="a1", day=day, volunteers=5, minutes=minutes, by="zhou", at=AT
            ),
            TOLD,
        )
    found = activity_inputs(ports, OCTOBER)
    assert (found.volunteers, found.volunteer_minutes) == (5, 300)
    told = sheet(october(activity=found)).table("volunteer")
    assert told.cell("volunteer", "volunteer_hours").number == 5.0


def test_satisfaction_is_told_from_ten_answers_on_and_only_of_the_months_surveys(ports: Ports) -> None:
    asked(ports, [Answer.SATISFIED] * 8 + [Answer.DISSATISFIED])
    assert activity_inputs(ports, OCTOBER).answered == 0
    asked(ports, [Answer.VERY_SATISFIED] * 3, begun=AT + timedelta(days=2), invited=2)
    asked(ports, [Answer.VERY_DISSATISFIED] * 30, begun=AT + timedelta(days=40))
    found = activity_inputs(ports, OCTOBER)
    assert (found.content, found.answered) == (11, 12)
    told = sheet(october(activity=found)).table("volunteer")
    assert told.cell("volunteer", "satisfied").number == pytest.approx(11 / 12)
    assert told.cell("volunteer", "satisfied_overfull").count == 1, "three answered of two who were invited"


def test_where_nobody_keeps_activities_hours_are_unknown_and_not_nought() -> None:
    assert activity_inputs(some_ports(), OCTOBER) == ActivityInputs()


def test_hours_of_volunteers_are_unknown_until_any_were_written_down_and_those_of_what_was_called_off_are_none(
    ports: Ports,
) -> None:
    activities = kept(ports.loop.activities)
    off = activities.put(an_activity("a1", status=ActivityStatus.CANCELLED, attendances=None), TOLD)
    assert activity_inputs(ports, OCTOBER).volunteer_minutes is None
    day = date(2026, 10, 12)
    work = VolunteerWork(id="w", activity=off.id, day=day, volunteers=5, minutes=600, by="zhou", at=AT)
    activities.put_work(work, TOLD)
    assert activity_inputs(ports, OCTOBER).volunteer_minutes == 0
