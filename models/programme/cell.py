"""The quarter hours that a session takes of its space: what two sessions can never both have."""

from collections.abc import Sequence
from datetime import datetime

from models.centre import Space
from models.programme.session import Session

WHOLE = ""
"""The one unit of a space that is never parted."""


def unknown_unit(session: Session, space: Space) -> str | None:
    """The first part that the session names and the space does not have; None = it has them all."""
    return next((unit for unit in session.units if unit not in space.units), None)


def units_of(session: Session, space: Space | None) -> Sequence[str]:
    """The parts that a held session takes; none of a space that sessions share.

    The centre file changes under sessions that are kept: a part that is gone stays taken by whoever had it, and a space
    that is gone (None) is nobody's.
    """
    if space is None or space.shared or not session.held:
        return ()
    return tuple(session.units) or tuple(space.units) or (WHOLE,)


def cells(session: Session, space: Space | None) -> list[tuple[str, datetime]]:
    """(unit, start of the quarter hour) of every quarter hour that the session touches."""
    units = units_of(session, space)
    return [(unit, slot.start) for slot in session.window.slots() for unit in units]
