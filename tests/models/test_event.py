"""What an event may hold."""

from datetime import UTC, datetime

import pytest

from models.centre import SensorId
from models.event import EVENTS, Event, EventKind, Word

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def _event(values: dict[str, Word]) -> Event:
    return Event(sensor=SensorId("gate"), kind=EventKind.SWIPE, id="50", at=AT, values=values)


def test_every_kind_has_its_fields() -> None:
    assert set(EVENTS) == set(EventKind)
    assert all(EVENTS.values())


@pytest.mark.parametrize("values", [{"name": "张三"}, {"granted": 1}, {"door": 4}])
def test_a_field_that_a_kind_does_not_have_or_of_another_type_is_named(values: dict[str, Word]) -> None:
    with pytest.raises(ValueError, match=rf"event '50': swipe\.{next(iter(values))} = "):
        _event(values)


def test_an_event_may_say_less_than_its_kind_could() -> None:
    assert _event({"granted": True}).values == {"granted": True}
