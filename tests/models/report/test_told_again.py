"""A report tells no more of an earlier month than the report of that month told."""

from dataclasses import replace

import pytest

from models.metric.period import Against
from models.metric.sums import Sums
from models.programme.attendance import AttendanceSource
from models.report.disclosure import disclosed
from models.report.links import PEOPLE, kpi
from models.report.sheet import Absent, Sheet, SheetKey, placed
from models.report.sheets import SHEETS
from models.report.told_again import told_again
from tests.models.report.test_kinds import PAINTING, PAPER, YOGA, course, month, sheets

GROUP = course("choir", "old", {AttendanceSource.MANUAL: 30})
AGAINST = (Against.PREVIOUS, Against.LAST_YEAR)
THEN = (PAPER, GROUP)
"""The only course with places, of which few came, beside a group: only the fill rate of all would tell them."""


def against_then() -> tuple[Sheet, ...]:
    """A month of many, held against one of few."""
    now = month(PAINTING, YOGA)
    then = Sums.summed(one.sums for one in THEN)
    held = tuple(replace(one, house=replace(one.house, outcome=then.outcome)) for one in now.use.held_against)
    inputs = replace(now, use=replace(now.use, held_against=held))
    return tuple(SHEETS[key](inputs) for key in SheetKey)


@pytest.mark.parametrize("against", AGAINST)
def test_how_full_it_was_then_is_not_told_where_it_was_withheld_then(against: Against) -> None:
    full = against_then()
    earlier = [told_again(disclosed(sheets(*THEN)), against)]
    told = disclosed(full, earlier=earlier)
    for column in (against, f"change_{against}"):
        assert placed(disclosed(full), kpi("fill_rate", column)).absent is not Absent.WITHHELD
        assert placed(told, kpi("fill_rate", column)).absent is Absent.WITHHELD
    assert placed(told, kpi("fill_rate")).number == pytest.approx(30 / 80)


@pytest.mark.parametrize("against", AGAINST)
def test_a_number_that_was_hidden_then_is_hidden_now(against: Against) -> None:
    few = disclosed(sheets(PAPER))
    now = month(PAINTING, YOGA)
    then = Sums.summed([PAPER.sums]).outcome
    held = tuple(replace(one, house=replace(one.house, outcome=then)) for one in now.use.held_against)
    inputs = replace(now, use=replace(now.use, held_against=held))
    told = disclosed(tuple(SHEETS[key](inputs) for key in SheetKey), earlier=[told_again(few, against)])
    assert placed(told, kpi("attendances", against)).absent is Absent.FEW


def test_every_place_that_is_told_again_is_one_of_a_report() -> None:
    full = against_then()
    again = [told_again(full, against) for against in AGAINST]
    for here, there in (pair for one in again for pair in (*one.pairs, *one.rates)):
        assert placed(full, there) is not None
        if here.column.endswith(Against.PREVIOUS):
            assert placed(full, here) is not None
    assert {there.row for one in again for _, there in one.pairs} == set(PEOPLE)
