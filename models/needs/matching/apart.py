"""Nobody is in two places at once, and a room is one need's at a time: what of the agreed matches stands in the way."""

from models.needs.provider import HOLDING, Match, Thing


def keeps(one: Match, provider: str, need: str, space: str) -> bool:
    """Whether a match has the provider's person for itself, or the space from other needs, in its window.

    provider: "" = nobody of it has to come; what several give to one need may well be given in one room.
    """
    comes = Thing.SKILL in one.things and one.provider == provider
    room = not one.shared and one.need != need and one.space == space
    return one.status in HOLDING and one.window is not None and (comes or (room and space != ""))


def clash(one: Match, other: Match) -> bool:
    """Whether the other match, which holds, leaves no place for this one."""
    if one.window is None or other.window is None or one.window.overlap(other.window) is None:
        return False
    return keeps(other, one.provider if Thing.SKILL in one.things else "", one.need, one.space)
