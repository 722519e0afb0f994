"""Versions follow each other: one on each day, none twice, none that reaches into what was told."""

from datetime import date, timedelta

import pytest

from models.money.price import PlanStatus, Priced
from models.money.price_life import before, by_plan, in_force, last_day, succession_fault
from tests.models.money.plans import COURSE, GYM_PLAN, changed

TODAY = date(2026, 11, 18)
NEXT = changed(GYM_PLAN, number=2, valid_from=date(2026, 12, 1), base_fen=600)
ENDED = changed(GYM_PLAN, valid_to=date(2026, 11, 30))


def test_a_version_holds_until_the_next_begins_or_its_own_last_day() -> None:
    assert in_force([GYM_PLAN, NEXT], date(2026, 11, 30)) == GYM_PLAN
    assert in_force([GYM_PLAN, NEXT], date(2026, 12, 1)) == NEXT
    assert in_force([ENDED], date(2026, 12, 1)) is None
    assert in_force([GYM_PLAN], date(2025, 12, 31)) is None
    assert last_day([GYM_PLAN, NEXT], GYM_PLAN) == date(2026, 11, 30)
    assert (last_day([GYM_PLAN, NEXT], NEXT), last_day([ENDED], ENDED)) == (None, date(2026, 11, 30))


@pytest.mark.parametrize("status", [PlanStatus.PROPOSED, PlanStatus.REFUSED, PlanStatus.WITHDRAWN])
def test_what_was_not_approved_is_never_in_force(status: PlanStatus) -> None:
    assert in_force([GYM_PLAN, changed(NEXT, status=status)], date(2027, 1, 1)) == GYM_PLAN


@pytest.mark.parametrize(
    ("known", "new", "key"),
    [
        ([], changed(GYM_PLAN, valid_from=date(2020, 1, 1)), None),
        ([GYM_PLAN], NEXT, None),
        ([GYM_PLAN], changed(NEXT, valid_from=TODAY), "too_early"),
        ([GYM_PLAN], changed(NEXT, valid_from=TODAY + timedelta(days=1)), None),
        ([GYM_PLAN, NEXT], changed(NEXT, number=3), "overlaps"),
        ([GYM_PLAN, NEXT], changed(NEXT, number=3, valid_from=date(2026, 11, 25)), "overlaps"),
        ([ENDED], changed(NEXT, valid_from=date(2026, 11, 30)), "overlaps"),
        ([ENDED], NEXT, None),
        ([GYM_PLAN], changed(NEXT, what=Priced.ROOM), "other_what"),
    ],
)
def test_a_version_follows_only_in_order_and_only_into_the_future(
    known: list[object], new: object, key: str | None
) -> None:
    fault = succession_fault(known, new, TODAY)  # type: ignore[arg-type]
    assert (fault.key if fault else None) == (key and f"refused.price.{key}")


def test_versions_are_told_by_plan_with_what_each_followed() -> None:
    plans = by_plan([GYM_PLAN, COURSE, NEXT])
    assert {key: [one.number for one in rows] for key, rows in plans.items()} == {
        "gym": [1, 2],
        "course": [1],
    }
    assert (before(plans["gym"], NEXT), before(plans["gym"], GYM_PLAN)) == (GYM_PLAN, None)
