"""Sheet 6: the canteens by service and kind of day, their whole days with deliveries, and subsidised meals by age band."""

from collections.abc import Iterator, Mapping

from models.calendar import DayType
from models.message import LocalText
from models.metric import METRICS
from models.metric.metric import Unit
from models.metric.sums import Sums
from models.money.meal_claim import BandSum
from models.money.subsidy import UNKNOWN
from models.report.figure import (
    NOT_ASKED,
    count,
    figure,
    measured,
    metric_column,
    metric_columns,
    name,
    words,
)
from models.report.inputs import MonthInputs
from models.report.inputs.meals import CanteenMonth
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL

SOLD = tuple(METRICS[key] for key in ("covers", "takeaways", "seat_turns"))
WAITED = tuple(
    METRICS[key]
    for key in (
        *("revpash", "revpash_fare", "revpash_subsidy", "seat_occupancy", "queue_length", "queue_wait"),
        *("fare", "subsidy"),
    )
)
DELIVERED, ON_TIME = METRICS["meals_delivered"], METRICS["on_time_rate"]

_SEAT_HOURS = Column(key="meal_seat_hours", unit=Unit.SEAT_HOURS)
_MEALS = (*metric_columns(SOLD), _SEAT_HOURS, *metric_columns(WAITED))
_DELIVERIES = (
    # Whoever has meals brought home is known in the house.
    metric_column(DELIVERED, is_persons=True),
    metric_column(ON_TIME, out_of=DELIVERED.key),
)
_BANDS = (
    Column(key="age_band"),
    Column(key="subsidised_meals", unit=Unit.MEALS, is_persons=True),
    Column(key="band_subsidy", unit=Unit.FEN, beside="subsidised_meals"),
)


def sheet(inputs: MonthInputs) -> Sheet:
    """食堂: all empty where the centre has no canteen."""
    canteens = inputs.meals.canteens
    return Sheet(
        key=SheetKey.CANTEEN,
        tables=(
            Table(
                key="canteen_services",
                columns=(Column(key="space"), Column(key="service"), Column(key="day_type"), *_MEALS),
                rows=tuple(row for one in canteens for row in _services(one)),
            ),
            Table(
                key="canteen_days",
                columns=(Column(key="space"), Column(key="day_type"), *_MEALS, *_DELIVERIES),
                rows=(*(row for one in canteens for row in _days(one)), *_house(canteens)),
            ),
            Table(key="subsidy_bands", columns=_BANDS, rows=tuple(_bands(inputs.meals.bands or {}))),
        ),
    )


def _services(one: CanteenMonth) -> Iterator[Row]:
    for service in one.services:
        key = f"{one.space}.{service.key}"
        for kind, sums in _in_order(service.by):
            yield Row(key=f"{key}.{kind}", cells=(*_heads(one.name, service.name, kind), *_sold(sums)))
        yield Row(
            key=f"{key}.{TOTAL}",
            cells=(*_heads(one.name, service.name), *_sold(service.total)),
            is_total=True,
            of=tuple(f"{key}.{kind}" for kind, _ in _in_order(service.by)),
        )


def _days(one: CanteenMonth) -> Iterator[Row]:
    for kind, sums in _in_order(one.days):
        yield Row(
            key=f"{one.space}.{kind}", cells=(*_heads(one.name, kind=kind), *_sold(sums), *_brought(sums))
        )
    yield Row(
        key=f"{one.space}.{TOTAL}",
        cells=(*_heads(one.name), *_sold(one.total), *_brought(one.total)),
        is_total=True,
        of=tuple(f"{one.space}.{kind}" for kind, _ in _in_order(one.days)),
    )


def _house(canteens: tuple[CanteenMonth, ...]) -> Iterator[Row]:
    """All canteens together."""
    if canteens:
        whole = Sums.summed(one.total for one in canteens)
        head = (words("report.total"), NOT_ASKED)
        yield Row(key=TOTAL, cells=(*head, *_sold(whole), *_brought(whole)), is_total=True)


def _in_order(by: Mapping[DayType, Sums]) -> Iterator[tuple[DayType, Sums]]:
    """Inputs that were kept come back in another order."""
    return ((kind, by[kind]) for kind in DayType if kind in by)


def _heads(space: LocalText, service: LocalText | None = None, kind: DayType | None = None) -> Iterator[Cell]:
    yield name(space)
    if service is not None:
        yield name(service)
    yield words(f"metric.day_type.{kind}") if kind else words("report.all_days")


def _sold(sums: Sums) -> Iterator[Cell]:
    """seat hours: seats over the open hours of the days with a sale, which revenue is divided by."""
    meals = sums.meals
    yield from (figure(metric, sums) for metric in SOLD)
    yield measured(meals.seat_hours if meals.selling_days else None)
    yield from (figure(metric, sums) for metric in WAITED)


def _brought(sums: Sums) -> Iterator[Cell]:
    return (figure(metric, sums) for metric in (DELIVERED, ON_TIME))


def _bands(bands: Mapping[str, BandSum]) -> Iterator[Row]:
    for key in sorted(bands, key=lambda one: (one == UNKNOWN, one)):
        band = bands[key]
        head = (
            words("report.band.unknown")
            if key == UNKNOWN
            else words(f"report.band.{_shape(key)}", age=_age(key))
        )
        yield Row(key=key, cells=(head, *_claimed(band)))
    if bands:
        whole = BandSum.summed(bands.values())
        yield Row(key=TOTAL, cells=(words("report.total"), *_claimed(whole)), is_total=True)


def _shape(band: str) -> str:
    return "up" if band.endswith("+") else "range"


def _age(band: str) -> str:
    return band.removesuffix("+")


def _claimed(band: BandSum) -> tuple[Cell, Cell]:
    return count(band.meals), count(band.subsidy_fen)
