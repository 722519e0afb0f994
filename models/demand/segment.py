"""Who comes to a programme, as far as its kind, its room and its organiser tell: they like different hours."""

from collections.abc import Mapping
from enum import StrEnum

from models.programme.activity import OrganiserKind


class Segment(StrEnum):
    """People who are free at the same hours."""

    SENIORS = "seniors"
    CHILDREN = "children"
    WORKERS = "workers"
    ALL = "all"


SEGMENT_OF_ZONE: Mapping[str, Segment] = {"silver": Segment.SENIORS, "purple": Segment.CHILDREN}
"""By the zone of the room; a zone that is not here is for all."""

SEGMENT_OF_ORGANISER: Mapping[OrganiserKind, Segment] = {OrganiserKind.GROUP: Segment.SENIORS}
"""Groups that organise themselves are the elders who dance and sing (domain.md 1)."""


def segment_of(
    kind: str, zone: str, organiser: OrganiserKind | None, told: Mapping[str, Segment] | None = None
) -> Segment:
    """What somebody said of the kind of activity comes first, then the room's zone, then who organises it."""
    if told and kind in told:
        return told[kind]
    by_organiser = SEGMENT_OF_ORGANISER.get(organiser, Segment.ALL) if organiser else Segment.ALL
    return SEGMENT_OF_ZONE.get(zone, by_organiser)
