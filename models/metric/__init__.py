"""Every figure of the product. To add one: a row in a file of `rows`, its three texts `metric.<key>...`, the README's table."""

from collections.abc import Mapping, Sequence

from models.metric.metric import Area, Metric
from models.metric.rows import booking, canteen, doors, market, money, use

AREAS: Mapping[Area, Sequence[Metric]] = {
    Area.USE: use.ROWS,
    Area.BOOKING: booking.ROWS,
    Area.DOORS: doors.ROWS,
    Area.CANTEEN: canteen.ROWS,
    Area.MARKET: market.ROWS,
    Area.MONEY: money.ROWS,
}
"""In the order in which a table shows them."""

METRICS: Mapping[str, Metric] = {metric.key: metric for rows in AREAS.values() for metric in rows}
