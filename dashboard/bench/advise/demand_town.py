"""Made-up towns whose demand is known: what a forecast of unheld sessions can be judged by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.demand.block import BLOCKS, Block
from models.demand.censored import Floats, Whole
from models.demand.curve import Curve, Curves
from models.demand.history import Occasion, PastSession
from models.demand.preference import Preference, discreet, preferred
from models.demand.segment import Segment

HOURS: Sequence[Block] = tuple(block for block in BLOCKS if 4 <= block.part < 11)
"""From 8 to 22 o'clock: 14 blocks."""
PROGRAMMES = 40
SIZE = 10.0
"""Of the negative binomial that sessions are drawn from."""
SURVEY_SD = 0.2
ASKED, NAMED = 300, 3
"""Residents of a segment who were asked for their hours, and how many each names."""
_USUAL_LOG = np.log(8.5)
_PROGRAMME_SD, _SEGMENT_SD, _OWN_SD = 0.4, 0.3, 0.25
_PLACES = (16, 31)
_WEEKS = (4, 13)
CHOOSY = 2.0
"""How strongly sessions are put where they are liked: as the power of demand by which an hour is chosen."""

_LIKED: Mapping[Segment, tuple[Sequence[float], Sequence[float]]] = {
    Segment.SENIORS: ((0.9, 0.8, -0.6, 0.3, 0.4, -0.5, -1.2), (0.6, 0.6, -0.7, 0.2, 0.3, -0.5, -1.2)),
    Segment.CHILDREN: ((-1.5, -1.5, -1.2, -0.6, 0.9, 0.3, -0.8), (0.5, 0.8, -0.5, 0.5, 0.5, -0.2, -1.0)),
    Segment.WORKERS: ((-1.0, -1.2, -0.2, -1.0, -0.4, 1.0, 0.8), (0.2, 0.4, -0.3, 0.4, 0.5, 0.4, 0.1)),
    Segment.ALL: ((0.1, 0.3, -0.5, -0.1, 0.3, 0.6, 0.1), (0.3, 0.5, -0.3, 0.3, 0.4, 0.3, -0.1)),
}
"""Log of how liked each block of HOURS is, workdays and free days, before a town makes it its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """log_demand: the truth, (PROGRAMMES, len(HOURS)); places by programme; survey: what residents said, with its error."""

    seed: int
    segments: Sequence[Segment]
    log_demand: Floats
    places: Whole
    held: Sequence[PastSession]
    survey: Curves

    def occasion(self, programme: int, hour: int) -> Occasion:
        return Occasion(programme=f"p{programme}", segment=self.segments[programme], block=HOURS[hour])

    def asked(self, programme: int, hour: int, draw: np.random.Generator, sessions: int = 1) -> Whole:
        """How many would like to come to each of so many sessions, places or not."""
        return _asked(self.log_demand[programme, hour], draw, sessions)

    def session(self, programme: int, hour: int, draw: np.random.Generator) -> PastSession:
        """One more session held there."""
        return _held(
            self.occasion(programme, hour),
            int(self.asked(programme, hour, draw)[0]),
            int(self.places[programme]),
        )


def town(seed: int, choosy: float = CHOOSY) -> Town:
    """The same town for the same seed: its truth, the sessions that were held where they are liked, and a survey.

    choosy: how strongly sessions were put where they are liked, 0 = anywhere.
    """
    draw = np.random.default_rng([seed, 41])
    segments = [list(Segment)[n] for n in draw.integers(0, len(Segment), PROGRAMMES)]
    liked = {
        segment: np.concatenate(_LIKED[segment]) + draw.normal(0, 0.3, len(HOURS)) for segment in Segment
    }
    level = {segment: draw.normal(0, _SEGMENT_SD) for segment in Segment}
    own = draw.normal(0, _PROGRAMME_SD, PROGRAMMES)
    log_demand = np.stack(
        [_USUAL_LOG + level[one] + own[n] + liked[one] for n, one in enumerate(segments)]
    ) + draw.normal(0, _OWN_SD, (PROGRAMMES, len(HOURS)))
    places = draw.integers(*_PLACES, PROGRAMMES)
    survey = {segment: _surveyed(curve, draw) for segment, curve in liked.items()}
    empty = Town(
        seed=seed, segments=segments, log_demand=log_demand, places=places, held=(), survey=Curves(survey)
    )
    held = [
        empty.session(programme, hour, draw)
        for programme in range(PROGRAMMES)
        for hour in _chosen(choosy * log_demand[programme], draw)
        for _ in range(int(draw.integers(*_WEEKS)))
    ]
    return Town(
        seed=seed, segments=segments, log_demand=log_demand, places=places, held=held, survey=empty.survey
    )


def heard(town: Town, asked: int = ASKED) -> Curves:
    """What so many residents of each segment say, each naming NAMED hours by the survey's liking; as the product takes it:
    counted by hour of the week, counts that are too small to be told left out."""
    draw = np.random.default_rng([town.seed, 53])
    cells = [(block, day, 2 * block.part + n) for block in HOURS for day in _days(block) for n in range(2)]
    found: dict[Segment, Curve] = {}
    for segment, curve in town.survey.by_segment.items():
        liking = np.exp([curve.log_liking[block.number] for block, _, _ in cells])
        persons = draw.poisson(asked * NAMED * liking / liking.sum()).tolist()
        told = [
            Preference(weekday=day, hour=at, wanted=n) for (_, day, at), n in zip(cells, persons, strict=True)
        ]
        found[segment] = preferred(discreet(told)).by_segment[Segment.ALL]
    return Curves(found)


def coarser(town: Town, sd: float, claimed: float) -> Curves:
    """The survey with an error of `sd` that says it is `claimed`: what sensors tell of hours, or a source that is too sure."""
    draw = np.random.default_rng([town.seed, 47])
    more = np.sqrt(sd**2 - SURVEY_SD**2)
    return Curves(
        {
            segment: Curve.even(curve.log_liking + draw.normal(0, more, len(BLOCKS)), claimed)
            for segment, curve in town.survey.by_segment.items()
        }
    )


def _days(block: Block) -> range:
    return range(5, 7) if block.free else range(5)


def _chosen(log_chance: Floats, draw: np.random.Generator) -> Sequence[int]:
    chance = np.exp(log_chance - log_chance.max())
    return [
        int(hour)
        for hour in draw.choice(
            len(HOURS), size=int(draw.integers(1, 4)), replace=False, p=chance / chance.sum()
        )
    ]


def _asked(log_demand: float, draw: np.random.Generator, sessions: int) -> Whole:
    return np.asarray(draw.poisson(np.exp(log_demand) * draw.gamma(SIZE, 1 / SIZE, sessions)), dtype=np.int64)


def _held(occasion: Occasion, asked: int, places: int) -> PastSession:
    return PastSession(occasion=occasion, came=min(asked, places), full=asked >= places)


def _surveyed(liked: Floats, draw: np.random.Generator) -> Curve:
    told = np.full(len(BLOCKS), np.nan)
    told[[block.number for block in HOURS]] = liked + draw.normal(0, SURVEY_SD, len(HOURS))
    return Curve.even(told, SURVEY_SD)
