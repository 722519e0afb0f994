"""The watchdog ends a process that only looks alive, and leaves one alone that waits for its broker."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ingest.watchdog import AWAY_S, BEAT_S, SILENT_S, Signs, Watchdog, faults
from models.centre import CentreId
from models.feed.state import decode_health, encode_health
from models.health import Accounting, IngestHealth, Mismatch


@dataclass
class Wire:
    """A clock, a broker that returns canaries or not, and the watchdog on it."""

    returns: bool = True
    now: float = 1000.0
    sent: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.watchdog = Watchdog(self._carry, monotonic=lambda: self.now)

    def _carry(self, beat: bytes) -> None:
        self.sent.append(beat)
        if self.returns:
            self.now += 0.002
            self.watchdog.returned(beat)

    def live(self, seconds: float, **signs: Any) -> str:
        known: dict[str, Any] = {"connected": True, "paused": False, "alive": {"network": True}}
        end = self.now + seconds
        while self.now < end:
            self.now += 0.5
            self.watchdog.beat()
            verdict = self.watchdog.verdict(Signs(**(known | signs)))
            if verdict:
                return verdict
        return ""


def test_a_canary_that_comes_back_keeps_the_process_alive() -> None:
    wire = Wire()

    assert wire.live(3600) == ""
    assert len(wire.sent) == pytest.approx(3600 / BEAT_S, rel=0.1)
    assert wire.watchdog.canary_ms == pytest.approx(2.0)


def test_connected_but_silent_ends_the_process_after_thirty_seconds() -> None:
    wire = Wire()
    wire.live(60)
    wire.returns = False

    assert wire.live(SILENT_S - 6) == ""
    assert "no canary came back" in wire.live(10)


def test_a_process_that_was_held_itself_gets_time_to_hear_its_canary_again() -> None:
    wire = Wire()
    wire.live(60)
    wire.now += 3600

    assert wire.live(1) == ""
    wire.returns = False
    assert "no canary came back" in wire.live(SILENT_S + 6)


def test_a_dead_thread_ends_the_process_at_once() -> None:
    assert Wire().live(1, alive={"network": False, "spooler": True}) == "thread network ended unexpectedly"


def test_a_broker_that_is_away_is_waited_for_much_longer() -> None:
    wire = Wire(returns=False)

    assert wire.live(AWAY_S - 5, connected=False) == ""
    assert "Not authorized" in wire.live(10, connected=False, refusal="Not authorized")


def test_silence_is_counted_from_the_reconnect_on() -> None:
    wire = Wire(returns=False)
    wire.live(200, connected=False)

    assert wire.live(SILENT_S - 5) == ""


def test_a_full_disk_is_no_reason_to_start_again() -> None:
    assert Wire(returns=False).live(600, paused=True) == ""


@pytest.mark.parametrize("stranger", [b"", b"x", b"nan", b"1e999", b"0.0", b"99999"])
def test_a_strangers_canary_proves_nothing(stranger: bytes) -> None:
    wire = Wire(returns=False)
    wire.watchdog.beat()

    wire.watchdog.returned(stranger)

    assert wire.watchdog.canary_at is None


NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"connected": False}, ["not_connected"]),
        ({"canary_at": NOW - timedelta(seconds=20)}, ["canary_late"]),
        ({"store_faults": {CentreId("c"): "away"}}, ["store_away"]),
        (
            {
                "store_faults": {CentreId("c"): "HTTP 401"},
                "stores_denied": frozenset({CentreId("c")}),
            },
            ["store_denied"],
        ),
        ({"paused": True, "canary_at": None}, ["no_room"]),
        ({"profile_faults": ("x.toml, line 3: ...",)}, ["profile_broken"]),
        ({"accounting": Accounting(received=1)}, ["unbalanced"]),
        ({"mismatch": Mismatch(at=NOW - timedelta(hours=5), topic="t", claimed="d")}, ["device_mismatch"]),
        ({"mismatch": Mismatch(at=NOW - timedelta(hours=7), topic="t", claimed="d")}, []),
    ],
)
def test_every_fault_is_named(changes: dict[str, Any], keys: list[str]) -> None:
    fields: dict[str, Any] = {
        "at": NOW,
        "started_at": NOW - timedelta(hours=1),
        "accounting": Accounting(),
        "connected": True,
        "canary_at": NOW,
    }

    assert [m.key.removeprefix("ingest.fault.") for m in faults(IngestHealth(**(fields | changes)))] == keys


def test_somebody_elses_message_is_told_with_its_topic_and_makes_nothing_sick() -> None:
    mismatch = Mismatch(at=NOW, topic="linli/c/z/d/up", claimed="other")
    health = IngestHealth(
        at=NOW, started_at=NOW, accounting=Accounting(), connected=True, canary_at=NOW, mismatch=mismatch
    )
    told = replace(health, faults=faults(health))

    assert [dict(fault.values) for fault in told.faults] == [{"topic": "linli/c/z/d/up", "claimed": "other"}]
    assert told.healthy
    assert decode_health(encode_health(told)).faults == told.faults
