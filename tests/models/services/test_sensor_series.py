"""A sensor's numbers over a day and over a year."""

from datetime import timedelta

from models.aggregate import Aggregate, Step
from models.calendar import Window
from models.centre import SensorId
from models.reading import Quality, Reading
from models.services.sensor_series import sensor_series
from tests.builders import NOON, some_ports

AIR = SensorId("air")
DAY = Window(NOON - timedelta(days=1), NOON)
MONTH = Window(NOON - timedelta(days=31), NOON)


def _quarter(measure: str, hours: int) -> Aggregate:
    return Aggregate(
        sensor=AIR,
        measure=measure,
        step=Step.QUARTER,
        start=NOON - timedelta(hours=hours),
        mean=20.0,
        low=10.0,
        high=30.0,
        last=25.0,
        total=60.0,
        count=3,
        covered_s=900.0,
    )


def test_a_day_is_drawn_from_the_readings_themselves() -> None:
    ports = some_ports()
    at = NOON - timedelta(hours=2)
    ports.store.write([Reading(AIR, "co2", at, 400), Reading(AIR, "battery", at, 300, Quality.BAD)])

    series = sensor_series(ports, AIR, DAY)

    assert series.step is None
    assert {key: [(p.at, p.value) for p in points] for key, points in series.points.items()} == {
        "co2": [(at, 400)]
    }


def test_a_month_is_drawn_from_quarter_hours_and_never_from_readings() -> None:
    ports = some_ports()
    ports.store.write([Reading(AIR, "co2", NOON - timedelta(days=2), 400)])
    ports.aggregates.put([_quarter("co2", 30), _quarter("co2", 3)])

    series = sensor_series(ports, AIR, MONTH)

    assert series.step is Step.QUARTER
    assert [(p.value, p.low, p.high) for p in series.points["co2"]] == [(20, 10, 30)] * 2
    assert series.coverage == {"co2": 1800 / MONTH_S}


MONTH_S = 31 * 86_400


def test_each_kind_of_measure_shows_what_it_can_mean() -> None:
    ports = some_ports()
    measures = ("temperature", "covers", "energy_total")
    ports.aggregates.put([_quarter(measure, 3) for measure in measures])

    points = sensor_series(ports, AIR, MONTH).points

    assert {key: points[key][0].value for key in measures} == {
        "temperature": 20,  # a state: its mean
        "covers": 60,  # an amount: its sum
        "energy_total": 25,  # a running total: its last word
    }
