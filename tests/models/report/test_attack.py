"""What a reader can work out of hidden counts, found by a solver."""

import pytest

from models.report.attack import TOP, Equation, Price, Published, around, can_be, company, reach
from models.suppression import Hidden
from tests.models.report.tables import as_read, with_totals

K = 5


def test_a_small_count_that_is_hidden_alone_is_recovered_from_its_total() -> None:
    known = with_totals([[3, 40], [20, 30]])
    alone = as_read(known, {"t.0.0": Hidden.FEW}, K)
    assert reach(alone, "t.0.0") == (3, 3)
    assert not can_be(alone, "t.0.0", (1, 4))


def test_the_corners_of_a_rectangle_hide_it() -> None:
    known = with_totals([[3, 40], [20, 30]])
    corners = {
        "t.0.0": Hidden.FEW,
        "t.0.1": Hidden.WITHHELD,
        "t.1.0": Hidden.WITHHELD,
        "t.1.1": Hidden.WITHHELD,
    }
    told = as_read(known, corners, K)
    assert reach(told, "t.0.0") == (1, 4)
    assert reach(told, "t.0.1") == (39, 42)


def test_two_small_counts_beside_each_other_narrow_each_other() -> None:
    pair = Published(
        told={"sum": 7}, hidden={"a": (1, 4), "b": (1, 4)}, equations=[Equation("sum", ("a", "b"))]
    )
    assert reach(pair, "a") == (3, 4)


def test_what_belongs_together_only_by_the_numbers_of_another_table_is_found_too() -> None:
    both = Published(
        told={"x": 8, "all": 20},
        hidden={"a": (1, 4), "b": (5, TOP), "y": (5, TOP)},
        equations=[Equation("all", ("x", "y")), Equation("y", ("a", "b")), Equation("all", ("x", "b", "a"))],
    )
    assert reach(both, "y") == (12, 12)
    assert reach(both, "a") == (1, 4)


def test_a_count_that_nothing_speaks_of_has_no_end() -> None:
    assert reach(Published(told={}, hidden={"a": (5, TOP)}, equations=[]), "a") == (5, TOP)


def test_only_the_cheapest_company_is_asked_for() -> None:
    row = Published(
        told={"sum": 60, "b": 17, "c": 40},
        hidden={"a": (1, 4)},
        equations=[Equation("sum", ("a", "b", "c"))],
    )
    prices = {"b": Price(17, (5, TOP)), "c": Price(40, (5, TOP)), "sum": Price(1000, (5, TOP))}
    assert company(row, "a", 4, prices) == {"b"}
    assert company(row, "a", 3, prices) == frozenset()
    assert company(row, "a", 9, prices) is None


def test_what_joins_counts_is_followed_through_every_equation() -> None:
    chain = [Equation("a", ("b", "c")), Equation("c", ("d",)), Equation("x", ("y",)), Equation("d", ("e",))]
    assert around(chain, "b", "abcdexy") == frozenset("abcde")
    assert around(chain, "b", "bcx") == {"b", "c"}
    with pytest.raises(KeyError, match="q"):
        around(chain, "q", "abc")


def test_words_that_no_table_fits_are_told_apart_from_words_that_hide() -> None:
    broken = Published(told={"sum": 3}, hidden={"a": (5, TOP)}, equations=[Equation("sum", ("a",))])
    with pytest.raises(ValueError, match="around a"):
        reach(broken, "a")
