"""Sessions of a foreign OpenActive feed as rows of ours: what is offered, what somebody has, what is called off."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.exchange.columns import House
from models.exchange.rpde_reader import FeedItem
from models.exchange.sheet import Sheet

HEADER = (
    *("key", "title", "title_en", "space", "units", "kind", "day", "start", "end", "places", "called_off"),
    *("organiser", "coach", "expected"),
)
"""The columns of a row, by their keys."""

OWN = "linli:"
"""What our own feeds call what OpenActive has no word for."""

YES = "yes"

Json = Mapping[str, Any]

_DURATION = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What was read. rows: of sessions; gone: numbers of items that are not there any more, or that nobody has;
    strange: items that are no sessions of any kind that we know."""

    sheet: Sheet
    gone: Sequence[str] = ()
    strange: int = 0


@dataclass(frozen=True, slots=True)
class Parents:
    """Series and facilities by every name by which their sessions may call them."""

    known: Mapping[str, Json] = field(default_factory=dict)

    def of(self, told: object) -> Json:
        """What is named or stands there itself; empty where it is not known."""
        if isinstance(told, dict):
            key = _word(told, "@id") or _word(told, "id")
            return {**self.known.get(key, {}), **told}
        return self.known.get(told, {}) if isinstance(told, str) else {}


def parents(items: Iterable[FeedItem]) -> Parents:
    """Those of the items that are there."""
    known: dict[str, Json] = {}
    for one in items:
        if one.data is not None:
            names = (_word(one.data, "@id"), _word(one.data, "id"), one.id)
            known |= {name: one.data for name in names if name}
    return Parents(known)


def offer(items: Iterable[FeedItem], above: Parents, house: House, zone: ZoneInfo) -> Offer:
    """Rows of the items, in the order in which they changed. house: what our own things may be called."""
    rows: list[list[str]] = []
    gone: list[str] = []
    strange = 0
    for one in sorted(items, key=lambda each: (each.modified, each.id)):
        if one.data is None:
            gone.append(one.id)
            continue
        read = KINDS.get(_kind(one))
        if read is None:
            strange += 1
            continue
        row = read(one.data, above)
        if row is None:
            gone.append(one.id)
        else:
            rows.append(_texts({"key": one.id, **_placed(row, house), **_times(one.data, zone)}))
    return Offer(
        sheet=Sheet(header=HEADER, rows=rows, numbers=range(1, len(rows) + 1)), gone=gone, strange=strange
    )


def _kind(one: FeedItem) -> str:
    told = _word(one.data or {}, "@type") or _word(one.data or {}, "type") or one.kind
    return told.rpartition("/")[2].rpartition(":")[2]


def _texts(row: Mapping[str, str]) -> list[str]:
    return [row.get(name, "") for name in HEADER]


Row = dict[str, Any]


def _session(data: Json, above: Parents) -> Row | None:
    """A session with what it has from its series, and the series from its own."""
    series = above.of(data.get("superEvent"))
    whole = {**above.of(series.get("superEvent")), **series, **data}
    state = _word(data, "eventStatus")
    return {
        "title": _word(whole, "name"),
        "title_en": _word(whole, f"{OWN}nameEnglish"),
        "rooms": [_word(whole, f"{OWN}space"), *_rooms(whole)],
        "units": whole.get(f"{OWN}units"),
        "kinds": [_word(whole, f"{OWN}kind"), *_labels(whole, "activity")],
        "places": whole.get("maximumAttendeeCapacity"),
        "called_off": YES if state.endswith(("EventCancelled", "EventPostponed")) else "",
    }


def _slot(data: Json, above: Parents) -> Row | None:
    """A span of a facility that somebody has; a free one takes nothing of ours."""
    uses, left = _number(data.get("maximumUses")) or 1, _number(data.get("remainingUses"))
    if left is None or left >= uses:
        return None
    facility = above.of(data.get("facilityUse"))
    return {
        "title": _word(facility, "name") or _word(data, "name"),
        "rooms": [_word(data, f"{OWN}space"), _word(facility, f"{OWN}space"), _word(facility, "name")],
        "kinds": _labels(facility, "facilityType"),
    }


KINDS: Mapping[str, Callable[[Json, Parents], Row | None]] = {
    "ScheduledSession": _session,
    "Event": _session,
    "OnDemandEvent": _session,
    "Slot": _slot,
}
"""What an item may be, and how its own part of a row is read; None = there is nothing to take in."""


def _placed(row: Row, house: House) -> dict[str, str]:
    """Rooms and kinds that are ours by name; others are left to whoever brings the feed."""
    units = row.get("units")
    places = _number(row.get("places"))
    return {
        **{name: row[name] for name in ("title", "title_en", "called_off") if row.get(name)},
        "space": _first(row["rooms"], house.spaces),
        "kind": _first(row["kinds"], house.kinds),
        "units": ",".join(str(one) for one in units) if isinstance(units, list) else "",
        "places": str(places) if places else "",
    }


def _first(words: Iterable[str], known: Mapping[str, str]) -> str:
    return next((one for one in words if " ".join(one.split()).casefold() in known), "")


def _times(data: Json, zone: ZoneInfo) -> dict[str, str]:
    """Day and clock times of the centre. What cannot be read goes on as it is, and is a fault that says so."""
    start, end = (_instant(data.get(name), zone) for name in ("startDate", "endDate"))
    if start is None:
        return {"day": str(data.get("startDate", ""))[:40]}
    if end is None:
        length = _length(data.get("duration"))
        end = start + length if length else None
    same = end is not None and end.date() == start.date()
    return {
        "day": start.date().isoformat(),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}" if end is not None and same else "",
    }


def _instant(told: object, zone: ZoneInfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(told) if isinstance(told, str) and len(told) > 10 else None
        return None if at is None else (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _length(told: object) -> timedelta | None:
    found = _DURATION.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes) or None


def _word(data: Json, name: str) -> str:
    told = data.get(name)
    return told.strip() if isinstance(told, str) else ""


def _number(told: object) -> int | None:
    return told if type(told) is int and told >= 0 else None


def _labels(data: Json, name: str) -> list[str]:
    told = data.get(name)
    found = told if isinstance(told, list) else [told]
    return [one for each in found if (one := _word(each, "prefLabel") if isinstance(each, dict) else "")]


def _rooms(data: Json) -> list[str]:
    """The place and, inside of it, the room."""
    told = data.get("location")
    if not isinstance(told, dict):
        return []
    inner = told.get("containsPlace")
    found = inner if isinstance(inner, list) else [inner]
    return [*(_word(one, "name") for one in found if isinstance(one, dict)), _word(told, "name")]
