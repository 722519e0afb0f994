"""A calendar file (RFC 5545) as rows: what repeats becomes series, everything else sessions, in the centre's own time."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar

from dashboard.imports.csv_file import decoded
from dashboard.imports.limits import counted
from models.exchange.sheet import FileError, Sheet
from models.programme.series import HolidayPolicy

SERIES = (
    "key",
    "title",
    "space",
    "kind",
    "first",
    "start",
    "minutes",
    "rule",
    "left_out",
    "extra_dates",
    "holidays",
)
SESSIONS = ("key", "title", "space", "kind", "day", "start", "end")

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def read_ics(content: bytes, zone: str) -> Sequence[tuple[str, Sheet]]:
    """The events of a calendar. zone: where the centre is. Raises FileError."""
    try:
        calendar: Any = Calendar.from_ical(decoded(content))
    except (ValueError, KeyError, IndexError) as error:
        raise FileError("broken") from error
    events = calendar.walk("VEVENT")
    counted(len(events))
    if not events:
        raise FileError("empty")
    reader = _Reader(ZoneInfo(zone), _zone(calendar.get("X-WR-TIMEZONE"), zone), events)
    return [(kind, sheet) for kind, sheet in reader.sheets() if sheet.rows]


def _zone(named: Any, otherwise: str) -> tzinfo:
    """The zone of times that name none."""
    try:
        return ZoneInfo(str(named or otherwise))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(otherwise)


class _Reader:
    """Reads the events of one calendar. here: the centre's zone; floating: that of times which name none."""

    def __init__(self, here: ZoneInfo, floating: tzinfo, events: Sequence[Any]) -> None:
        self._here, self._floating = here, floating
        self._events = [(number, event) for number, event in enumerate(events, 1) if "DTSTART" in event]
        self._replaced: dict[str, list[date]] = {}
        for _, event in self._events:
            if "RECURRENCE-ID" in event:
                day = self._local(event["RECURRENCE-ID"].dt).date()
                self._replaced.setdefault(str(event.get("UID", "")), []).append(day)

    def sheets(self) -> Iterator[tuple[str, Sheet]]:
        repeated = [(n, event) for n, event in self._events if "RRULE" in event or "RDATE" in event]
        single = [(n, event) for n, event in self._events if "RRULE" not in event and "RDATE" not in event]
        held = [(n, event) for n, event in single if str(event.get("STATUS", "")).upper() != "CANCELLED"]
        for kind, header, row, events in (
            ("series", SERIES, self._series, repeated),
            ("sessions", SESSIONS, self._session, held),
        ):
            rows = [row(event) for _, event in events]
            yield kind, Sheet(header=header, rows=rows, numbers=[n for n, _ in events])

    def _local(self, at: date | datetime) -> datetime:
        if not isinstance(at, datetime):
            return datetime.combine(at, datetime.min.time(), tzinfo=self._here)
        return (at if at.tzinfo else at.replace(tzinfo=self._floating)).astimezone(self._here)

    def _head(self, event: Any) -> list[str]:
        place = str(event.get("LOCATION", ""))
        kinds = event.get("CATEGORIES")
        named = [str(one) for one in getattr(kinds, "cats", [])] or [""]
        return [str(event.get("SUMMARY", "")), place, named[0]]

    def _span(self, event: Any) -> tuple[datetime, datetime]:
        start = self._local(event["DTSTART"].dt)
        if "DTEND" in event:
            return start, self._local(event["DTEND"].dt)
        return start, start + (event["DURATION"].dt if "DURATION" in event else _HOUR)

    def _session(self, event: Any) -> list[str]:
        start, end = self._span(event)
        again = self._local(event["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in event else None
        key = str(event.get("UID", "")) + (f"/{again:%Y%m%dT%H%M}" if again else "")
        clocks = [f"{start:%H:%M}", f"{end:%H:%M}" if end.date() == start.date() else ""]
        return [key, *self._head(event), start.date().isoformat(), *(clocks if _timed(event) else ("", ""))]

    def _series(self, event: Any) -> list[str]:
        start, end = self._span(event)
        left_out = {*self._days(event, "EXDATE"), *self._replaced.get(str(event.get("UID", "")), ())}
        timed = (f"{start:%H:%M}", str((end - start) // _MINUTE)) if _timed(event) else ("", "")
        return [
            str(event.get("UID", "")),
            *self._head(event),
            start.date().isoformat(),
            *timed,
            self._rule(event),
            *(
                ",".join(day.isoformat() for day in sorted(days))
                for days in (left_out, self._days(event, "RDATE"))
            ),
            HolidayPolicy.KEEP.value,
        ]

    def _days(self, event: Any, name: str) -> set[date]:
        told = event.get(name, [])
        lists = told if isinstance(told, list) and not hasattr(told, "dts") else [told]
        return {self._local(one.dt).date() for each in lists for one in getattr(each, "dts", ())}

    def _rule(self, event: Any) -> str:
        """The rule as it is written; where it repeats by another zone's clock, with that zone, which nobody can take."""
        rule = event.get("RRULE", "")
        if isinstance(rule, list):
            return " + ".join(one.to_ical().decode() for one in rule)
        text: str = rule.to_ical().decode() if rule else ""
        at = event["DTSTART"].dt
        if not isinstance(at, datetime):
            return text
        own = at.tzinfo or self._floating
        return text if _in_step(at.replace(tzinfo=own), self._here) else f"TZID={own};{text}"


def _in_step(at: datetime, here: tzinfo) -> bool:
    """Whether a time of another zone's clock is the same time of the same day here, in summer as in winter."""
    halves = [at.replace(month=month, day=1) for month in (1, 7)]
    apart = {half.astimezone(here).replace(tzinfo=None) - half.replace(tzinfo=None) for half in halves}
    return len(apart) == 1 and at.astimezone(here).date() == at.date()


def _timed(event: Any) -> bool:
    """Whether it has times at all; a whole day has none, and nobody guesses them."""
    return isinstance(event["DTSTART"].dt, datetime)
