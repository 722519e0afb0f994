"""Small counts of a table: told as few, and never to be worked out from what is told beside them."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.suppression import Cell, Hidden, K, suppressed

FEW, WITHHELD = Hidden.FEW, Hidden.WITHHELD
MOST = 9


def test_a_table_of_many_is_told_as_it_is_with_its_totals() -> None:
    assert suppressed([[10, 0], [7, 20]]) == [[10, 0, 10], [7, 20, 27], [17, 20, 37]]


def test_a_small_count_takes_others_with_it_and_the_totals_stay() -> None:
    told = suppressed([[3, 40, 50], [60, 20, 80], [90, 30, 70]])
    assert told == [
        [FEW, WITHHELD, 50, 93],
        [WITHHELD, WITHHELD, 80, 160],
        [90, 30, 70, 190],
        [153, 90, 200, 443],
    ]


def test_nobody_is_no_small_count() -> None:
    assert suppressed([[0, 50], [0, 60]]) == [[0, 50, 50], [0, 60, 60], [0, 110, 110]]


def test_a_table_of_a_single_small_count_tells_it_nowhere() -> None:
    assert suppressed([[3]]) == [[FEW, FEW], [FEW, FEW]]


def test_a_small_count_beside_nobody_hides_behind_totals() -> None:
    told = suppressed([[4, 0], [0, 50]])
    assert told[0][0] is FEW
    assert told[0][2] is FEW
    assert readable(told) == []


def others(told: Sequence[Sequence[Cell]]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table that would be told in the same words."""
    rows, columns = len(told) - 1, len(told[0]) - 1
    inner = [
        [cell] if isinstance(cell, int) else list(range(1, K) if cell is FEW else range(K, 2 * MOST))
        for row in told[:-1]
        for cell in row[:-1]
    ]
    for numbers in product(*inner):
        table = tuple(tuple(numbers[r * columns : (r + 1) * columns]) for r in range(rows))
        full = [[*row, sum(row)] for row in table]
        full.append([sum(column) for column in zip(*full, strict=True)])
        if all(
            said == cell if isinstance(said, int) else (0 < cell < K) == (said is FEW)
            for line, shown in zip(full, told, strict=True)
            for cell, said in zip(line, shown, strict=True)
        ):
            yield table


def readable(told: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """The small counts that only one table of those that fit has."""
    fitting = list(others(told))
    assert fitting
    return [
        (r, c)
        for r, row in enumerate(told[:-1])
        for c, cell in enumerate(row[:-1])
        if cell is FEW and len({table[r][c] for table in fitting}) == 1
    ]


def nothing(told: Sequence[Sequence[Cell]]) -> bool:
    return all(cell is WITHHELD for row in told for cell in row)


@given(st.lists(st.lists(st.integers(0, MOST), min_size=2, max_size=2), min_size=2, max_size=2))
def test_no_small_count_can_be_worked_out(counts: list[list[int]]) -> None:
    told = suppressed(counts)
    assert nothing(told) or readable(told) == []
    flat = [cell for row in told[:-1] for cell in row[:-1]]
    numbers = [number for row in counts for number in row]
    assert all(
        cell in (number, WITHHELD) or (cell is FEW and 0 < number < K)
        for cell, number in zip(flat, numbers, strict=True)
    )


@pytest.mark.parametrize("counts", [[[1, 9, 9]], [[4], [4], [4]], [[2, 12], [12, 2]], [[0, 1], [0, 9]]])
def test_neither_can_those_of_narrow_tables(counts: list[list[int]]) -> None:
    assert readable(suppressed(counts)) == []


def test_where_even_the_word_few_would_say_which_nothing_is_told() -> None:
    assert nothing(suppressed([[1, 1], [1, 1]]))
