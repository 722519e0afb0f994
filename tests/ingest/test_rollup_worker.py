"""The thread of facts meets everything and ends with nothing."""

import threading

import pytest

from ingest.rollup import Rollup
from ingest.rollup_worker import RollupWorker
from models.calendar import Calendar
from models.centre import SpaceId
from models.ports import StoreUnavailableError
from tests.builders import a_centre
from tests.fakes import MemoryHolds, MemorySlots, MemoryStore
from tests.measured import a_door, local, totals
from tests.waiting import until

GYM = SpaceId("gym")


class House:
    def __init__(self) -> None:
        self.store, self.slots = MemoryStore(), MemorySlots()
        self.store.write([*totals(local(7), 0, 0), *totals(local(9), 6, 0)])
        self.rollup = Rollup(
            a_centre(sensors=(a_door(),)), Calendar({}), self.store, self.slots, MemoryHolds()
        )
        self.prepared = 0
        self.fault: Exception | None = None

    def prepare(self) -> None:
        if self.fault:
            raise self.fault
        self.prepared += 1

    def worker(self) -> RollupWorker:
        return RollupWorker([self.rollup], self.prepare, clock=lambda: local(9, 17))


def test_tables_are_made_ready_once_and_then_facts_are_written() -> None:
    house = House()
    worker = house.worker()
    while worker.step() == 0.0:
        pass
    assert (house.prepared, house.slots.kept[GYM, local(9)].person_min) == (1, 90)


def test_nothing_is_written_before_the_database_is_ready() -> None:
    house = House()
    house.fault = StoreUnavailableError("database: nobody home")
    with pytest.raises(StoreUnavailableError):
        house.worker().step()
    assert house.slots.kept == {}


@pytest.mark.parametrize(
    "fault", [StoreUnavailableError("away"), RuntimeError("a defect")], ids=["away", "defect"]
)
def test_no_fault_ends_the_thread(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.rollup_worker.RETRY_S", 0.01)
    house, stop = House(), threading.Event()
    house.fault = fault
    thread = threading.Thread(target=house.worker().run, args=(stop,))
    thread.start()
    try:
        house.fault = None
        assert until(lambda: (GYM, local(9)) in house.slots.kept)
    finally:
        stop.set()
        thread.join()
