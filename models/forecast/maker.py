"""Makes the forecasts of all spaces of a centre, for any morning from what lay before it, with their bands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from models.centre import SpaceId, SpaceKind
from models.forecast.booked import USUAL_SHOW
from models.forecast.cold_start import OWN_DAYS, begun, expected
from models.forecast.interval import Rolling, bands
from models.forecast.made import Made
from models.forecast.past import LONGEST_DAYS
from models.forecast.room_left import busy_people
from models.forecast.series import Floats, Series
from models.forecast.weathered import Weathered

BUSY_DAYS = 84
"""The weeks that say what a busy half hour is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A space to forecast. series: its days with LONGEST_DAYS more than were measured; show: people per booked place."""

    space: SpaceId
    kind: SpaceKind
    series: Series
    show: float = USUAL_SHOW

    @property
    def stranger(self) -> Floats:
        """What its kind alone would let expect, (days, steps)."""
        days = np.array([self.series.first_ordinal + n for n in range(self.series.days)])
        weekend = (days - 1) % 7 >= 5  # ordinal 1 is a Monday
        worked = np.zeros(len(days))
        worked[: len(self.series.made_up)] = self.series.made_up
        free = (self.series.holiday > 0.5) | (weekend & (worked < 0.5))
        return expected(self.kind, free, self.series.capacity[:, 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Learns once from all places; then one morning costs a few hundredths of a second for each. basis: as in Made; first: the day
    that all series begin with."""

    places: Mapping[SpaceId, Place]
    strangers: Mapping[SpaceId, Floats]
    ours: Weathered
    basis: int
    first: date

    @classmethod
    def of(cls, places: Sequence[Place], basis: int, first: date) -> "Maker":
        return cls(
            places={one.space: one for one in places},
            strangers={one.space: one.stranger for one in places},
            ours=Weathered.of([one.series for one in places]),
            basis=basis,
            first=first,
        )

    def made(self, space: SpaceId, day: date, at: datetime, days: int = LONGEST_DAYS) -> Made:
        """The forecast of the morning of `day`, still without a band. Raises ValueError for a day outside the series."""
        place, stranger = self.places[space], self.strangers[space]
        series = place.series
        origin = (day - series.first).days
        if not 0 <= origin <= series.days - LONGEST_DAYS:
            raise ValueError(
                f"no forecast of '{space}' can be made for {day}: what is known begins {series.first}"
            )
        ahead = slice(origin, origin + days)
        own = self.ours.forecast(series, origin, days)
        point, measured = begun(series.values[:origin], stranger[:origin], own, stranger[ahead])
        shut = series.closed[ahead] > 0.5
        return Made(
            space=space,
            day=day,
            point=np.where(shut[:, None], np.nan, point),
            low=np.full(point.shape, np.nan),
            high=np.full(point.shape, np.nan),
            busy=busy_people(series.values[max(0, origin - BUSY_DAYS) : origin]),
            show=place.show,
            weeks=measured / 7,
            made_at=at,
            basis=self.basis,
        )

    def banded(self, made: Sequence[Made]) -> list[Made]:
        """The same with their bands, each learned from those of mornings before it, of all spaces together."""
        by_space: dict[SpaceId, list[Made]] = {}
        for one in sorted(made, key=lambda one: one.day):
            by_space.setdefault(one.space, []).append(one)
        rolling = [self._rolling(some) for some in by_space.values()]
        return [
            replace(one, low=low[n], high=high[n])
            for some, (low, high) in zip(by_space.values(), bands(rolling), strict=True)
            for n, one in enumerate(some)
        ]

    def _rolling(self, some: Sequence[Made]) -> Rolling:
        series = self.places[some[0].space].series
        origins = np.array([(one.day - series.first).days for one in some])
        point = np.stack([one.point for one in some])
        truth = series.values[origins[:, None] + np.arange(point.shape[1])]
        days = np.array([one.day.toordinal() for one in some])
        return Rolling(days, point, truth, ~np.isnan(truth) & ~np.isnan(point))


FEWEST_DAYS = OWN_DAYS + 14
"""So many rows before the first morning let every part look back; what was not measured is a gap in them."""
