"""Figures of money joined with use (National Benchmarking Service: cost recovery, subsidy per visit)."""

from models.metric.coverage import Covered
from models.metric.earned import Attended, Costs, Margin, Takings
from models.metric.empty import EmptyOffPeak
from models.metric.metric import Metric, Total, Unit, Vector
from models.metric.ratio import known, ratio
from models.metric.sums import Sums

_SEEN = Covered(seat_open_hours=100, seat_measured_hours=95)

_GYM = Sums(
    takings=Takings(takings_days=30, income_fen=1_860_000, subsidy_fen=60_000, takings_hours=400),
    costs=Costs(
        cost_days=30,
        direct_fen=1_400_000,
        shared_fen=1_000_000,
        counted_fen=2_400_000,
        visits=3_000,
        covered=_SEEN,
    ),
    margin=Margin(
        margin_days=30,
        contribution_fen=-540_000,
        earned_fen=1_800_000,
        spent_fen=2_400_000,
        margin_hours=400,
        margin_person_hours=3_600,
        gap_fen=600_000,
        margin_visits=3_000,
        covered=_SEEN,
        counted=_SEEN,
    ),
)
"""A gym of 3,000 visits a month that earns three quarters of its costs."""

_IDLE = Sums(empty=EmptyOffPeak(empty_hours=120, empty_fen=720_000, covered=_SEEN))

_CLASS = Sums(attended=Attended(held_fen=128_000, attendances=160, covered=_SEEN))


ROWS = (
    Metric(
        "income",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.takings.income_fen, s.takings.takings_days),
        Vector(_GYM, 1_860_000),
        gated=False,
    ),
    Metric(
        "income_subsidy",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.takings.subsidy_fen, s.takings.takings_days),
        Vector(_GYM, 60_000),
        gated=False,
    ),
    Metric(
        "direct_cost",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.costs.direct_fen, s.costs.cost_days),
        Vector(_GYM, 1_400_000),
        gated=False,
    ),
    Metric(
        "shared_cost",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.costs.shared_fen, s.costs.cost_days),
        Vector(_GYM, 1_000_000),
        gated=False,
    ),
    Metric(
        "cost",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.costs.direct_fen + s.costs.shared_fen, s.costs.cost_days),
        Vector(_GYM, 2_400_000),
        gated=False,
    ),
    Metric(
        "contribution",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.margin.contribution_fen, s.margin.margin_days),
        Vector(_GYM, -540_000),
        gated=False,
    ),
    Metric(
        "cost_recovery",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.margin.earned_fen, s.margin.spent_fen),
        Vector(_GYM, 0.75),
        gated=False,
    ),
    Metric(
        "income_per_open_hour",
        Unit.FEN_PER_HOUR,
        Total.RATIO,
        lambda s: ratio(s.takings.income_fen, s.takings.takings_hours),
        Vector(_GYM, 4_650),
        gated=False,
    ),
    Metric(
        "contribution_per_open_hour",
        Unit.FEN_PER_HOUR,
        Total.RATIO,
        lambda s: ratio(s.margin.contribution_fen, s.margin.margin_hours),
        Vector(_GYM, -1_350),
        gated=False,
    ),
    Metric(
        "contribution_per_person_hour",
        Unit.FEN_PER_PERSON_HOUR,
        Total.RATIO,
        lambda s: ratio(s.margin.contribution_fen, s.margin.margin_person_hours),
        Vector(_GYM, -150),
        of=lambda s: s.margin.covered,
    ),
    Metric(
        "cost_per_visit",
        Unit.FEN_PER_VISIT,
        Total.RATIO,
        lambda s: ratio(s.costs.counted_fen, s.costs.visits),
        Vector(_GYM, 800),
        of=lambda s: s.costs.covered,
    ),
    Metric(
        "subsidy_per_visit",
        Unit.FEN_PER_VISIT,
        Total.RATIO,
        lambda s: ratio(s.margin.gap_fen, s.margin.margin_visits),
        Vector(_GYM, 200),
        of=lambda s: s.margin.counted,
    ),
    Metric(
        "cost_per_attendance",
        Unit.FEN_PER_VISIT,
        Total.RATIO,
        lambda s: ratio(s.attended.held_fen, s.attended.attendances),
        Vector(_CLASS, 800),
        of=lambda s: s.attended.covered,
    ),
    Metric(
        "empty_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.empty.empty_hours, s.empty.covered.seat_measured_hours),
        Vector(_IDLE, 120),
        of=lambda s: s.empty.covered,
    ),
    Metric(
        "empty_cost",
        Unit.FEN,
        Total.SUM,
        lambda s: known(s.empty.empty_fen, s.empty.covered.seat_measured_hours),
        Vector(_IDLE, 720_000),
        of=lambda s: s.empty.covered,
    ),
    Metric(
        "empty_hour_cost",
        Unit.FEN_PER_HOUR,
        Total.RATIO,
        lambda s: ratio(s.empty.empty_fen, s.empty.empty_hours),
        Vector(_IDLE, 6_000),
        of=lambda s: s.empty.covered,
    ),
)
