"""Sessions, series and spaces in the words of OpenActive's Modelling Opportunity Data, and how busy a space is in bands."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.calendar import Window
from models.centre import Centre, Space
from models.exchange.calendar_text import title_of
from models.hold import SessionStatus
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


def place(centre: Centre, base: str) -> Json:
    """Where everything takes place."""
    return {"type": "Place", "id": f"{base}#place", "name": title_of(centre.name, "zh-Hans")}


def scheduled_session(one: Session, base: str, zone: ZoneInfo, left: int | None) -> Json:
    """One session. left: places that nobody has booked, None = places are not booked."""
    told = _head("ScheduledSession", base, "scheduled-sessions", one.id)
    told |= {
        "startDate": one.window.start.astimezone(zone).isoformat(),
        "endDate": one.window.end.astimezone(zone).isoformat(),
        "duration": _duration(one.window.length),
        "eventStatus": _STATUS.get(one.status, _SCHEDULED),
        "name": title_of(one.title, "zh-Hans"),
    }
    if one.series:
        told["superEvent"] = f"{base}/session-series/{one.series}"
    else:
        told["activity"] = _activity(one.kind)
    told |= _own(one)
    if left is not None:
        told |= {"maximumAttendeeCapacity": one.places, "remainingAttendeeCapacity": left}
    return told


def _own(one: Session) -> Json:
    """What another house of ours needs so that it is told the same session."""
    told: Json = {"linli:space": one.space, "linli:kind": one.kind}
    told |= {"linli:units": list(one.units)} if one.units else {}
    return told | ({"linli:nameEnglish": one.title["en"]} if one.title.get("en") else {})


def _activity(kind: str) -> list[Json]:
    return [{"type": "Concept", "prefLabel": kind}]


def session_series(one: Series, centre: Centre, base: str) -> Json:
    """What its sessions have in common."""
    return _head("SessionSeries", base, "session-series", one.id) | {
        "name": title_of(one.title, "zh-Hans"),
        "organizer": _organisation(centre, base),
        "location": place(centre, base),
        "activity": _activity(one.kind),
        "isAccessibleForFree": not one.price_plan,
        "url": base,
    }


def facility_use(space: Space, centre: Centre, base: str, busyness: Json | None) -> Json:
    """A space that can be used, and how busy it is now where that tells of nobody."""
    told = _head("FacilityUse", base, "facility-uses", space.id) | {
        "name": title_of(space.name, "zh-Hans"),
        "provider": _organisation(centre, base),
        "location": place(centre, base),
        "facilityType": [{"type": "Concept", "prefLabel": space.kind.value}],
        "url": base,
    }
    return told | ({"linli:busyness": busyness} if busyness else {})


def busyness(band: str, name: str) -> Json:
    """How busy a space is, never as a number."""
    return {"type": "linli:Band", "linli:band": band, "name": name}


def slot(space: Space, window: Window, base: str, zone: ZoneInfo, *, free: bool) -> Json:
    """A span of a space that somebody may still have."""
    start = window.start.astimezone(zone)
    return _head("Slot", base, "slots", slot_id(space, window.start)) | {
        "facilityUse": f"{base}/facility-uses/{space.id}",
        "startDate": start.isoformat(),
        "endDate": window.end.astimezone(zone).isoformat(),
        "duration": _duration(window.length),
        "maximumUses": 1,
        "remainingUses": int(free),
    }


def slot_id(space: Space, start: datetime) -> str:
    """An id that the same span always has."""
    return f"{space.id}-{start:%Y%m%dT%H%MZ}"


def _organisation(centre: Centre, base: str) -> Json:
    return {"type": "Organization", "id": f"{base}#organisation", "name": title_of(centre.name, "zh-Hans")}


def _head(kind: str, base: str, feed: str, key: str) -> Json:
    context = [OPEN_ACTIVE, f"{base}/vocabulary"]
    return {"@context": context, "type": kind, "id": f"{base}/{feed}/{key}", "identifier": key}


def _duration(length: timedelta) -> str:
    """ISO 8601."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")
