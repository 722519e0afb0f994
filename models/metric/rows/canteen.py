"""Figures of a canteen: covers, turns, revenue per available seat hour (Kimes, Cornell 1998), waiting, delivered meals."""

from models.metric.meals import Meals
from models.metric.metric import Metric, Total, Unit, Vector
from models.metric.ratio import known, ratio
from models.metric.seated import Seated
from models.metric.sums import Sums

_LUNCH = Sums(
    meals=Meals(
        selling_days=1,
        covers=140,
        takeaways=30,
        dining_days=1,
        fare_fen=150_000,
        subsidy_fen=17_000,
        here_fare_fen=126_000,
        here_subsidy_fen=14_000,
        seat_periods=56,
        seat_hours=140,
        delivered=28,
        failed=2,
        timed=25,
        on_time=20,
    )
)
"""A house of 56 seats that turned two and a half times."""

_QUEUE = Sums(seated=Seated(measured_hours=2, seat_hours=112, seated_hours=84, waiting_hours=7, entries=140))


def _revenue_here_fen(sums: Sums) -> int:
    return sums.meals.here_fare_fen + sums.meals.here_subsidy_fen


ROWS = (
    Metric(
        "covers",
        Unit.VISITS,
        Total.SUM,
        lambda s: known(s.meals.covers, s.meals.selling_days),
        Vector(_LUNCH, 140),
        gated=False,
    ),
    Metric(
        "takeaways",
        Unit.MEALS,
        Total.SUM,
        lambda s: known(s.meals.takeaways, s.meals.dining_days),
        Vector(_LUNCH, 30),
        gated=False,
    ),
    Metric(
        "seat_turns",
        Unit.TURNS,
        Total.RATIO,
        lambda s: ratio(s.meals.covers, s.meals.seat_periods),
        Vector(_LUNCH, 2.5),
        gated=False,
    ),
    Metric(
        "fare",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.meals.fare_fen, s.meals.selling_days),
        Vector(_LUNCH, 150_000),
        gated=False,
    ),
    Metric(
        "subsidy",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.meals.subsidy_fen, s.meals.selling_days),
        Vector(_LUNCH, 17_000),
        gated=False,
    ),
    Metric(
        "revpash",
        Unit.FEN_PER_SEAT_HOUR,
        Total.RATIO,
        lambda s: ratio(_revenue_here_fen(s), s.meals.seat_hours),
        Vector(_LUNCH, 1_000),
        gated=False,
    ),
    Metric(
        "revpash_fare",
        Unit.FEN_PER_SEAT_HOUR,
        Total.RATIO,
        lambda s: ratio(s.meals.here_fare_fen, s.meals.seat_hours),
        Vector(_LUNCH, 900),
        gated=False,
    ),
    Metric(
        "revpash_subsidy",
        Unit.FEN_PER_SEAT_HOUR,
        Total.RATIO,
        lambda s: ratio(s.meals.here_subsidy_fen, s.meals.seat_hours),
        Vector(_LUNCH, 100),
        gated=False,
    ),
    Metric(
        "seat_occupancy",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.seated.seated_hours, s.seated.seat_hours),
        Vector(_QUEUE, 0.75),
        of=lambda s: s.seated.covered,
    ),
    Metric(
        "queue_length",
        Unit.PEOPLE,
        Total.NONE,
        lambda s: ratio(s.seated.waiting_hours, s.seated.measured_hours),
        Vector(_QUEUE, 3.5),
        of=lambda s: s.seated.covered,
    ),
    Metric(
        "queue_wait",
        Unit.MINUTES,
        Total.RATIO,
        lambda s: ratio(60 * s.seated.waiting_hours, s.seated.entries),
        Vector(_QUEUE, 3),
        of=lambda s: s.seated.covered,
    ),
    Metric(
        "meals_delivered",
        Unit.MEALS,
        Total.SUM,
        lambda s: known(s.meals.delivered, s.meals.delivered + s.meals.failed),
        Vector(_LUNCH, 28),
        gated=False,
    ),
    Metric(
        "on_time_rate",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.meals.on_time, s.meals.timed),
        Vector(_LUNCH, 0.8),
        gated=False,
    ),
)
