"""Figures of the use of spaces (UK Space Management Group 2006/38: frequency x occupancy = utilisation)."""

from models.metric.coverage import coverage
from models.metric.crowding import Crowding, busy_over_mean
from models.metric.metric import Metric, Total, Unit, Vector
from models.metric.opening import Opening
from models.metric.peak import OffPeak
from models.metric.ratio import known, ratio
from models.metric.sums import Sums
from models.utilisation import Utilisation


def mean_people(use: Utilisation) -> float | None:
    """N: people present on the average of the measured time."""
    return ratio(use.person_hours, use.measured_hours)


_WEEK = Sums(use=Utilisation(open_hours=50, measured_hours=45, used_hours=30, person_hours=240))
"""escentral.com: 30 of 45 hours used."""

_ROOMS = Sums(
    use=Utilisation(
        seat_open_hours=400,
        seat_measured_hours=400,
        seat_used_hours=175,
        person_hours=134,
        booked_seat_hours=200,
    )
)
"""stellae.com: 16 rooms with 400 seats, 7 of them in use by 134 people, for an hour."""

_CROWD = Sums(
    use=Utilisation(measured_hours=10, person_hours=120, peak=30, overflow_min=90, over_limit_min=15)
)

ROWS = (
    Metric(
        "open_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.use.open_hours, s.use.open_hours),
        Vector(_WEEK, 50),
        gated=False,
    ),
    Metric(
        "measured_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.use.measured_hours, s.use.open_hours),
        Vector(_WEEK, 45),
        gated=False,
    ),
    Metric(
        "coverage",
        Unit.SHARE,
        Total.RATIO,
        lambda s: coverage(s.use),
        Vector(Sums(use=Utilisation(seat_open_hours=500, seat_measured_hours=400)), 0.8),
        gated=False,
    ),
    Metric(
        "used_hours",
        Unit.HOURS,
        Total.SUM,
        lambda s: known(s.use.used_hours, s.use.measured_hours),
        Vector(_WEEK, 30),
    ),
    Metric(
        "person_hours",
        Unit.PERSON_HOURS,
        Total.SUM,
        lambda s: known(s.use.person_hours, s.use.measured_hours),
        Vector(_WEEK, 240),
    ),
    Metric("mean_people", Unit.PEOPLE, Total.NONE, lambda s: mean_people(s.use), Vector(_CROWD, 12)),
    Metric(
        "peak_people",
        Unit.PEOPLE,
        Total.MAX,
        lambda s: known(s.use.peak, s.use.measured_hours),
        Vector(_CROWD, 30),
    ),
    Metric(
        "frequency",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.use.seat_used_hours, s.use.seat_measured_hours),
        Vector(_ROOMS, 0.4375),
    ),
    Metric(
        "occupancy_rate",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.use.person_hours, s.use.seat_used_hours),
        Vector(_ROOMS, 0.7657142857),
    ),
    Metric(
        "utilisation",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.use.person_hours, s.use.seat_measured_hours),
        Vector(_ROOMS, 0.335),
    ),
    Metric(
        "seat_hours_offered",
        Unit.SEAT_HOURS,
        Total.SUM,
        lambda s: known(s.use.seat_open_hours, s.use.seat_open_hours),
        Vector(_ROOMS, 400),
        gated=False,
    ),
    Metric(
        "seat_hours_booked",
        Unit.SEAT_HOURS,
        Total.SUM,
        lambda s: known(s.use.booked_seat_hours, s.use.seat_open_hours),
        Vector(_ROOMS, 200),
        gated=False,
    ),
    Metric(
        "seat_hours_used",
        Unit.SEAT_HOURS,
        Total.SUM,
        lambda s: known(s.use.person_hours, s.use.seat_measured_hours),
        Vector(_ROOMS, 134),
    ),
    Metric(
        "load_factor",
        Unit.SHARE,
        Total.NONE,
        lambda s: ratio(s.use.person_hours, s.use.measured_hours * s.use.peak),
        Vector(_CROWD, 0.4),
    ),
    Metric(
        "busy_over_mean",
        Unit.SHARE,
        Total.NONE,
        lambda s: busy_over_mean(s.crowding.quarter_means),
        Vector(Sums(crowding=Crowding(quarter_means=(0, 10, 20, 30, 40))), 1.9),
    ),
    Metric(
        "crowded_share",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.crowding.crowded_hours, s.crowding.judged_hours),
        Vector(Sums(crowding=Crowding(judged_hours=40, crowded_hours=5)), 0.125),
        of=lambda s: s.crowding.covered,
    ),
    Metric(
        "overflow_minutes",
        Unit.MINUTES,
        Total.SUM,
        lambda s: known(s.use.overflow_min, s.use.measured_hours),
        Vector(_CROWD, 90),
    ),
    Metric(
        "over_limit_minutes",
        Unit.MINUTES,
        Total.SUM,
        lambda s: known(s.use.over_limit_min, s.use.measured_hours),
        Vector(_CROWD, 15),
    ),
    Metric(
        "off_peak_share",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.off_peak.off_peak_hours, s.off_peak.person_hours),
        Vector(Sums(off_peak=OffPeak(person_hours=200, off_peak_hours=70)), 0.35),
        of=lambda s: s.off_peak.covered,
    ),
    Metric(
        "actual_opening_rate",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.opening.alive_hours, s.opening.promised_hours),
        Vector(Sums(opening=Opening(promised_hours=40, alive_hours=36)), 0.9),
        of=lambda s: s.opening.covered,
    ),
)
