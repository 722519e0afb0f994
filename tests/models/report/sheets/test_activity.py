"""Sheet 11 from inputs whose totals are known."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from models.metric.outcome import Outcome
from models.money.fund.rule import BUILT_IN
from models.programme.activity import ActivityKind
from models.programme.attendance import AttendanceSource
from models.report.disclosure import disclosed
from models.report.home import Home
from models.report.inputs import MonthInputs
from models.report.inputs.activity import ActivityInputs
from models.report.inputs.fund import BucketMonth, FundInputs
from models.report.inputs.programme import Offered, ProgrammeInputs
from models.report.sheet import Absent, Sheet
from models.report.sheets.activity import sheet
from tests.month_read import october
from tests.reports import HOSTILE

MANUAL, SENSOR = AttendanceSource.MANUAL, AttendanceSource.SENSOR


def a_kind(key: str, *, public: bool = True, retired: bool = False) -> ActivityKind:
    return ActivityKind(key=key, name={"zh-Hans": key, "en": key}, public_benefit=public, retired=retired)


def held(kind: str, sessions: int, by: dict[AttendanceSource, int], home: Home = Home.ACTIVITY) -> Offered:
    return Offered(
        series=f"{home}-{kind}",
        home=home,
        kind=kind,
        held=sessions,
        planned=sessions,
        outcome=Outcome(sessions=sessions, attended=sum(by.values())),
        said_by=by,
    )


KINDS = (
    a_kind("fair"),
    a_kind("culture", public=False),
    a_kind("old", retired=True),
    a_kind("gone", retired=True),
)
HELD = (
    held("fair", 3, {MANUAL: 200, SENSOR: 50}),
    held("culture", 2, {SENSOR: 120}),
    held("old", 1, {MANUAL: 30}),
    held("fair", 9, {MANUAL: 90}, Home.PROGRAMME),
)
FUND = FundInputs(
    has_fund=True,
    buckets=tuple(
        BucketMonth(bucket=one, got=10_000, spent=8_000, got_ever=30_000, spent_ever=9_000)
        for one in BUILT_IN.buckets
    ),
)


def inputs(offered: Iterable[Offered] = HELD, fund: FundInputs = FUND) -> MonthInputs:
    return october(programme=ProgrammeInputs(offered=tuple(offered), kinds=KINDS, parties=77), fund=fund)


def counts(told: Sheet, column: str) -> dict[str, int | Absent | None]:
    table = told.table("activities")
    return {row.key: (cell := table.cell(row.key, column)).absent or cell.count for row in table.rows}


def test_activities_are_told_by_the_centres_own_kinds_and_courses_are_not_among_them() -> None:
    told = sheet(inputs())
    assert counts(told, "activities") == {"fair": 3, "culture": 2, "old": 1, "total": 6}
    assert counts(told, "attendances") == {"fair": 250, "culture": 120, "old": 30, "total": 400}


def test_who_counted_is_kept_apart_and_adds_up() -> None:
    told = sheet(inputs())
    assert counts(told, "said_manual") == {"fair": 200, "culture": 0, "old": 30, "total": 230}
    assert counts(told, "said_sensor")["total"] == 170
    assert counts(told, "said_checkin")["total"] == 0


def test_a_kind_of_which_nothing_was_held_has_no_attendances_which_is_not_nobody() -> None:
    told = sheet(inputs([held("fair", 1, {MANUAL: 20})]))
    assert counts(told, "activities")["culture"] == 0
    assert counts(told, "attendances")["culture"] is Absent.NO_DATA
    assert counts(told, "said_manual")["culture"] is Absent.NO_DATA


def test_persons_and_attendances_stand_apart() -> None:
    reach = sheet(inputs()).table("reach")
    assert reach.cell("attendances", "value").count == 490
    assert reach.cell("persons", "value").count == 77
    assert not any(row.is_total for row in reach.rows)


def test_what_the_volunteers_bucket_paid_is_told_for_each_attendance() -> None:
    table = sheet(inputs()).table("volunteer")
    told = [
        table.cell("volunteer", key).count for key in ("allocated", "spent", "left", "spent_per_attendance")
    ]
    assert told == [10_000, 8_000, 21_000, 20]
    assert table.cell("volunteer", "volunteer_hours").absent is Absent.NO_DATA
    nobody = sheet(inputs([])).table("volunteer")
    assert nobody.cell("volunteer", "spent_per_attendance").absent is Absent.NO_DATA


def test_the_few_who_came_to_something_are_not_told_nor_who_counted_them() -> None:
    (told,) = disclosed(
        [sheet(inputs([held("fair", 2, {MANUAL: 3}), held("culture", 2, {MANUAL: 40, SENSOR: 60}), HELD[2]]))]
    )
    assert counts(told, "attendances")["fair"] is Absent.FEW
    assert counts(told, "said_manual")["fair"] is Absent.FEW
    assert counts(told, "attendances")["total"] == 133
    hidden = [key for key, value in counts(told, "attendances").items() if value is Absent.WITHHELD]
    assert len(hidden) == 1


def test_a_kind_that_the_centre_knows_no_more_is_told_by_its_key() -> None:
    told = sheet(inputs([held("lost", 1, {MANUAL: 12})]))
    assert counts(told, "attendances")["lost"] == 12
    assert told.table("activities").cell("lost", "public_benefit").absent is Absent.NO_DATA


def test_without_programme_or_fund_there_is_no_row() -> None:
    told = sheet(october())
    assert all(not table.rows for table in told.tables)


@pytest.mark.parametrize("text", HOSTILE)
def test_names_that_people_typed_stay_names(text: str) -> None:
    kind = replace(KINDS[0], name={"zh-Hans": text, "en": text})
    told = sheet(october(programme=ProgrammeInputs(offered=HELD[:1], kinds=(kind,))))
    assert told.table("activities").cell("fair", "activity_kind").name == {"zh-Hans": text, "en": text}


def test_hours_of_so_few_volunteers_that_they_could_be_known_are_withheld() -> None:
    for volunteers, hidden in ((2, True), (40, False)):
        given = ActivityInputs(volunteers=volunteers, volunteer_minutes=300)
        (told,) = disclosed([sheet(october(activity=given))])
        row = told.table("volunteer")
        assert (row.cell("volunteer", "volunteers").absent is Absent.FEW) is hidden
        assert (row.cell("volunteer", "volunteer_hours").number is None) is hidden
