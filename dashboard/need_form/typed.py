"""What a resident filled in, as a need is told: every field may be missing, and none is believed."""

from collections.abc import Mapping

from models.needs.day_part import DAY_PARTS
from models.needs.need import Channel, WantedTime
from models.services.need_intake import Said

SOURCE = "form"


DAYS: Mapping[str, range] = {"workdays": range(5), "weekend": range(5, 7), "every": range(7)}
"""When a space is too crowded; the word is `need_form.days.<key>`."""

HOURS = range(6, 22)
"""Hours of which somebody may say that it is too crowded."""

MOST_VOICES = 9
"""A household; whoever speaks for more comes to the desk."""

LONGEST_NUMBER = 3
"""Digits that are looked at: thousands of them no number is made of."""


def said(fields: Mapping[str, str], token: str) -> Said:
    """token: of the form, under which it is taken once."""
    grid, _, courtyard = fields.get("place", "").partition("/")
    return Said(
        channel=Channel.FORM,
        topic=fields.get("topic", ""),
        text=fields.get("text", ""),
        grid=grid,
        courtyard=courtyard,
        voices=_voices(fields.get("voices", "")),
        wanted=wanted(fields),
        crowded=crowded(fields),
        crowded_space=fields.get("space", ""),
        source=SOURCE,
        external=token,
    )


def wanted(fields: Mapping[str, str]) -> tuple[WantedTime, ...]:
    """The boxes of the week that were ticked."""
    return tuple(part.on(day) for day in range(7) for part in DAY_PARTS if fields.get(f"t{day}-{part.key}"))


def crowded(fields: Mapping[str, str]) -> tuple[WantedTime, ...]:
    """The hour at which a space is too crowded, on each of the days that were meant."""
    hour = fields.get("hour", "")[:LONGEST_NUMBER]
    if not (fields.get("space") and hour.isdecimal() and int(hour) in HOURS):
        return ()
    start = int(hour) * 60
    days = DAYS.get(fields.get("days", ""), DAYS["every"])
    return tuple(WantedTime(weekday=day, start_minute=start, end_minute=start + 60) for day in days)


def _voices(text: str) -> int:
    """What is no number is one person."""
    return max(1, min(MOST_VOICES, int(text[:LONGEST_NUMBER]))) if text.isdecimal() else 1
