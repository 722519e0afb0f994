"""The sessions of a space as an iCalendar text (RFC 5545): titles and times, and nobody's name."""

from collections.abc import Iterable
from datetime import UTC, datetime

from models.hold import SessionStatus
from models.message import LocalText
from models.programme.session import Session

_LINE = 75
"""Octets of a line (3.1); longer ones are folded, never inside of a character."""

_OFF = frozenset({SessionStatus.CANCELLED, SessionStatus.RELEASED})
"""What a calendar strikes out."""


def calendar_text(centre: str, name: str, sessions: Iterable[Session], at: datetime, locale: str) -> str:
    """A calendar of that name. UIDs stay the same for ever, SEQUENCE rises with every change."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Linli//Timetable//ZH", "METHOD:PUBLISH"]
    lines = [*head, f"X-WR-CALNAME:{_escaped(name)}"]
    for one in sessions:
        if one.status is not SessionStatus.PLANNED:
            lines += _event(centre, name, one, at, locale)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(centre: str, place: str, one: Session, at: datetime, locale: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(one.id)}@{centre}.linli",
        f"DTSTAMP:{_instant(at)}",
        f"DTSTART:{_instant(one.window.start)}",
        f"DTEND:{_instant(one.window.end)}",
        f"SEQUENCE:{one.version}",
        f"SUMMARY:{_escaped(title_of(one.title, locale))}",
        f"LOCATION:{_escaped(place)}",
        f"STATUS:{'CANCELLED' if one.status in _OFF else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def title_of(title: LocalText, locale: str) -> str:
    """The title in a language, else in any."""
    return title.get(locale) or next(iter(title.values()), "")


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """3.3.11; what cannot be printed would end the line for some readers, so it is left out."""
    told = "".join(sign for sign in text if sign == "\n" or sign.isprintable())
    for sign in ("\\", ";", ","):
        told = told.replace(sign, f"\\{sign}")
    return told.replace("\n", "\\n")


def _folded(line: str) -> str:
    parts, part, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + octets
    return "\r\n".join((*parts, part))
