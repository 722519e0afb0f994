"""The figures of the registry by which the use of spaces can be drawn, of the hours that a picture has."""

from models.metric import METRICS
from models.metric.doors import Doors, doors
from models.metric.metric import Metric
from models.metric.shown import Shown, Standing, shown
from models.metric.sums import Sums
from models.utilisation import Utilisation

CHOICES: tuple[Metric, ...] = tuple(
    METRICS[key] for key in ("utilisation", "frequency", "occupancy_rate", "mean_people")
)
"""What a heatmap can show; the first is what a page opens with."""

BOOKED = METRICS["utilisation_booked"]
COVERAGE = METRICS["coverage"]


def figure(metric: Metric, use: Utilisation, *, counted: bool = False) -> Shown:
    """The figure as a person may see it. Of several spaces only what they have together is to be asked.

    counted: whether a door counts who comes; else nothing is known of entries.
    """
    return shown(metric, Sums(use=use, doors=doors(use, ()) if counted else Doors()))


def known(metric: Metric, use: Utilisation) -> float | None:
    """Its value; None where nothing may be shown."""
    return figure(metric, use).value


def coverage(use: Utilisation) -> float | None:
    """The measured share of the open time."""
    return COVERAGE.value(Sums(use=use))


def is_flagged(metric: Metric, use: Utilisation) -> bool:
    """Whether the figure is shown with a warning."""
    return figure(metric, use).standing is Standing.FLAGGED
