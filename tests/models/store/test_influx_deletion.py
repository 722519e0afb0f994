"""A deletion names exactly what is meant, and nothing can be smuggled into it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ports import StoreError
from models.store.influx_deletion import deletion, gaps, rfc3339

AT = datetime(2026, 11, 22, 4, 0, 0, 120, tzinfo=UTC)


def test_a_predicate_names_every_tag() -> None:
    assert deletion("c", "door", "people_in_total.line1") == (
        '_measurement="people_in_total" AND centre="c" AND sensor="door" AND part="line1"'
    )


@pytest.mark.parametrize(
    ("sensor", "measure"),
    [('door" OR "', "battery"), ("door", "nonsense"), ("door", 'battery.a" OR centre="x'), ("", "battery")],
)
def test_an_unusable_name_deletes_nothing(sensor: str, measure: str) -> None:
    with pytest.raises(StoreError):
        deletion("c", sensor, measure)


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_spans_cover_what_stands_alone_and_touch_no_neighbour(own: set[int], crowded: set[int]) -> None:
    def instants(numbers: set[int]) -> list[datetime]:
        return [AT + timedelta(seconds=n) for n in sorted(numbers)]

    spans = list(gaps(instants(own), set(instants(crowded))))
    covered = {at for at in instants(own | crowded) if any(first <= at <= last for first, last in spans)}
    assert covered == set(instants(own - crowded))


def test_an_instant_keeps_its_microseconds() -> None:
    assert rfc3339(AT) == "2026-11-22T04:00:00.000120Z"
