"""What happened once, in the database, and with it the sums of what was sold and brought."""

from collections.abc import Collection, Sequence
from datetime import date, tzinfo

from models.calendar import CHINA, Window
from models.db import meal_days
from models.db.connection import UNSTORABLE, Connections
from models.db.event_rows import EVENT, event_row, events_within
from models.db.upsert import upsert
from models.event import Event, EventKind
from models.metric.meal_day import MealDay
from models.ports import EventsRejectedError


class SqlEvents:
    """The events of one centre; zone: in which its business days are."""

    def __init__(self, connections: Connections, centre: str, zone: tzinfo = CHINA) -> None:
        self._connections = connections
        self._centre, self._zone = centre, zone

    def put(self, events: Sequence[Event]) -> None:
        refused: dict[int, str] = {}
        self._put(events, 0, refused)
        if refused:
            text = f"{len(refused)} refused, first: {next(iter(refused.values()))}"
            raise EventsRejectedError(text, [events[place] for place in refused])

    def _put(self, events: Sequence[Event], first: int, refused: dict[int, str]) -> None:
        """Halves what is refused until the guilty ones are found. refused: place in the batch, counted from `first` -> why."""
        try:
            self._keep(events)
        except UNSTORABLE as error:
            if len(events) == 1:
                refused[first] = f"event {events[0].id[:64]!r}: {getattr(error, 'orig', None) or error}"
                return
            half = len(events) // 2
            self._put(events[:half], first, refused)
            self._put(events[half:], first + half, refused)

    def _keep(self, events: Sequence[Event]) -> None:
        with self._connections.writing() as connection:
            touched = meal_days.before(connection, self._centre, events, self._zone)
            upsert(connection, EVENT, (event_row(self._centre, event) for event in events))
            meal_days.add_up(connection, self._centre, touched, self._zone)

    def within(self, window: Window, kinds: Collection[EventKind] = tuple(EventKind)) -> list[Event]:
        with self._connections.reading() as connection:
            return events_within(connection, self._centre, window, kinds)

    def meal_days(self, first: date, last: date) -> list[MealDay]:
        with self._connections.reading() as connection:
            return meal_days.meal_days_within(connection, self._centre, first, last)
