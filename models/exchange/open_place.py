"""Where something takes place, who offers it and when it is open, in the words of OpenActive."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from models.calendar import DayType
from models.centre import Centre, OpeningRule, Space
from models.exchange.calendar_text import title_of
from models.location import Location

Json = dict[str, Any]

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS: Mapping[DayType, Sequence[str]] = {
    DayType.WORKDAY: WEEK[:5],
    DayType.REST: WEEK[5:],
    DayType.STATUTORY: ("PublicHolidays",),
}
"""As schema.org calls the days of a type; it has no word for a weekend day that is worked."""


def place(centre: Centre, base: str) -> Json:
    """The house, with its address and its point on the map where the centre file names them."""
    told: Json = {"@type": "Place", "@id": f"{base}#place", "name": title_of(centre.name, "zh-Hans")}
    return told | (_whereabouts(centre.location) if centre.location else {})


def organisation(centre: Centre, base: str) -> Json:
    told = {"@type": "Organization", "@id": f"{base}#organisation", "name": title_of(centre.name, "zh-Hans")}
    return told | {"url": web_page(centre, base)} | _telephone(centre.location)


def web_page(centre: Centre, base: str) -> str:
    """The centre's own page, else that of its open data."""
    return centre.location.url if centre.location and centre.location.url else base


def hours_available(space: Space) -> list[Json]:
    """A row for each opening rule that speaks of days that schema.org knows."""
    return [row for rule in space.opening if (row := _hours(rule)) is not None]


def _hours(rule: OpeningRule) -> Json | None:
    days = [
        f"https://schema.org/{day}" for kind, names in _DAYS.items() if kind in rule.days for day in names
    ]
    if not days:
        return None
    told: Json = {"@type": "OpeningHoursSpecification", "dayOfWeek": days}
    told |= {"opens": _clock(rule.start), "closes": _clock(rule.end)}
    return told | ({"validThrough": rule.valid_to.isoformat()} if rule.valid_to else {})


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _whereabouts(found: Location) -> Json:
    told: Json = {
        "address": {
            "@type": "PostalAddress",
            "streetAddress": found.street,
            "addressLocality": found.locality,
            "addressRegion": found.region,
            "postalCode": found.postal_code,
            "addressCountry": found.country,
        }
    }
    if found.latitude is not None:
        told["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": found.latitude,
            "longitude": found.longitude,
        }
    return told | ({"url": found.url} if found.url else {}) | _telephone(found)


def _telephone(found: Location | None) -> Json:
    return {"telephone": found.telephone} if found and found.telephone else {}
