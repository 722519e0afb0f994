"""Figures of the doors: visits, how long they last (Little's law: L = lambda W), flow, and how far counters drift."""

from models.metric.doors import Doors
from models.metric.metric import Metric, Total, Unit, Vector
from models.metric.ratio import known, ratio
from models.metric.sums import Sums

_DAY = Sums(
    doors=Doors(
        measured_hours=10,
        person_hours=150,
        entries=200,
        exits=198,
        peak_entries=24,
        day_entries=400,
        day_exits=388,
    )
)


ROWS = (
    Metric(
        "entries",
        Unit.VISITS,
        Total.SUM,
        lambda s: known(s.doors.entries, s.doors.measured_hours),
        Vector(_DAY, 200),
        of=lambda s: s.doors.covered,
    ),
    Metric(
        "exits",
        Unit.VISITS,
        Total.SUM,
        lambda s: known(s.doors.exits, s.doors.measured_hours),
        Vector(_DAY, 198),
        of=lambda s: s.doors.covered,
    ),
    Metric(
        "throughput",
        Unit.PER_HOUR,
        Total.RATIO,
        lambda s: ratio(s.doors.entries, s.doors.measured_hours),
        Vector(_DAY, 20),
        of=lambda s: s.doors.covered,
    ),
    Metric(
        "peak_flow",
        Unit.PER_QUARTER,
        Total.MAX,
        lambda s: known(s.doors.peak_entries, s.doors.measured_hours),
        Vector(_DAY, 24),
        of=lambda s: s.doors.covered,
    ),
    Metric(
        "dwell",
        Unit.MINUTES,
        Total.RATIO,
        lambda s: ratio(60 * s.doors.person_hours, s.doors.entries),
        Vector(_DAY, 45),
        of=lambda s: s.doors.covered,
    ),
    Metric(
        "count_drift",
        Unit.SHARE,
        Total.RATIO,
        lambda s: ratio(s.doors.day_entries - s.doors.day_exits, s.doors.day_entries),
        Vector(_DAY, 0.03),
        gated=False,
    ),
)
