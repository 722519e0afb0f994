"""Tariffs: which one is in force, and that one person alone makes none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.assent import Assent
from models.money.property import STANDING, ServiceUnit, tariff_on
from tests.models.money.services_kept import AT, HOUSES, OPEN, a_tariff

FIRST, SECOND = a_tariff(), a_tariff(valid_from=date(2026, 7, 1), fee_fen=3_500)


def test_the_newest_approved_version_that_has_begun_is_in_force() -> None:
    every = [SECOND, FIRST, a_tariff("stairs")]
    assert tariff_on(every, "pipes", date(2026, 6, 30)) == FIRST
    assert tariff_on(every, "pipes", date(2026, 7, 1)) == SECOND
    assert tariff_on(every, "pipes", date(2025, 12, 31)) is None


def test_a_proposal_is_in_force_nowhere() -> None:
    assert tariff_on([a_tariff(assent=OPEN)], "pipes", date(2026, 7, 1)) is None


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.dates(date(2027, 1, 1), date(2028, 1, 1)))
def test_a_later_version_changes_no_earlier_day(day: date, later: date) -> None:
    known = [FIRST, SECOND]
    assert tariff_on([*known, a_tariff(valid_from=later)], "pipes", day) == tariff_on(known, "pipes", day)


def test_one_person_does_not_take_both_steps() -> None:
    with pytest.raises(ValueError, match="'li'"):
        Assent(proposed_by="li", proposed_at=AT, approved_by="li", approved_at=AT)


def test_a_house_is_charged_by_its_flats_or_its_area() -> None:
    assert STANDING[ServiceUnit.FLAT_MONTH](HOUSES[0]) == 60
    assert STANDING[ServiceUnit.M2_MONTH](HOUSES[0]) == 5_000
