"""The bytes between ingest and dashboard: what goes in comes out, what is malformed is refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.centre import CentreId, SensorId, SpaceId
from models.feed.state import (
    FeedError,
    decode_health,
    decode_state,
    encode_health,
    encode_state,
    state_topic,
)
from models.health import Accounting, IngestHealth, Presence
from models.live import Band, SpaceState
from models.message import Message
from models.reading import Quality

AT = datetime(2026, 11, 22, 4, 5, 6, 789012, tzinfo=UTC)
TOPIC = "linli/c/state/gym"

_states = st.builds(
    SpaceState,
    space=st.just(SpaceId("gym")),
    people=st.none() | st.floats(0, 5000),
    capacity=st.integers(1, 5000),
    band=st.sampled_from(Band),
    since=st.datetimes(timezones=st.just(UTC)),
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    quality=st.sampled_from(Quality),
    open=st.booleans(),
    entries=st.integers(0, 10_000),
    exits=st.integers(0, 10_000),
    drift=st.floats(-100, 100),
    silent=st.lists(st.text(min_size=1).map(SensorId), max_size=3).map(tuple),
    sensors=st.integers(0, 50),
)


def a_state(**changes: Any) -> SpaceState:
    fields = {
        "space": SpaceId("gym"),
        "people": 12.0,
        "capacity": 45,
        "band": Band.QUIET,
        "since": AT,
        "at": AT,
        "quality": Quality.GOOD,
        "open": True,
    }
    return SpaceState(**(fields | changes))


@given(state=_states)
def test_a_state_comes_back_as_it_was(state: SpaceState) -> None:
    assert decode_state(TOPIC, encode_state(state)) == ("c", state)


def test_no_data_is_null_and_never_zero() -> None:
    assert json.loads(encode_state(a_state(people=None)))["people"] is None


def test_the_topic_names_centre_and_space() -> None:
    assert state_topic(CentreId("c"), SpaceId("gym")) == TOPIC


@pytest.mark.parametrize(
    "changes",
    [
        {"people": "12"},
        {"people": -1},
        {"people": True},
        {"capacity": 0},
        {"capacity": 4.5},
        {"band": "packed"},
        {"quality": None},
        {"open": 1},
        {"since": "2026-11-22T04:05:06"},
        {"at": 12},
        {"space": "canteen"},
    ],
)
def test_a_wrong_field_is_refused(changes: dict[str, Any]) -> None:
    document = json.loads(encode_state(a_state())) | changes

    with pytest.raises(FeedError, match="linli/c/state/gym"):
        decode_state(TOPIC, json.dumps(document).encode())


@pytest.mark.parametrize(
    "payload", [b"", b"{", b"null", b"[" * 60_000, b"\xff\xfe", b"{}", b'{"people": NaN}', b" " * 70_000]
)
def test_anything_else_is_refused_with_the_topic_in_the_text(payload: bytes) -> None:
    with pytest.raises(FeedError, match="linli/c/state/gym"):
        decode_state(TOPIC, payload)
    with pytest.raises(FeedError, match="linli/_ingest/health"):
        decode_health(payload)


@pytest.mark.parametrize(
    "topic", ["linli/c/state", "linli//state/gym", "linli/c/up/gym", "other/c/state/gym"]
)
def test_a_topic_of_another_kind_is_refused(topic: str) -> None:
    with pytest.raises(FeedError, match="is not linli/<centre>/state/<space>"):
        decode_state(topic, encode_state(a_state()))


def test_the_health_comes_back_as_it_was() -> None:
    health = IngestHealth(
        at=AT,
        started_at=AT,
        accounting=Accounting(received=3, stored=2, dead={"not_json": 1}),
        connected=True,
        canary_at=AT,
        canary_ms=1.5,
        store_faults={CentreId("c"): "away"},
        faults=(Message("ingest.fault.store_away", {"centres": 1}), Message("ingest.fault.no_room")),
        sensors={CentreId("c"): {SensorId("s"): Presence(heard_at=AT, online=False)}},
    )

    assert decode_health(encode_health(health)) == health


def test_a_state_of_an_older_version_without_bounds_is_still_read() -> None:
    older = json.loads(encode_state(a_state()))
    del older["low"], older["high"]
    assert decode_state(TOPIC, json.dumps(older).encode())[1] == a_state()


def test_bounds_come_back_as_they_were() -> None:
    state = replace(a_state(people=12), low=10.5, high=14.0)
    assert decode_state(TOPIC, encode_state(state))[1] == state


@pytest.mark.parametrize(("low", "high"), [(13.0, 14.0), (10.0, 11.0), (-1.0, 20.0)])
def test_people_outside_their_own_bounds_are_refused(low: float, high: float) -> None:
    with pytest.raises(FeedError, match="is not between"):
        decode_state(TOPIC, encode_state(replace(a_state(people=12), low=low, high=high)))
