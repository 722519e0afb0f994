"""What no cell tells is known to whoever multiplies and subtracts, and is guarded like what is told."""

from dataclasses import replace

import pytest

from models.metric.earned import Takings
from models.metric.sums import Sums
from models.report.disclosure import disclosed
from models.report.inputs.programme import Offered
from models.report.links import LINKS, kpi, total_of
from models.report.sheet import Absent, Place, Sheet, SheetKey, placed
from models.report.worked_out import with_worked_out
from tests.models.report.sheets.test_activity import held
from tests.models.report.test_kinds import MANUAL, PAINTING, PAPER, course, sheets

COURSES = total_of(SheetKey.PROGRAMME, "programme", "fill_rate")
KINDS = total_of(SheetKey.BOOKING, "booking_kinds", "fill_rate")
PAID = Sums(takings=Takings(takings_days=30, income_fen=6_000))
GROUPS = (course("choir", "culture", {MANUAL: 30}), course("chess", "old", {MANUAL: 40}))
EVERYWHERE = (COURSES, KINDS, kpi("fill_rate"))


def of_course(row: str, column: str) -> Place:
    return replace(COURSES, row=row, column=column)


def worked_out(told: tuple[Sheet, ...]) -> dict[str, int]:
    return {one.column: count for one, count in with_worked_out(LINKS, told).worked_out.items()}


def test_places_times_how_full_they_were_is_who_came_to_them() -> None:
    assert worked_out(sheets(PAPER, PAINTING, *GROUPS))["taken"] == 23


def test_what_was_counted_by_hand_but_not_at_activities_was_so_at_courses() -> None:
    told = worked_out(sheets(PAINTING, *GROUPS, held("old", 1, {MANUAL: 7})))
    assert (told["said_manual"], told["said_checkin"]) == (90, 0)


@pytest.mark.parametrize("place", EVERYWHERE)
def test_how_full_the_only_course_with_places_was_is_told_nowhere(place: Place) -> None:
    assert placed(disclosed(sheets(PAPER, *GROUPS)), place).absent is Absent.WITHHELD


@pytest.mark.parametrize("place", EVERYWHERE)
def test_how_full_many_courses_were_is_told_though_few_came_to_one(place: Place) -> None:
    many = (PAPER, PAINTING, course("yoga", "culture", {MANUAL: 25}, places=50))
    assert placed(disclosed(sheets(*many, *GROUPS)), place).number == pytest.approx(48 / 130)


@pytest.mark.parametrize(("taken", "few"), [(3, "taken"), (30, "untaken")])
def test_a_course_of_which_only_some_dates_had_places_gives_neither_these_nor_the_others_away(
    taken: int, few: str
) -> None:
    fair = course("fair", "fair", {MANUAL: 33}, places=50)
    mixed = replace(fair, outcome=replace(fair.outcome, taken_places=taken))
    full = sheets(mixed, *GROUPS)
    assert with_worked_out(LINKS, full).worked_out[of_course("fair", few)] == 3
    told = disclosed(full)
    reader_finds = with_worked_out(LINKS, told).worked_out
    assert not {of_course("fair", "taken"), of_course("fair", "untaken")} & {*reader_finds}
    assert placed(told, of_course("fair", "fill_rate")).absent is Absent.WITHHELD
    assert {placed(told, place).absent for place in EVERYWHERE} == {Absent.WITHHELD}


def test_income_is_told_only_in_total_where_few_came_to_a_course() -> None:
    def paid(*offered: Offered) -> tuple[Sheet, ...]:
        return sheets(*(replace(one, money=PAID) for one in offered))

    told = disclosed(paid(PAPER, PAINTING, *GROUPS))
    for key in ("paper", "painting", "choir"):
        assert placed(told, of_course(key, "income")).absent is Absent.WITHHELD
    assert placed(told, of_course("total", "income")).count == 24_000
    assert placed(disclosed(paid(PAINTING, *GROUPS)), of_course("choir", "income")).count == 6_000


def test_an_activity_with_places_hides_the_rate_of_the_house_beside_few() -> None:
    fair = held("fair", 2, {MANUAL: 60})
    fair = replace(fair, outcome=replace(fair.outcome, offered_places=80, taken_places=60))
    told = disclosed(
        sheets(PAPER, PAINTING, course("yoga", "culture", {MANUAL: 25}, places=50), *GROUPS, fair)
    )
    assert placed(told, COURSES).absent is None
    assert {placed(told, place).absent for place in (KINDS, kpi("fill_rate"))} == {Absent.WITHHELD}


def test_where_many_came_nothing_is_hidden() -> None:
    full = sheets(PAINTING, *GROUPS, held("fair", 2, {MANUAL: 60}))
    assert disclosed(full) == full
