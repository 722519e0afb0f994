"""What forecasting needs from outside: where forecasts are kept as they were made."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from models.centre import SpaceId
from models.forecast.made import Made


class Forecasts(Protocol):
    """The forecasts of one centre's spaces as they were made."""

    def put(self, made: Sequence[Made]) -> None:
        """Insert or replace by (space, day), in one transaction."""
        ...

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Made]:
        """Those of mornings from first to last, both included, by day and then space."""
        ...

    def known(self, first: date, last: date) -> Mapping[tuple[SpaceId, date], tuple[datetime, int]]:
        """When each of those mornings' was made, and on what basis; without reading what they say."""
        ...

    def remove(self, days: Collection[date]) -> int:
        """Forget the forecasts of these mornings; how many that were."""
        ...
