"""A change that is being measured: what was fixed before it began, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.effect.lot import Lot
from models.spell import Spell


class Metric(StrEnum):
    """What is compared, by week; class registers before sensors, which hear the rest of the hall as well."""

    REGISTERED = "registered"  # people in the class register (check-in, then hand count)
    PERSON_HOURS = "person_hours"  # measured by sensors in the window
    OVERFLOW_MINUTES = "overflow_minutes"


class Method(StrEnum):
    """How the effect is told from what would have happened anyway."""

    DIFFERENCES = "did_ri"  # difference in differences, judged by randomisation
    INTERRUPTED = "its"  # an interrupted time series, where there is no control
    NONE = "none"  # not measurable, and why is said


class Verdict(StrEnum):
    """What may be said in public."""

    WORKS = "works"
    NO_EVIDENCE = "no_evidence"
    HARMFUL = "harmful"
    NOT_MEASURABLE = "not_measurable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Frozen at acceptance, never changed after. id: of the recommendation.

    baseline: Mondays of the weeks before, without those that the slot was picked on (`excluded`). controls: windows that
    nothing was done to. smallest: minimum detectable effect as a share of the baseline, None = not known. until: the day
    on which it is judged at the latest. lot: how the start was drawn, with the changes that begin after it, which are
    controls until then; None = it was chosen. harm: relative fall (or rise of overflow) at which people are warned early.
    """

    id: str
    metric: Metric
    method: Method
    target: Spell
    baseline: Sequence[date]
    excluded: Sequence[date]
    controls: Sequence[Spell]
    displaced: Sequence[Spell]
    starts: date
    until: date
    smallest: float | None
    harm: float = 0.2
    lot: Lot | None = None
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """effect: relative change (0.31 = 31 % more) with its 95 % interval; p: of the randomisation test.

    displaced: relative change where people may have come from; net: people a week after that. coverage: 0..1 of the weeks.
    """

    id: str
    weeks_before: int
    weeks_after: int
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    displaced: float | None
    net: float | None
    coverage: float
    verdict: Verdict
    why: str
    """Key `effect.why.*` of the sentence that gives the reason for the verdict."""


TOO_EARLY = "effect.why.too_early"
"""The reason of a result before its day."""
