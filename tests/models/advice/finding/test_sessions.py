"""The dining hall is wanted for a class that is full and needs no empty floor, and for no other."""

from dataclasses import replace

from models.advice.action import Action
from models.advice.finding.sessions import for_dining_halls
from models.advice.ground import Ground
from tests.advised_ground import a_snapshot


def test_a_full_class_is_wanted_once_more_in_the_dining_hall() -> None:
    (found,) = for_dining_halls(Ground(a_snapshot()))
    assert (found.action, found.space, found.parameters["series"]) == (Action.DUAL_USE, "hall", "full")


def test_what_needs_an_empty_floor_is_not() -> None:
    snapshot = a_snapshot()
    floor = replace(snapshot.spaces["a"], zone="orange")
    assert not list(for_dining_halls(Ground(replace(snapshot, spaces={**snapshot.spaces, "a": floor}))))
