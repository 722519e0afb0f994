"""Who comes to a programme."""

from models.demand.segment import Segment, segment_of
from models.programme.activity import OrganiserKind


def test_what_somebody_said_of_a_kind_comes_before_its_room() -> None:
    said = {"night-school": Segment.WORKERS}
    assert segment_of("night-school", "silver", OrganiserKind.COACH, said) is Segment.WORKERS


def test_a_room_meant_for_a_segment_tells_before_the_organiser() -> None:
    assert segment_of("craft", "purple", OrganiserKind.GROUP) is Segment.CHILDREN


def test_groups_that_organise_themselves_are_the_elders() -> None:
    assert segment_of("dance", "orange", OrganiserKind.GROUP) is Segment.SENIORS


def test_where_nothing_tells_a_programme_is_for_all() -> None:
    assert segment_of("talk", "blue", None) is Segment.ALL
