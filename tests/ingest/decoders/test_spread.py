"""Two things that happen in one instant of a device's clock stay two."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.spread import spread

SECOND = datetime(2026, 11, 22, 4, 0, 1, tzinfo=UTC)


@given(st.text(max_size=40), st.integers(0, 999))
def test_an_instant_stays_within_what_the_device_could_tell(number: str, millis: int) -> None:
    at = SECOND + timedelta(milliseconds=millis)
    moved = spread(at, number)
    assert moved is not None
    assert at <= moved < at + (timedelta(milliseconds=1) if millis else timedelta(seconds=1))
    assert spread(at, number) == moved


def test_a_hundred_passages_of_one_second_have_a_hundred_instants() -> None:
    assert len({spread(SECOND, f"gate:{n}") for n in range(100)}) == 100


def test_without_an_instant_there_is_nothing_to_spread() -> None:
    assert spread(None, "1") is None
