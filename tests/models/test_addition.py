"""Values that are added field by field."""

from dataclasses import dataclass

from models.addition import Addable, largest, nothing, part, sample, united


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


@dataclass(frozen=True, slots=True)
class Trolley(Addable):
    basket: Basket = part(Basket)
    weights: tuple[float, ...] = sample()


def test_a_part_of_a_sum_is_the_sum_of_its_parts_and_a_sample_stays_in_order() -> None:
    one, other = Trolley(Basket(5, 2.5), (1.0, 3.0)), Trolley(Basket(7, 1.0), (2.0,))
    assert one + other == Trolley(Basket(12, 2.5), (1.0, 2.0, 3.0))
    assert one.times(2) == Trolley(Basket(10, 2.5), (1.0, 3.0))


def test_nothing_of_a_class_is_always_the_same_and_leaves_a_sum_alone() -> None:
    one = Trolley(Basket(5))
    assert nothing(Trolley) is nothing(Trolley) == Trolley()
    assert Trolley.summed([nothing(Trolley), one, nothing(Trolley)]) is one
    assert Trolley.summed([one, one, nothing(Trolley)]).basket.fen == 10
