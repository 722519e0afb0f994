"""Does a session fit into its space at all? Said before it is written, in words for who plans it."""

from datetime import timedelta

from models.centre import Space
from models.message import Message
from models.programme.draft import MOST_PEOPLE, countable
from models.programme.session import Session

LONGEST = timedelta(hours=24)

LARGEST = 2**31 - 1
"""The largest number that every database keeps."""


def misfit(session: Session, space: Space | None, *, over_capacity: bool = False) -> Message | None:
    """Why it does not fit (keys `refused.office.*`, `refused.series.people`), None = it does.

    over_capacity: somebody wants more places than persons.
    """
    texts = (session.id, session.series, session.kind, session.organiser, session.coach, session.reason)
    if not all(map(storable, (*texts, session.price_plan, session.external_id, *session.title.values()))):
        return Message("refused.office.odd_text")
    if space is None:
        return Message("refused.office.no_space", {"space": session.space})
    unknown = [unit for unit in session.units if unit not in space.units]
    if unknown:
        return Message("refused.office.no_unit", {"unit": unknown[0]})
    if not timedelta(0) < session.window.length <= LONGEST:
        return Message("refused.office.odd_length")
    if not countable(session.places, session.expected):
        return Message("refused.series.people", {"most": MOST_PEOPLE})
    most = space.limit(session.day)
    if most is not None and session.places > most and not over_capacity:
        return Message("refused.office.over_capacity", {"places": session.places, "capacity": most})
    return None


def storable(text: str) -> bool:
    """Whether every database keeps it: PostgreSQL takes no NUL, and half a surrogate pair is no UTF-8."""
    return text.isprintable() or not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)
