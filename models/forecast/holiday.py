"""Public holidays of the country in which a zone lies: how much of it keeps each day, and under what name."""

from datetime import date
from functools import lru_cache

import holidays
from babel.core import get_global

MOST_REGIONS = 60


@lru_cache(maxsize=64)
def country_of(zone: str) -> str:
    """The two letters of the country of an IANA zone, '' where it lies in none or its holidays are not known."""
    territory = get_global("zone_territories").get(zone, "")
    return territory if territory in holidays.list_supported_countries(include_aliases=False) else ""


@lru_cache(maxsize=4096)
def holiday(country: str, year: int) -> dict[date, tuple[float, str]]:
    """By date: the share of the country's regions that keep it, 0..1, and its name. Empty for no country."""
    if not country:
        return {}
    regions = holidays.list_supported_countries(include_aliases=False)[country][:MOST_REGIONS]
    kept: dict[date, list[str]] = {}
    for region in (*regions,) or (None,):
        for day, name in holidays.country_holidays(country, subdiv=region, years=year).items():
            kept.setdefault(day, []).append(name)
    return {day: (len(names) / max(len(regions), 1), names[0]) for day, names in kept.items()}


def kept_share(country: str, day: date) -> float:
    """The share of the country that keeps this day, 0 where none does."""
    return holiday(country, day.year).get(day, (0.0, ""))[0]
