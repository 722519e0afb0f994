"""Sheet 7: the market streets: footfall by part of the day, how many stalls are let, what events brought."""

from collections.abc import Iterator

from models.metric import METRICS
from models.metric.change import change
from models.metric.metric import Unit
from models.metric.sums import Sums
from models.report.figure import NO_DATA, count, day, figure, measured, metric_columns, name, words
from models.report.inputs import MonthInputs
from models.report.inputs.market import Street
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL

FOOTFALL = METRICS["footfall"]
LET_RATE = METRICS["let_rate"]
OF_STREETS = (FOOTFALL, *(METRICS[key] for key in ("morning_share", "night_share")), LET_RATE)


def sheet(inputs: MonthInputs) -> Sheet:
    """集市: streets, parts of the day, stalls, days with an event; all empty where the centre has no market."""
    streets = inputs.market.streets
    return Sheet(
        key=SheetKey.MARKET,
        tables=(
            Table(
                key="market",
                columns=(Column(key="space"), Column(key="stalls"), *metric_columns(OF_STREETS)),
                rows=tuple(_streets(streets)),
            ),
            Table(
                key="market_parts",
                columns=(Column(key="space"), Column(key="part"), *metric_columns((FOOTFALL,))),
                rows=tuple(row for one in streets for row in _parts(one)),
            ),
            Table(
                key="stalls",
                columns=(Column(key="space"), Column(key="stall"), Column(key="trade"), *_STALL),
                rows=tuple(row for one in streets for row in _stalls(one)),
            ),
            Table(
                key="market_events",
                columns=_EVENT,
                rows=tuple(row for one in streets for row in _events(one)),
            ),
        ),
    )


_STALL = (Column(key="let_days"), Column(key="stall_days"), *metric_columns((LET_RATE,)))
_EVENT = (
    *(Column(key="space"), Column(key="day"), Column(key="event")),
    *(Column(key="event_footfall", unit=Unit.VISITS), Column(key="usual_footfall", unit=Unit.VISITS)),
    *(Column(key="uplift", unit=Unit.SHARE), Column(key="comparable_days")),
)


def _streets(streets: tuple[Street, ...]) -> Iterator[Row]:
    for one in streets:
        yield _street(one.space, name(one.name), len(one.stalls), one.total)
    if streets:
        whole = Sums.summed(one.total for one in streets)
        yield _street(
            TOTAL, words("report.total"), sum(len(one.stalls) for one in streets), whole, is_total=True
        )


def _street(key: str, head: Cell, stalls: int, sums: Sums, *, is_total: bool = False) -> Row:
    figures = (figure(metric, sums) for metric in OF_STREETS)
    return Row(key=key, cells=(head, count(stalls), *figures), is_total=is_total)


def _parts(one: Street) -> Iterator[Row]:
    """The parts that the street tells apart, the rest of the day, and the whole of it."""
    cells = [figure(FOOTFALL, part.sums) for part in one.parts]
    whole = figure(FOOTFALL, one.total)
    for part, cell in zip(one.parts, cells, strict=True):
        yield Row(key=f"{one.space}.{part.key}", cells=(name(one.name), name(part.name), cell))
    yield Row(
        key=f"{one.space}.rest", cells=(name(one.name), words("report.rest_of_day"), _rest(whole, cells))
    )
    yield Row(key=f"{one.space}.{TOTAL}", cells=(name(one.name), words("report.total"), whole), is_total=True)


def _rest(whole: Cell, parts: list[Cell]) -> Cell:
    told = [cell.count for cell in parts]
    if whole.count is None or None in told:
        return NO_DATA
    return count(whole.count - sum(one or 0 for one in told))


def _stalls(one: Street) -> Iterator[Row]:
    for stall in one.stalls:
        trade = stall.sums.trade
        let, days = (trade.let_stall_days, trade.stall_days) if trade.stall_days else (None, None)
        figures = (count(let), count(days), figure(LET_RATE, stall.sums))
        yield Row(key=stall.key, cells=(name(one.name), name(stall.name), name(stall.trade), *figures))


def _events(one: Street) -> Iterator[Row]:
    for n, event in enumerate(one.events, start=1):
        counts = (measured(event.footfall, Unit.VISITS), measured(event.usual, Unit.VISITS))
        uplift = measured(change(Unit.VISITS, event.footfall, event.usual))
        title = name({"zh-Hans": event.text, "en": event.text})
        yield Row(
            key=f"{one.space}.{event.day}.{n}",
            cells=(name(one.name), day(event.day), title, *counts, uplift, count(event.others)),
        )
