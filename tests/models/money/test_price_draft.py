"""What cannot be a price is refused by name before anybody can agree to it."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from models.money.price import Band, Concession, Way
from models.money.price_draft import plan_fault
from models.programme.who import Who
from tests.models.money.plans import COURSE, FREE, GYM_PLAN, WORKING

HALF = Concession(who=Who.STUDENT, way=Way.SHARE, amount=5_000)


def test_the_plans_of_the_tests_can_be_proposed() -> None:
    assert [plan_fault(one) for one in (GYM_PLAN, COURSE)] == [None, None]


def test_bands_may_touch_and_may_share_hours_on_other_days() -> None:
    noon = Band(days=WORKING, start=time(16), end=time(17), fen=1)
    weekend = Band(days=FREE, start=time(9), end=time(14), fen=1)
    assert plan_fault(replace(GYM_PLAN, bands=(*GYM_PLAN.bands, noon, weekend))) is None


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"plan": "Gym!"}, "key"),
        ({"plan": ""}, "key"),
        ({"name": {}}, "name"),
        ({"name": {"en": "x" * 81}}, "name"),
        ({"name": {"en": "a\nb"}}, "name"),
        ({"base_fen": -1}, "amount"),
        ({"base_fen": 100_000_000}, "amount"),
        ({"cap_fen": -1}, "amount"),
        ({"bands": (Band(days=frozenset(), start=time(9), end=time(10), fen=1),)}, "band"),
        ({"bands": (Band(days=WORKING, start=time(10), end=time(9), fen=1),)}, "band"),
        ({"bands": (Band(days=WORKING, start=time(9), end=time(9), fen=1),)}, "band"),
        (
            {
                "bands": (
                    Band(days=WORKING, start=time(9), end=time(0), fen=1),
                    Band(days=WORKING | FREE, start=time(23), end=time(23, 30), fen=2),
                )
            },
            "bands_meet",
        ),
        ({"concessions": (replace(HALF, amount=10_001),)}, "concession"),
        ({"concessions": (replace(HALF, amount=-1),)}, "concession"),
        ({"concessions": (HALF, replace(HALF, amount=1))}, "concession_twice"),
        ({"valid_from": date(1999, 1, 1)}, "days"),
        ({"valid_to": date(2025, 1, 1)}, "days"),
        ({"decision": "x" * 201}, "decision"),
    ],
)
def test_what_is_wrong_is_said_by_name(fields: dict[str, Any], key: str) -> None:
    fault = plan_fault(replace(GYM_PLAN, **fields))
    assert fault is not None
    assert fault.key == f"refused.price.{key}"
