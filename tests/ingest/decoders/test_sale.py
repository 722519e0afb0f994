"""Sales of the canteen till: money adds up, nobody is named, two sales stay two."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.sale import sale
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from models.event import EventKind
from tests.ingest.payloads import said

TILL = PROFILES["linli-till"]


def a_sale(**changes: Any) -> dict[str, Any]:
    body = {
        "id": "20261120-00042",
        "ts": 1_795_000_000_123,
        "meal": "lunch",
        "lines": [{"sku": "set-meal-b", "qty": 1, "fen": 1200}, {"sku": "soup", "qty": 2, "fen": 400}],
        "total_fen": 1600,
        "subsidy_fen": 160,
        "member_hash": "9f3c",
    }
    return {key: value for key, value in (body | changes).items() if value is not ...}


def read(**changes: Any) -> Decoded:
    return sale(TILL, json.dumps(a_sale(**changes)).encode())


def refused(**changes: Any) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read(**changes)
    return caught.value.reason


def test_a_sale_says_covers_and_money_and_has_its_own_identity() -> None:
    decoded = read()
    assert said(decoded) == {"covers": 1, "sale_fen": 1600, "subsidy_fen": 160}
    assert decoded.source_id.endswith(":20261120-00042")


def test_a_family_that_pays_together_says_how_many_ate() -> None:
    assert said(read(covers=3))["covers"] == 3


def test_a_sale_without_subsidy_is_not_subsidised() -> None:
    assert said(read(subsidy_fen=...))["subsidy_fen"] == 0


def test_lines_that_do_not_add_up_are_refused() -> None:
    assert refused(total_fen=1599) is Reason.BAD_VALUE


@pytest.mark.parametrize(
    "changes",
    [
        {"id": ...},
        {"ts": ...},
        {"lines": []},
        {"lines": [{"sku": "x", "qty": 0, "fen": 1600}]},
        {"lines": [{"sku": "x", "qty": 1, "fen": 16.5}], "total_fen": 16.5},
        {"lines": [{"sku": "x", "qty": 1, "fen": -1}], "total_fen": -1},
        {"meal": "brunch"},
        {"subsidy_fen": True},
    ],
)
def test_a_sale_of_another_shape_is_refused(changes: dict[str, Any]) -> None:
    assert refused(**changes) is Reason.UNEXPECTED_SHAPE


def test_a_sale_without_a_name_is_refused() -> None:
    assert refused(id="") is Reason.BAD_DEVICE_ID


def test_two_sales_of_one_millisecond_stay_two_and_a_repeated_one_stays_one() -> None:
    first, second = (read(id=number).samples[0].at for number in ("20261120-00042", "20261120-00043"))
    assert first is not None
    assert second is not None
    assert first != second
    assert first.replace(microsecond=0) == second.replace(microsecond=0)
    assert first.microsecond // 1000 == second.microsecond // 1000 == 123
    assert read().samples[0].at == first


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=30))
def test_what_the_lines_cost_is_what_is_stored(prices: list[int]) -> None:
    lines = [{"sku": "dish", "qty": 1, "fen": fen} for fen in prices]
    assert said(read(lines=lines, total_fen=sum(prices)))["sale_fen"] == sum(prices)


def test_a_sale_is_an_event_with_its_lines_and_a_member_only_as_a_keyed_hash() -> None:
    (event,) = read(member_hash="#" + "0f" * 16).happenings
    assert event.kind is EventKind.SALE
    assert json.loads(str(event.values["lines"]))[1] == {"sku": "soup", "qty": 2, "fen": 400}
    assert (event.values["total_fen"], event.values["meal"]) == (1600, "lunch")
    assert event.values["member"] == "#" + "0f" * 16
    (plain,) = read(member_hash="13812345678").happenings
    assert "member" not in plain.values
    assert event.id == plain.id


def band(value: object) -> object:
    return read(age_band=value).happenings[0].values.get("age_band")


def test_a_till_may_say_for_whom_a_subsidy_was_paid() -> None:
    assert (band("60-74"), band("75+"), band(...)) == ("60-74", "75+", None)


@pytest.mark.parametrize("odd", ["1951-03-02", "senior", "", "60-", 75, None, ["60-74"], {"of": "75+"}])
def test_a_band_that_is_none_costs_no_sale(odd: object) -> None:
    assert band(odd) is None
    assert said(read(age_band=odd))["sale_fen"] == 1600


def test_a_till_may_say_that_a_meal_is_taken_away() -> None:
    assert [happening.values["dining"] for happening in read(dining="takeaway").happenings] == ["takeaway"]
    for words in ({}, {"dining": "drone"}, {"dining": 1}):
        assert "dining" not in read(**words).happenings[0].values, "a slip counts whatever else it says"
