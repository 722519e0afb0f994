"""No small count is ever to be worked out, whatever tables it stands in."""

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from models.report.attack import TOP, Equation, Published, can_be
from models.report.withholding import Counts, published, withheld
from models.suppression import Hidden
from tests.models.report.tables import GRAND, Known, as_read, linked, with_totals

FEW, WITHHELD = Hidden.FEW, Hidden.WITHHELD
K = 5


def exposed(known: Known, words: Mapping[str, Hidden], k: int) -> list[str]:
    """Small counts that cannot be every number that their word allows, and small withheld ones that surely are small."""
    told = as_read(known, words, k)
    return [
        spot
        for spot, word in words.items()
        if 0 < known.counts[spot] < k and not can_be(told, spot, (1, k - 1) if word is FEW else (k,))
    ]


def test_many_are_told_and_nobody_is_no_small_count() -> None:
    assert withheld(with_totals([[10, 0], [7, 20]]).asked, K) == {}


def test_a_small_count_takes_the_fewest_others_with_it_and_the_totals_stay() -> None:
    words = withheld(with_totals([[3, 40, 50], [60, 20, 80], [90, 30, 70]]).asked, K)
    assert words == {"t.0.0": FEW, "t.0.1": WITHHELD, "t.1.0": WITHHELD, "t.1.1": WITHHELD}


def test_only_hiding_the_small_counts_themselves_is_found_out() -> None:
    known = with_totals([[3, 40, 50], [60, 20, 80]])
    assert exposed(known, {"t.0.0": FEW}, K) == ["t.0.0"]
    assert exposed(known, withheld(known.asked, K), K) == []


def test_two_small_counts_are_not_company_enough_where_they_narrow_each_other() -> None:
    known = with_totals([[4, 3, 50], [4, 3, 80]])
    assert exposed(known, {f"t.{r}.{c}": FEW for r in (0, 1) for c in (0, 1)}, K)
    assert exposed(known, withheld(known.asked, K), K) == []


def test_a_small_total_of_several_does_not_say_that_it_is_small() -> None:
    words = withheld(with_totals([[1, 1], [1, 1]]).asked, K)
    assert {words[f"t.{r}.{c}"] for r in (0, 1) for c in (0, 1)} == {FEW}
    assert {words["t.0.sum"], words["t.sum.1"], words[GRAND]} == {WITHHELD}


def test_a_total_that_another_table_tells_gives_nothing_away() -> None:
    age = with_totals([[3], [40]], "age")
    grid = with_totals([[20], [23]], "grid")
    known = linked(age, grid)
    words = withheld(known.asked, K)
    assert words["age.0.0"] is FEW
    assert exposed(known, words, K) == []
    assert exposed(known, {"age.0.0": FEW, "age.0.sum": FEW}, K) == ["age.0.0", "age.0.sum"]


def test_with_ten_as_the_limit_nine_are_few() -> None:
    assert withheld(with_totals([[9, 40], [20, 30]]).asked, 10)["t.0.0"] is FEW
    assert withheld(with_totals([[9, 40], [20, 30]]).asked, K) == {}


def test_what_was_hidden_before_stays_hidden_though_nothing_asks_for_it() -> None:
    known = with_totals([[10, 40], [20, 30]])
    kept = Counts(now=known.counts, equations=known.equations, stays=["t.1.1", "gone"])
    assert withheld(kept, K) == {"t.1.1": WITHHELD}


def test_a_number_told_anew_does_not_give_away_what_was_hidden_last_month() -> None:
    then = Published(
        told={"then.sum": 43},
        hidden={"then.a": (1, 4), "then.b": (K, TOP)},
        equations=[Equation("then.sum", ("then.a", "then.b"))],
    )
    counts = Counts(now={"b": 40}, equations=[Equation("b", ("then.b",))], before=then)
    assert withheld(counts, K) == {"b": WITHHELD}


def test_where_something_is_given_away_already_the_rest_is_told_as_little_as_can_be() -> None:
    then = Published(told={"then": 3}, hidden={}, equations=[])
    counts = Counts(
        now={"a": 3, "b": 0}, equations=[Equation("a", ("then",)), Equation("a", ("b", "then"))], before=then
    )
    assert withheld(counts, K) == {"a": WITHHELD, "b": WITHHELD}


small = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 10, 12, 30])


def tables(rows: int, columns: int) -> st.SearchStrategy[Sequence[Sequence[int]]]:
    return st.lists(st.lists(small, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from([5, 10]))
def test_random_linked_tables_are_never_recoverable(data: st.DataObject, k: int) -> None:
    age = with_totals(data.draw(tables(3, 3)), "age")
    total = age.counts[GRAND]
    cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=2, max_size=2)))
    topic = with_totals([[cuts[0]], [cuts[1] - cuts[0]], [total - cuts[1]]], "topic")
    known = linked(age, topic)
    words = withheld(known.asked, k)
    assert exposed(known, words, k) == []
    assert all(spot in words for spot, count in known.counts.items() if 0 < count < k)
    assert all(0 < known.counts[spot] < k for spot, word in words.items() if word is FEW)


def test_a_reader_of_everything_holds_what_was_told_before_beside_what_is_told_now() -> None:
    then = Published(told={"old": 7}, hidden={"x": (1, 4)}, equations=[Equation("old", ("x",))])
    now = Counts(now={"a": 3, "b": 9}, equations=[Equation("b", ("a",))], before=then)
    told = published(now, {"a": (1, 4)})
    assert told.told == {"old": 7, "b": 9}
    assert told.hidden == {"x": (1, 4), "a": (1, 4)}
    assert len(told.equations) == 2
