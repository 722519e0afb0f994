"""Sessions, series and spaces in the words of OpenActive's Modelling Opportunity Data, and how busy a space is in bands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.calendar import Window
from models.centre import Centre, Space
from models.exchange.calendar_text import title_of
from models.exchange.open_duration import duration
from models.exchange.open_offer import free, offers
from models.exchange.open_place import hours_available, organisation, place, web_page
from models.exchange.open_schedule import event_schedule
from models.exchange.open_scheme import FACILITY_TYPES, activity, concept
from models.hold import SessionStatus
from models.message import LocalText
from models.money.quote import Quote
from models.programme.series import Series
from models.programme.session import Session

OPEN_ACTIVE = "https://openactive.io/"
"""Whose words these are; readers of them want every further word in a document of its own, not in line."""

OWN_WORDS: Mapping[str, tuple[str, str]] = {
    "busyness": ("oa:FacilityUse", "How full a space is, as a linli:Band and never as a number."),
    "band": ("linli:Band", "The key of a band."),
    "space": ("oa:ScheduledSession", "The key of the space in which a session is held."),
    "kind": ("oa:ScheduledSession", "The key of the kind of activity."),
    "units": ("oa:ScheduledSession", "The parts of the space that a session takes."),
    "nameEnglish": ("oa:ScheduledSession", "The English name of a session."),
}
"""What OpenActive has no word for: of what it is said, and what it means."""

_PREFIXES = {
    "oa": OPEN_ACTIVE,
    "schema": "https://schema.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}

_STATUS: Mapping[SessionStatus, str] = {
    SessionStatus.CANCELLED: "https://schema.org/EventCancelled",
    SessionStatus.RELEASED: "https://schema.org/EventCancelled",
}
_SCHEDULED = "https://schema.org/EventScheduled"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class House:
    """Whose things are told. base: the address of its open data; kinds: its kinds of activity by key."""

    centre: Centre
    base: str
    kinds: Mapping[str, LocalText] = field(default_factory=dict)


def vocabulary(base: str) -> Json:
    """The document in which readers look up our own words; they know a namespace by its being a web address."""
    told: Json = {"@context": {"linli": f"{base}/vocabulary#", **_PREFIXES}}
    return told | {
        f"linli:{word}": {
            "@id": f"linli:{word}",
            "rdfs:comment": meaning,
            "schema:domainIncludes": [{"@id": of}],
        }
        for word, (of, meaning) in OWN_WORDS.items()
    }


def scheduled_session(one: Session, house: House, left: int | None, quotes: Sequence[Quote] | None) -> Json:
    """One session. left: places that nobody has booked, None = places are not booked. quotes: as for session_series.

    What its series says holds for it as well, but it has a price of its own: it may lie in dearer hours. One without a
    series brings what a series would say, since readers take no session that belongs to nothing.
    """
    base, zone = house.base, house.centre.zone_info
    told = _head("ScheduledSession", base, "scheduled-sessions", one.id)
    told |= {
        "startDate": one.window.start.astimezone(zone).isoformat(),
        "endDate": one.window.end.astimezone(zone).isoformat(),
        "duration": duration(one.window.length),
        "eventStatus": _STATUS.get(one.status, _SCHEDULED),
        "name": title_of(one.title, "zh-Hans"),
        "url": web_page(house.centre, base),
    }
    told |= _priced(told["@id"], quotes) | _own(one)
    told["superEvent"] = f"{base}/session-series/{one.series}" if one.series else _alone(one, house, quotes)
    if left is not None:
        told |= {"maximumAttendeeCapacity": one.places, "remainingAttendeeCapacity": left}
    return told


def _alone(one: Session, house: House, quotes: Sequence[Quote] | None) -> Json:
    """What holds for a single session, as the series that it has not."""
    thing = f"{house.base}/scheduled-sessions/{one.id}#series"
    told: Json = {"@type": "SessionSeries", "@id": thing}
    told |= {"name": title_of(one.title, "zh-Hans"), "url": web_page(house.centre, house.base)}
    return told | _offered(one.kind, thing, house, quotes)


def _own(one: Session) -> Json:
    """What another house of ours needs so that it is told the same session."""
    told: Json = {"linli:space": one.space, "linli:kind": one.kind}
    told |= {"linli:units": list(one.units)} if one.units else {}
    return told | ({"linli:nameEnglish": one.title["en"]} if one.title.get("en") else {})


def session_series(one: Series, house: House, quotes: Sequence[Quote] | None) -> Json:
    """What its sessions have in common. quotes: what a place costs; [] = nothing, None = it cannot be told."""
    told = _head("SessionSeries", house.base, "session-series", one.id)
    told |= {"name": title_of(one.title, "zh-Hans"), "url": web_page(house.centre, house.base)}
    told |= _offered(one.kind, told["@id"], house, quotes)
    schedule = event_schedule(one, house.centre.timezone)
    return told | ({"eventSchedule": schedule} if schedule else {})


def _offered(kind: str, thing: str, house: House, quotes: Sequence[Quote] | None) -> Json:
    """What it is, where, whose, at which price."""
    told: Json = {
        "organizer": organisation(house.centre, house.base),
        "location": place(house.centre, house.base),
        "activity": activity(kind, house.kinds, house.base),
    }
    return told | _priced(thing, quotes)


def _priced(thing: str, quotes: Sequence[Quote] | None) -> Json:
    told: Json = {"isAccessibleForFree": free(quotes)}
    return told | ({"offers": offers(thing, quotes)} if quotes is not None else {})


def facility_use(space: Space, centre: Centre, base: str, busyness: Json | None) -> Json:
    """A space that can be used, and how busy it is now where that tells of nobody."""
    told = _head("FacilityUse", base, "facility-uses", space.id) | {
        "name": title_of(space.name, "zh-Hans"),
        "provider": organisation(centre, base),
        "location": place(centre, base),
        "facilityType": concept(base, FACILITY_TYPES, space.kind.value, space.kind.value),
        "hoursAvailable": hours_available(space),
        "url": web_page(centre, base),
    }
    return told | ({"linli:busyness": busyness} if busyness else {})


def busyness(band: str, name: str) -> Json:
    """How busy a space is, never as a number."""
    return {"@type": "linli:Band", "linli:band": band, "name": name}


def slot(
    space: Space, window: Window, base: str, zone: ZoneInfo, quotes: Sequence[Quote], *, left: int
) -> Json:
    """A span of a space that somebody may still have. quotes: what its hire costs; left: 0 = somebody has it."""
    start = window.start.astimezone(zone)
    told = _head("Slot", base, "slots", slot_id(space, window.start))
    return told | {
        "facilityUse": f"{base}/facility-uses/{space.id}",
        "startDate": start.isoformat(),
        "endDate": window.end.astimezone(zone).isoformat(),
        "duration": duration(window.length),
        "maximumUses": 1,
        "remainingUses": left,
        "offers": offers(told["@id"], quotes),
    }


def slot_id(space: Space, start: datetime) -> str:
    """An id that the same span always has."""
    return f"{space.id}-{start:%Y%m%dT%H%MZ}"


def _head(kind: str, base: str, feed: str, key: str) -> Json:
    context = [OPEN_ACTIVE, f"{base}/vocabulary"]
    return {"@context": context, "@type": kind, "@id": f"{base}/{feed}/{key}", "identifier": key}
