"""Voices are counted where the need stands that the others repeat."""

from dataclasses import replace
from datetime import UTC, date, datetime

from models.needs.need import Channel, Need, NeedStatus
from models.needs.voice import fates, met, voices


def a_need(key: str, said: int, of: str = "") -> Need:
    return Need(
        id=key,
        number=key,
        received_at=datetime(2026, 11, 2, tzinfo=UTC),
        channel=Channel.PAPER,
        topic="meals",
        text="soft food",
        voices=said,
        of=of,
    )


def test_repeats_add_their_voices_to_the_need_that_they_repeat_and_have_none_of_their_own() -> None:
    assert voices([a_need("a", 2), a_need("b", 3, of="a"), a_need("c", 1)]) == {"a": 5, "c": 1}


def test_a_repeat_of_a_need_that_is_not_among_them_counts_nowhere() -> None:
    assert voices([a_need("b", 3, of="elsewhere")]) == {}


def test_a_repeat_shares_the_fate_of_the_need_that_it_repeats() -> None:
    first, repeat, alone = a_need("a", 2), a_need("b", 3, of="a"), a_need("c", 1, of="elsewhere")
    assert fates([first, repeat, alone]) == {"a": first, "b": first, "c": alone}


def test_a_repeat_was_met_on_the_day_of_the_need_that_it_repeats_and_on_no_day_of_its_own() -> None:
    day = date(2026, 11, 9)
    head = replace(a_need("a", 2), status=NeedStatus.MET, met_on=day)
    once_met = replace(a_need("d", 1, of="c"), status=NeedStatus.DUPLICATE, met_on=day)
    back = replace(a_need("e", 1), met_on=day)
    assert met([head, a_need("b", 3, of="a"), a_need("c", 1), once_met, back]) == {"a": day, "b": day}
