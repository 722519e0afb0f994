"""Where an instant stands on the axis of a timetable, and how it is written there."""

from datetime import timedelta

from models.services.timetable import Timetable

DAY = 24 * 60


def spot(shown: Timetable, start: int, end: int) -> dict[str, str]:
    """Top and height of a span of minutes after midnight, as a style; what sticks out is cut."""
    whole = shown.last - shown.first
    top, bottom = (max(0, min(minute - shown.first, whole)) for minute in (start, end))
    return {"top": f"{100 * top / whole:.3f}%", "height": f"{100 * (bottom - top) / whole:.3f}%"}


def hour(minute: int) -> str:
    """ "19:30"; of the next day "25:30" is "01:30"."""
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"


def span(start: int, end: int) -> str:
    return f"{hour(start)}–{hour(end)}"


def height(shown: Timetable) -> str:
    """How tall the axis is."""
    return f"{3.4 * (timedelta(minutes=shown.last - shown.first) / timedelta(hours=1)):.2f}rem"
