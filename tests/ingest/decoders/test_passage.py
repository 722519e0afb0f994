"""Passages: an event each, a person each that was granted, and which way by the profile."""

from datetime import UTC, datetime

import pytest

from ingest.decoders.passage import Passage, read_passages
from ingest.profile import PROFILES
from tests.ingest.access_records import CARD
from tests.ingest.payloads import said

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def a_passage(number: str = "1", **changes: object) -> Passage:
    return Passage(**({"id": number, "granted": True, "at": AT, "card": CARD} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("profile", "changes", "measure", "way"),
    [
        ("access-controller", {"way": "in"}, "people_in_period", "in"),
        ("access-controller", {"way": "out"}, "people_out_period", "out"),
        ("access-doors", {"door": "1"}, "people_in_period", "in"),
        ("access-doors", {"door": "2", "way": "in"}, "people_out_period", "out"),
        ("access-entrance", {}, "people_in_period", "in"),
        ("access-exit", {}, "people_out_period", "out"),
    ],
)
def test_the_profile_says_which_way_somebody_went(
    profile: str, changes: dict[str, object], measure: str, way: str
) -> None:
    decoded = read_passages(PROFILES[profile], [a_passage(**changes)])
    assert said(decoded) == {measure: 1}
    assert decoded.happenings[0].values["direction"] == way


def test_who_was_refused_is_an_event_and_nobody_inside() -> None:
    decoded = read_passages(PROFILES["access-entrance"], [a_passage(granted=False)])
    assert decoded.samples == []
    assert decoded.happenings[0].values == {"granted": False, "card": CARD, "direction": "in"}


def test_a_way_that_nobody_knows_is_counted_neither_in_nor_out() -> None:
    decoded = read_passages(PROFILES["access-controller"], [a_passage()])
    assert decoded.samples == []
    assert "direction" not in decoded.happenings[0].values


@pytest.mark.parametrize("card", [8165538, "94D8FC5F", "", None, "#" + "0F" * 16, CARD + "0"])
def test_a_number_that_is_no_keyed_hash_is_not_taken_for_a_card(card: object) -> None:
    decoded = read_passages(PROFILES["access-entrance"], [a_passage(card=card)])
    assert "card" not in decoded.happenings[0].values


def test_five_hundred_passages_of_ten_seconds_are_five_hundred_people() -> None:
    passages = [a_passage(str(n), at=AT.replace(second=n % 10), device="g") for n in range(500)]
    decoded = read_passages(PROFILES["access-entrance"], passages)
    assert len({(s.measure, s.at, s.device) for s in decoded.samples}) == 500
