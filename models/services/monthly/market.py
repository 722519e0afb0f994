"""The market streets of a month: parts of the day, stalls and events, as the page of the market has them."""

from models.centre import Space
from models.metric.period import Period
from models.metric.sums import Sums
from models.metric.trade import stalls
from models.ports import Ports
from models.report.inputs.market import DayPart, MarketEvent, MarketInputs, StallMonth, Street
from models.services.market import MarketTable, Uplift, market_table, markets, uplifts
from models.stall import let_days


def market_inputs(ports: Ports, period: Period) -> MarketInputs:
    """Raises StoreError."""
    return MarketInputs(streets=tuple(_street(ports, space, period) for space in markets(ports)))


def _street(ports: Ports, space: Space, period: Period) -> Street:
    table = market_table(ports, space, period)
    return Street(
        space=space.id,
        name=space.name,
        parts=tuple(DayPart(key=one.key, name=one.name, sums=table.parts[one.key]) for one in space.periods),
        total=table.total,
        stalls=_stalls(ports, space, table),
        events=tuple(map(_event, uplifts(ports, space, period))),
    )


def _stalls(ports: Ports, space: Space, table: MarketTable) -> tuple[StallMonth, ...]:
    """Of the days that the street's total is of, so that the stalls are the street."""
    kept, period = ports.tenancies, table.period
    let = kept.within(period.first, period.last) if kept is not None else None
    return tuple(
        StallMonth(
            key=one.id,
            name=one.name,
            trade=one.trade,
            sums=Sums() if let is None else Sums(trade=stalls(let_days({one.id}, let, table.days))),
        )
        for one in ports.centre.stalls.values()
        if one.space == space.id
    )


def _event(one: Uplift) -> MarketEvent:
    return MarketEvent(
        day=one.day, text=one.remark.text, footfall=one.footfall, usual=one.usual, others=len(one.others)
    )
