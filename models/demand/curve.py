"""When people of a segment would like to come, as others than past sessions tell: their wishes, sensors, other centres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.demand.block import BLOCKS
from models.demand.censored import Floats
from models.demand.history import Occasion
from models.demand.segment import Segment


@dataclass(frozen=True, slots=True)
class Curve:
    """log_liking: by BLOCKS, relative to each other, NaN = nothing is told of that block; sd: by BLOCKS, how far off it may be,
    in logs."""

    log_liking: Floats
    sd: Floats

    def __post_init__(self) -> None:
        shape = (len(BLOCKS),)
        if self.log_liking.shape != shape or self.sd.shape != shape or not (self.sd > 0).all():
            raise ValueError(
                f"a curve has {len(BLOCKS)} blocks and an sd above 0 for each, not {self.log_liking} and {self.sd}"
            )

    @classmethod
    def even(cls, log_liking: Floats, sd: float) -> "Curve":
        """As far off everywhere."""
        return cls(log_liking, np.full(len(BLOCKS), sd))

    @property
    def usual_sd(self) -> float:
        """How far off it may be where it tells anything, on average."""
        told = self.sd[~np.isnan(self.log_liking)]
        return float(np.sqrt(np.mean(np.square(told)))) if len(told) else float(self.sd.mean())


@dataclass(frozen=True, slots=True)
class Curves:
    """The curve of each segment that there is one for."""

    by_segment: Mapping[Segment, Curve] = field(default_factory=dict)

    def beside(self, held: Mapping[tuple[Segment, int], int]) -> "Curves":
        """The same curves, each relative to the hours at which its segment's sessions were held: there its level is known."""
        return Curves({segment: _beside(segment, curve, held) for segment, curve in self.by_segment.items()})

    def tells(self, occasion: Occasion) -> bool:
        """Whether anything outside the centre's past sessions speaks of the occasion's block."""
        curve = self.by_segment.get(occasion.segment)
        return curve is not None and not np.isnan(curve.log_liking[occasion.block.number])

    def liking(self, occasion: Occasion) -> float:
        """The told log liking; 0 where nothing is told."""
        return (
            float(self.by_segment[occasion.segment].log_liking[occasion.block.number])
            if self.tells(occasion)
            else 0.0
        )

    def sd_at(self, occasion: Occasion) -> float | None:
        """How far off the told log liking may be; None where nothing is told."""
        return (
            float(self.by_segment[occasion.segment].sd[occasion.block.number])
            if self.tells(occasion)
            else None
        )

    def usual_sd(self) -> float | None:
        """How far off the curves may be, on average; None = there are none."""
        sds = [curve.usual_sd for curve in self.by_segment.values()]
        return sum(sds) / len(sds) if sds else None


def blended(curves: Sequence[Curve]) -> Curve | None:
    """One curve of a segment from several sources: each block's mean by precision, after their levels are made equal."""
    if not curves:
        return None
    likings = np.stack([_levelled(curve.log_liking) for curve in curves])
    known = ~np.isnan(likings)
    weight = known / np.square([curve.sd for curve in curves])
    total = weight.sum(axis=0)
    if not total.any():
        return None
    mean = (weight * np.where(known, likings, 0)).sum(axis=0) / np.where(total > 0, total, np.nan)
    return Curve(mean, 1 / np.sqrt(np.where(total > 0, total, total[total > 0].min())))


def _beside(segment: Segment, curve: Curve, held: Mapping[tuple[Segment, int], int]) -> Curve:
    times = np.array([held.get((segment, block.number), 0) for block in BLOCKS], dtype=float)
    times[np.isnan(curve.log_liking)] = 0
    if not times.any():
        return Curve(_levelled(curve.log_liking), curve.sd)
    return Curve(curve.log_liking - np.average(np.nan_to_num(curve.log_liking), weights=times), curve.sd)


def _levelled(log_liking: Floats) -> Floats:
    known = log_liking[~np.isnan(log_liking)]
    return log_liking - (known.mean() if len(known) else 0.0)
