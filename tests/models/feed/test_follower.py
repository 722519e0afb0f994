"""The dashboard's view of the broker: retained states, liveness, malformed messages, reconnects."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.centre import CentreId, SpaceId
from models.feed.follower import StateFollower
from models.feed.publisher import StatePublisher
from models.feed.state import HEALTH_TOPIC, encode_state, state_topic
from models.health import Accounting, IngestHealth
from tests.brokers import Peer, RunningBroker, running_broker
from tests.ingest.readers import a_centre
from tests.models.feed.test_state import a_state
from tests.waiting import until

CENTRE, GYM, CANTEEN = CentreId("shijiawan"), SpaceId("gym"), SpaceId("canteen")
NOW = datetime(2026, 11, 22, 4, 10, tzinfo=UTC)

pytestmark = pytest.mark.broker


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[RunningBroker]:
    with running_broker(tmp_path) as running:
        yield running


@pytest.fixture
def publisher(broker: RunningBroker) -> Iterator[StatePublisher]:
    made = StatePublisher(broker.endpoint, "publisher")
    made.start()
    assert until(lambda: made.state(CENTRE, a_state()))
    yield made
    made.stop()


@pytest.fixture
def follower(broker: RunningBroker, publisher: StatePublisher) -> Iterator[StateFollower]:
    made = StateFollower(broker.endpoint, [a_centre()], "follower", clock=lambda: NOW)
    made.start()
    yield made
    made.stop()


def test_knows_the_retained_state_soon_after_its_start(follower: StateFollower) -> None:
    live = follower.of(CENTRE)

    assert until(lambda: live.states() == {GYM: a_state()})
    assert follower.connected


def minutes(n: int | None) -> datetime | None:
    return None if n is None else NOW + timedelta(minutes=n)


@pytest.mark.parametrize(
    ("gym", "canteen", "heard"),
    [(None, None, None), (-9, -2, -2), (-2, -9, -2), (None, -9, -9), (-2, +4, 0)],
)
def test_a_restart_hears_the_newest_evidence_but_none_of_the_future_until_somebody_speaks(
    broker: RunningBroker, gym: int | None, canteen: int | None, heard: int | None
) -> None:
    """Yesterday's counts must not look as if they had just come."""
    told = {GYM: a_state(at=minutes(gym)), CANTEEN: a_state(space=CANTEEN, at=minutes(canteen))}
    late = StateFollower(broker.endpoint, [a_centre()], "late", clock=lambda: NOW)
    with Peer(broker.endpoint, "ingest") as ingest:
        ingest.ready()
        for space, state in told.items():
            ingest.publish(state_topic(CENTRE, space), encode_state(state), retain=True)
        late.start()
        try:
            assert until(lambda: late.states(CENTRE) == told)
            assert late.heard_at(CENTRE) == minutes(heard)
            ingest.publish(state_topic(CENTRE, GYM), encode_state(a_state(people=13.0)), retain=True)
            assert until(lambda: late.heard_at(CENTRE) == NOW)
        finally:
            late.stop()


def test_tells_every_subscriber_which_centre_changed_until_it_unsubscribes(
    follower: StateFollower, publisher: StatePublisher
) -> None:
    assert until(lambda: GYM in follower.states(CENTRE))
    told: list[CentreId | None] = []
    unsubscribe = follower.subscribe(told.append)
    publisher.state(CENTRE, a_state(people=13.0))
    assert until(lambda: told == [CENTRE])
    unsubscribe()
    publisher.state(CENTRE, a_state(people=14.0))

    assert until(lambda: follower.states(CENTRE)[GYM].people == 14.0)
    assert told == [CENTRE]


def test_a_subscriber_that_fails_does_not_stop_the_feed(
    follower: StateFollower, publisher: StatePublisher, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_centre: CentreId | None) -> None:
        raise RecursionError("a defect in a page")

    follower.subscribe(fails)
    with caplog.at_level(logging.CRITICAL):
        for people in (20.0, 21.0):
            publisher.state(CENTRE, a_state(people=people))

        assert until(lambda: GYM in follower.states(CENTRE) and follower.states(CENTRE)[GYM].people == 21.0)


def test_malformed_and_foreign_messages_change_nothing(
    follower: StateFollower, publisher: StatePublisher, broker: RunningBroker
) -> None:
    assert until(lambda: GYM in follower.states(CENTRE))
    with Peer(broker.endpoint, "stranger") as stranger:
        stranger.ready().publish("linli/shijiawan/state/gym", b"[" * 50_000)
        stranger.publish("linli/shijiawan/state/nowhere", encode_state(a_state(space=SpaceId("nowhere"))))
        stranger.publish("linli/elsewhere/state/gym", encode_state(a_state()))
        stranger.publish(HEALTH_TOPIC, b"{}")
        stranger.publish("linli/shijiawan/state/canteen", encode_state(a_state(space=CANTEEN)))

    assert until(lambda: CANTEEN in follower.states(CENTRE))
    assert follower.states(CENTRE) == {GYM: a_state(), CANTEEN: a_state(space=CANTEEN)}
    assert list(follower.states(CENTRE)) == [GYM, CANTEEN], "in the centre's order"
    assert follower.health() is None


def test_follows_the_ingestors_health(follower: StateFollower, publisher: StatePublisher) -> None:
    health = IngestHealth(at=NOW, started_at=NOW, accounting=Accounting(received=1, stored=1), connected=True)

    publisher.health(health)

    assert until(lambda: follower.health() == health)


def test_adds_up_what_several_ingest_processes_say_until_one_leaves(
    follower: StateFollower, publisher: StatePublisher, broker: RunningBroker
) -> None:
    health = IngestHealth(at=NOW, started_at=NOW, accounting=Accounting(received=2, stored=2), connected=True)
    second = StatePublisher(broker.endpoint, "second", shard=1)
    second.start()
    publisher.health(health)
    assert until(lambda: second.health(health))

    assert until(lambda: (both := follower.health()) is not None and both.accounting.received == 4)
    second.forget_health()
    assert until(lambda: follower.health() == health)
    second.stop()


def test_says_nothing_twice_until_it_is_due_again(broker: RunningBroker) -> None:
    clock = [0.0]
    publisher = StatePublisher(broker.endpoint, "timed", monotonic=lambda: clock[0])
    publisher.start()
    assert until(lambda: publisher.state(CENTRE, a_state()))

    assert not publisher.state(CENTRE, a_state())
    assert publisher.state(CENTRE, a_state(people=13.0))
    clock[0] += 14.9
    assert not publisher.state(CENTRE, a_state(people=13.0))
    clock[0] += 0.2
    assert publisher.state(CENTRE, a_state(people=13.0))
    publisher.stop()


def test_comes_back_by_itself_when_the_broker_was_restarted(
    follower: StateFollower, publisher: StatePublisher, broker: RunningBroker
) -> None:
    assert until(lambda: GYM in follower.states(CENTRE))
    broker.kill()
    assert until(lambda: not follower.connected)
    assert follower.states(CENTRE) == {GYM: a_state()}, "the last word stays; its age tells that it is old"
    broker.start()

    changed = replace(a_state(), people=30.0)
    assert until(lambda: publisher.state(CENTRE, changed))
    assert until(lambda: follower.states(CENTRE)[GYM] == changed)
