"""One store's sender: it never blocks who asks, and pauses as long as the store wishes, within reason."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from ingest.sender import LONGEST_PAUSE_S, LONGEST_WISH_S, Load, Sender
from models.ports import StoreDeniedError, StoreError, StoreRejectedError, StoreUnavailableError
from models.reading import Reading
from tests.builders import NOON
from tests.ingest.readers import MemoryStore

READING = Reading("s", "co2", NOON, 400.0)  # type: ignore[arg-type]


class ScriptedStore(MemoryStore):
    """Raises what it is told to."""

    error: StoreError | None = None

    def write(self, readings: Sequence[Reading]) -> None:
        if self.error is not None:
            raise self.error
        super().write(readings)


class HangingStore(MemoryStore):
    """Answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = threading.Event()

    def write(self, readings: Sequence[Reading]) -> None:
        assert self.let.wait(20)
        super().write(readings)


@dataclass
class Bench:
    """A sender with a clock that stands still."""

    store: MemoryStore
    now: float = 100.0
    woken: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.sender = Sender("c", self.store, None, self.woken.set, lambda _low, high: high, lambda: self.now)

    def write(self) -> dict[Reading, str]:
        self.sender.send(Load([READING]))
        assert self.sender.done(20)
        return self.sender.outcome()

    def pause(self, error: StoreError) -> float:
        """How long the sender waits after a failure, in seconds of its clock."""
        self.store.error = error  # type: ignore[attr-defined]
        with pytest.raises(type(error)):
            self.write()
        before = self.now
        while not self.sender.free:
            self.now += 0.5
        return self.now - before


def test_a_batch_is_kept_and_whoever_waits_is_woken() -> None:
    bench = Bench(MemoryStore())

    assert bench.write() == {}

    assert bench.store.values == [400.0]
    assert bench.woken.is_set()
    assert bench.sender.free
    assert bench.sender.fault == ""


def test_a_store_that_hangs_keeps_nobody_waiting() -> None:
    store = HangingStore()
    bench = Bench(store)
    bench.sender.send(Load([READING]))

    assert not bench.sender.done(0.01)
    assert bench.sender.busy
    assert not bench.sender.free

    store.let.set()
    assert bench.sender.done(20)
    assert bench.sender.outcome() == {}
    assert bench.sender.free


def test_what_the_store_will_never_take_is_named_and_is_no_fault_of_the_store() -> None:
    bench = Bench(ScriptedStore())
    bench.store.error = StoreRejectedError("no", [READING])  # type: ignore[attr-defined]

    assert bench.write() == {READING: "no"}
    assert bench.sender.fault == ""
    assert bench.sender.free


def test_pauses_grow_to_half_a_minute_and_end_with_the_first_success() -> None:
    bench = Bench(ScriptedStore())
    away = StoreUnavailableError("away")

    pauses = [bench.pause(away) for _ in range(9)]

    assert pauses == [1, 2, 4, 8, 16, *[LONGEST_PAUSE_S] * 4]
    assert bench.sender.fault == "away"
    bench.store.error = None  # type: ignore[attr-defined]
    bench.write()
    assert bench.sender.fault == ""
    assert bench.pause(away) == 1


@pytest.mark.parametrize(("wish", "kept"), [(20.0, 20.0), (3600.0, LONGEST_WISH_S)])
def test_the_pause_that_a_store_asks_for_is_kept_but_never_for_an_hour(wish: float, kept: float) -> None:
    assert Bench(ScriptedStore()).pause(StoreUnavailableError("busy", wish)) == kept


def test_a_store_that_does_not_let_us_in_is_told_apart() -> None:
    bench = Bench(ScriptedStore())
    bench.pause(StoreDeniedError("HTTP 401"))
    assert bench.sender.denied
    bench.pause(StoreUnavailableError("away"))
    assert not bench.sender.denied


def test_a_defect_in_a_store_is_not_taken_for_a_success() -> None:
    class Defective(MemoryStore):
        def write(self, readings: Sequence[Reading]) -> None:
            raise ZeroDivisionError("nought")

    bench = Bench(Defective())
    with pytest.raises(StoreUnavailableError, match="ZeroDivisionError: nought"):
        bench.write()
    assert "nought" in bench.sender.fault
    assert not bench.sender.free, "and not asked again at once"
