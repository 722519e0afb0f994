"""Figures of what was booked, beside what was used of it."""

from models.metric.metric import Metric, Total, Unit, Vector
from models.metric.outcome import Outcome
from models.metric.ratio import known, ratio
from models.metric.reuse import Reuse
from models.metric.sums import Sums
from models.utilisation import Utilisation

_MATRIX = Sums(
    use=Utilisation(
        open_hours=50,
        measured_hours=48,
        booked_hours=32,
        booked_used_hours=24,
        ghost_hours=6,
        walkin_hours=8,
    )
)
_SEATS = Sums(use=Utilisation(open_hours=10, seat_open_hours=400, booked_seat_hours=100))
_TERM = Sums(
    outcome=Outcome(
        promises=100,
        cancelled=20,
        late_cancelled=5,
        missed=8,
        sessions=12,
        attended=180,
        offered_places=200,
        taken_places=150,
    )
)
_GIVEN_BACK = Sums(reuse=Reuse(released=2, released_hours=2.5, reused_hours=1))


def _booked_and_measured(sums: Sums) -> float:
    return sums.use.booked_used_hours + sums.use.ghost_hours


ROWS = (
    Metric(
        "booked_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.use.booked_hours, s.use.open_hours),
        Vector(_MATRIX, 32),
        gated=False,
    ),
    Metric(
        "utilisation_booked",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.use.booked_seat_hours, s.use.seat_open_hours),
        Vector(_SEATS, 0.25),
        gated=False,
    ),
    Metric(
        "booked_used_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.use.booked_used_hours, s.use.measured_hours),
        Vector(_MATRIX, 24),
    ),
    Metric(
        "ghost_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.use.ghost_hours, s.use.measured_hours),
        Vector(_MATRIX, 6),
    ),
    Metric(
        "walkin_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.use.walkin_hours, s.use.measured_hours),
        Vector(_MATRIX, 8),
    ),
    Metric(
        "idle_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.use.idle_hours, s.use.measured_hours),
        Vector(_MATRIX, 10),
    ),
    Metric(
        "ghost_rate",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.use.ghost_hours, _booked_and_measured(s)),
        Vector(_MATRIX, 0.2),
    ),
    Metric(
        "promises",
        Unit.BOOKINGS,
        Total.SUM,
        lambda s: known(s.outcome.promises, s.outcome.promises),
        Vector(_TERM, 100),
        gated=False,
    ),
    Metric(
        "no_show_rate",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.outcome.missed, s.outcome.promises - s.outcome.cancelled),
        Vector(_TERM, 0.1),
        gated=False,
    ),
    Metric(
        "late_cancel_rate",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.outcome.late_cancelled, s.outcome.promises),
        Vector(_TERM, 0.05),
        gated=False,
    ),
    Metric(
        "attendances",
        Unit.VISITS,
        Total.SUM,
        lambda s: known(s.outcome.attended, s.outcome.sessions),
        Vector(_TERM, 180),
        gated=False,
    ),
    Metric(
        "fill_rate",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.outcome.taken_places, s.outcome.offered_places),
        Vector(_TERM, 0.75),
        gated=False,
    ),
    Metric(
        "released_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.reuse.released_hours, s.reuse.released),
        Vector(_GIVEN_BACK, 2.5),
        gated=False,
    ),
    Metric(
        "reused_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.reuse.reused_hours, s.reuse.released),
        Vector(_GIVEN_BACK, 1),
    ),
)
