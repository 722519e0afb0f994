"""Does a session fit into its space at all? Said before it is written, in words for who plans it."""

from datetime import timedelta

from models.centre import Space
from models.message import Message
from models.programme.draft import MOST_PEOPLE, countable
from models.programme.session import Session

LONGEST = timedelta(hours=24)


def misfit(session: Session, space: Space | None, *, over_capacity: bool = False) -> Message | None:
    """Why it does not fit (keys `refused.office.*`, `refused.series.people`), None = it does.

    over_capacity: somebody wants more places than persons.
    """
    if space is None:
        return Message("refused.office.no_space", {"space": session.space})
    unknown = [unit for unit in session.units if unit not in space.units]
    if unknown:
        return Message("refused.office.no_unit", {"unit": unknown[0]})
    if not timedelta(0) < session.window.length <= LONGEST:
        return Message("refused.office.odd_length")
    if not countable(session.places, session.expected):
        return Message("refused.series.people", {"most": MOST_PEOPLE})
    most = space.capacity(session.day)
    if session.places > most and not over_capacity:
        return Message("refused.office.over_capacity", {"places": session.places, "capacity": most})
    return None
