"""Minutes, quarter hours and hours appear by themselves, and again when something late arrives."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from ingest.downsampling import FIRST_LOOK_BACK, LOOK_BACK_EVERY, Downsampling, Marking
from models.aggregate import Step
from models.calendar import Window
from models.centre import CentreId, SensorId, SensorRole
from models.ports import StoreUnavailableError
from models.reading import Reading
from tests.builders import a_centre, a_sensor
from tests.fakes import MemoryAggregates, MemoryStore
from tests.measured import local

AIR = SensorId("air")
CENTRE = a_centre(sensors=(a_sensor("air", role=SensorRole.CLIMATE),))


@dataclass
class House:
    store: MemoryStore = field(default_factory=MemoryStore)
    aggregates: MemoryAggregates = field(default_factory=MemoryAggregates)

    def __post_init__(self) -> None:
        self.work = Downsampling(CENTRE, self.store, self.aggregates)

    def take(self, at: datetime, value: float) -> None:
        reading = Reading(AIR, "co2", at, value)
        self.store.write([reading])
        Marking(CENTRE.id, self.work.mark).stored(CENTRE.id, [reading])

    def run(self, now: datetime) -> None:
        while self.work.step(now):
            pass

    def counts(self, step: Step) -> dict[datetime, int]:
        ever = Window(local(0) - timedelta(days=40), local(23))
        return {one.start: one.count for one in self.aggregates.read([AIR], ever, step)}


def test_a_quarter_hour_is_gathered_two_minutes_after_its_end() -> None:
    house = House()
    house.take(local(9, 3), 400)
    house.run(local(9, 16))
    assert house.counts(Step.QUARTER) == {}
    house.run(local(9, 17))
    assert house.counts(Step.MINUTE)[local(9, 3)] == 1
    assert house.counts(Step.QUARTER) == {local(9): 1}
    assert house.counts(Step.HOUR) == {local(9): 1}


def test_the_hour_grows_with_its_quarter_hours() -> None:
    house = House()
    for minute in (3, 20, 40, 58):
        house.take(local(9, minute), 400)
    for minute in (17, 32, 47):
        house.run(local(9, minute))
    assert house.counts(Step.HOUR) == {local(9): 3}
    house.run(local(10, 2))
    assert house.counts(Step.HOUR)[local(9)] == 4


def test_a_late_reading_corrects_its_hour_and_no_other() -> None:
    house = House()
    house.run(local(8))
    house.take(local(8, 30), 400)
    house.take(local(9, 30), 400)
    house.run(local(11))
    before = dict(house.aggregates.kept)
    house.take(local(8, 31), 900)
    house.run(local(11))
    changed = {key[3] for key, one in house.aggregates.kept.items() if before.get(key) != one}
    assert changed
    assert all(local(8) <= start < local(9) for start in changed)


def test_what_was_corrected_away_is_gone_from_the_aggregates_too() -> None:
    """History is read again: the value was of another measure, and there is nothing else in the hour."""
    house = House()
    house.run(local(8))
    house.take(local(9, 3), 400)
    house.take(local(11, 3), 400)
    house.run(local(12))
    assert set(house.counts(Step.HOUR)) == {local(9), local(11)}
    wrong = Reading(AIR, "co2", local(9, 3), 400)
    house.store.delete(AIR, "co2", Window(local(9), local(10)))
    house.work.mark([wrong])
    house.run(local(12))
    assert set(house.counts(Step.HOUR)) == {local(11)}
    assert all(start >= local(11) for start in (*house.counts(Step.MINUTE), *house.counts(Step.QUARTER)))


def test_an_hour_whose_store_is_away_is_gathered_later(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    house.take(local(9, 3), 400)
    with monkeypatch.context() as away:

        def gone(*_: object) -> None:
            raise StoreUnavailableError("away")

        away.setattr(house.aggregates, "replace", gone)
        with pytest.raises(StoreUnavailableError):
            house.run(local(9, 17))
    house.run(local(9, 17))
    assert house.counts(Step.HOUR) == {local(9): 1}


def test_history_that_nobody_announced_is_gathered_after_a_while_newest_first() -> None:
    house = House()
    house.work.catch_up(local(12))
    for days in (0, 1, 20, 35):
        house.store.write([Reading(AIR, "co2", local(9, 3) - timedelta(days=days), 400)])
    house.run(local(12))
    assert house.counts(Step.HOUR) == {}
    later = local(12) + FIRST_LOOK_BACK
    house.run(later)
    for _ in range(24 * 32):
        house.work.step(later)
    hours = {at: count for at, count in house.counts(Step.HOUR).items() if count}
    assert hours == {local(9) - timedelta(days=n): 1 for n in (0, 1, 20)}
    assert house.work.waiting == 0


def test_the_look_back_comes_again_for_what_is_still_missing() -> None:
    house = House()
    house.work.catch_up(local(0))
    for now in (local(0) + FIRST_LOOK_BACK, local(0) + FIRST_LOOK_BACK + LOOK_BACK_EVERY):
        house.store.write([Reading(AIR, "co2", now - timedelta(hours=3), 400)])
        for _ in range(24 * 32):
            house.work.step(now)
        assert any(count for count in house.counts(Step.HOUR).values())


def test_another_centres_readings_mark_nothing() -> None:
    house = House()
    house.run(local(10))
    Marking(CENTRE.id, house.work.mark).stored(CentreId("other"), [Reading(AIR, "co2", local(9), 1)])
    assert house.work.waiting == 0


def test_another_processs_space_is_gathered_only_where_its_readings_came_here() -> None:
    house = House()
    house.work = Downsampling(CENTRE, house.store, house.aggregates, regular=())
    house.store.write([Reading(AIR, "co2", local(9, 3), 400)])
    house.work.catch_up(local(9))
    for at in (local(9), local(10, 30), local(11)):
        house.run(at)
    assert house.counts(Step.HOUR) == {}

    house.take(local(9, 4), 500)
    house.run(local(11))
    assert house.counts(Step.HOUR) == {local(9): 2}
