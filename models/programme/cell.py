"""The quarter hours that a session takes of its space: what two sessions can never both have."""

from collections.abc import Sequence
from datetime import datetime

from models.centre import Space
from models.programme.session import Session

WHOLE = ""
"""The one unit of a space that is never parted."""


def units_of(session: Session, space: Space) -> Sequence[str]:
    """The parts that a held session takes; none of a space that sessions share. Raises ValueError for a part that is none."""
    unknown = [unit for unit in session.units if unit not in space.units]
    if unknown:
        raise ValueError(f"session '{session.id}': space '{space.id}' has no unit '{unknown[0]}'")
    if space.shared or not session.held:
        return ()
    return tuple(session.units) or tuple(space.units) or (WHOLE,)


def cells(session: Session, space: Space) -> list[tuple[str, datetime]]:
    """(unit, start of the quarter hour) of every quarter hour that the session touches. Raises ValueError as units_of()."""
    units = units_of(session, space)
    return [(unit, slot.start) for slot in session.window.slots() for unit in units]
