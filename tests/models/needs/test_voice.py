"""Voices are counted where the need stands that the others repeat."""

from datetime import UTC, datetime

from models.needs.need import Channel, Need
from models.needs.voice import fates, voices


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
