"""Values that are added field by field."""

from dataclasses import dataclass

from models.addition import Addable, largest, united


@dataclass(frozen=True, slots=True)
class Basket(Addable):
    fen: int = 0
    heaviest: float = largest()
    sorts: frozenset[str] = united()


def test_each_field_is_put_together_by_its_own_rule() -> None:
    both = Basket(5, 2.5, frozenset("a")) + Basket(7, 1.0, frozenset("ab"))
    assert both == Basket(12, 2.5, frozenset("ab"))


def test_nothing_changes_nothing() -> None:
    one = Basket(5, 2.5, frozenset("a"))
    assert one + Basket() == Basket() + one == one


def test_so_many_of_the_same_are_their_sum() -> None:
    one = Basket(5, 2.5, frozenset("a"))
    assert one.times(3) == one + one + one
