"""What is said about a value: how long ago, a measured number with its unit, a message in words."""

from datetime import datetime, timedelta, tzinfo

from dashboard.i18n import Translate, catalogue
from models.message import Message
from models.payload import visible
from models.reading import MEASURES

UNITS = {"1": "", "bool": "", "Cel": "°C", "%RH": "%", "ug/m3": "µg/m³"}
"""UCUM's spelling -> what people read; any other unit is read as it is."""

_SPANS = (
    ("seconds", timedelta(seconds=90), timedelta(seconds=1)),
    ("minutes", timedelta(minutes=90), timedelta(minutes=1)),
    ("hours", timedelta(hours=48), timedelta(hours=1)),
)


def ago(translate: Translate, at: datetime | None, now: datetime) -> str:
    """How long ago: seconds, minutes, hours, days."""
    if at is None:
        return translate("health.say.never")
    past = max(now - at, timedelta(0))
    for span, most, one in _SPANS:
        if past < most:
            return translate(f"health.say.{span}_ago", n=round(past / one))
    return translate("sensors.days_ago", n=past.days)


def clock(at: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    """Day and time of an instant where the centre is."""
    return at.astimezone(zone).strftime("%m-%d %H:%M:%S" if seconds else "%m-%d %H:%M")


def measure_name(translate: Translate, key: str) -> str:
    """ "people_in_total.line2" in words; a measure without words is shown by its key."""
    name, _, part = key.partition(".")
    words = catalogue(translate.locale).get(f"measure.{name}", name)
    return visible(f"{words} · {part}" if part else words)


def is_yes_or_no(key: str) -> bool:
    """Whether a measure is true or false."""
    measure = MEASURES.get(key.partition(".")[0])
    return measure is not None and measure.unit == "bool"


def measured(translate: Translate, key: str, value: float) -> str:
    """A number with its unit; yes or no for what is true or false; money in yuan."""
    measure = MEASURES.get(key.partition(".")[0])
    unit = measure.unit if measure else ""
    if unit == "bool":
        return translate("sensors.yes" if value else "sensors.no")
    if unit == "fen":
        return f"¥{value / 100:,.2f}"
    return f"{plain(value)} {UNITS.get(unit, unit)}".strip()


def holds(translate: Translate, capacity: int | None) -> str:
    """How many a space may hold on a day, or that nobody set it for that day."""
    return translate("live.holds.none") if capacity is None else translate("live.holds", n=capacity)


def plain(value: float) -> str:
    """Up to two decimals, without the zeros that say nothing."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def sentence(translate: Translate, message: Message, otherwise: str = "sensors.unsaid") -> str:
    """The words of a message. One that the catalogue lacks, or that lacks a value, becomes `otherwise` ("" = nothing):
    what another process says must never stop a page."""
    try:
        return translate.message(message)
    except (KeyError, IndexError, ValueError):
        return translate(otherwise) if otherwise else ""


def word(translate: Translate, prefix: str, key: str) -> str:
    """The word of a key that comes from elsewhere; the key itself when there is none."""
    return catalogue(translate.locale).get(f"{prefix}.{key}", key)
