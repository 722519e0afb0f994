"""Figures of a market street: footfall, its morning and night, stalls that are let."""

from models.metric.metric import Metric, Total, Unit, Vector
from models.metric.ratio import known, ratio
from models.metric.sums import Sums
from models.metric.trade import Trade

_STREET = Sums(
    trade=Trade(
        measured_hours=16, footfall=4_000, morning=1_000, night=1_600, stall_days=620, let_stall_days=558
    )
)


ROWS = (
    Metric(
        "footfall",
        Unit.VISITS,
        Total.SUM,
        lambda s: known(s.trade.footfall, s.trade.measured_hours),
        Vector(_STREET, 4_000),
        of=lambda s: s.trade.covered,
    ),
    Metric(
        "morning_share",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.trade.morning, s.trade.footfall),
        Vector(_STREET, 0.25),
        of=lambda s: s.trade.covered,
    ),
    Metric(
        "night_share",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.trade.night, s.trade.footfall),
        Vector(_STREET, 0.4),
        of=lambda s: s.trade.covered,
    ),
    Metric(
        "let_rate",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.trade.let_stall_days, s.trade.stall_days),
        Vector(_STREET, 0.9),
        gated=False,
    ),
)
