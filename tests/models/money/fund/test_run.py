"""Runs of the fund in their order: versions, what is held, what is taken back, and the entries that they make."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.money.entry import EntrySource
from models.money.fund.rule import HELD, Payoff
from models.money.fund.run import (
    FundRun,
    base_by_month,
    run_entry,
    shared_by_month,
    standing_for,
    standing_runs,
)
from models.money.fund.split import Standing
from tests.models.money.fund.rules import JANUARY, a_rule, run_of, undone

USUAL, OTHER = a_rule(5_000, 4_000, 1_000), a_rule(4_500, 4_500, 1_000, version=2)


def moves(run: FundRun) -> dict[str, int]:
    entry = run_entry(run, day=JANUARY)
    return {one.account: one.fen for one in entry.postings} if entry else {}


def test_a_run_moves_open_proceeds_into_the_buckets() -> None:
    assert moves(run_of([], USUAL, 7)) == {"fund.open": 7, "fund.b0": -3, "fund.b1": -3, "fund.b2": -1}


def test_a_month_below_zero_makes_no_entry() -> None:
    run = run_of([], USUAL, -7)
    assert (run.key, run_entry(run, day=JANUARY), run.after.carried) == ("", None, -7)


def test_a_new_version_counts_from_nothing_but_for_what_is_to_be_made_up_for() -> None:
    runs = [run_of([], USUAL, 101)]
    runs.append(run_of(runs, USUAL, -60))
    assert standing_for(runs, USUAL) == Standing(carried=-60, whole=101)
    assert standing_for(runs, OTHER) == Standing(carried=-60)


def test_what_was_held_is_shared_out_by_the_first_run_of_the_next_version() -> None:
    runs = [run_of([], USUAL, 1_000, room=100)]
    assert runs[0].parts[HELD] == 400
    runs.append(run_of(runs, OTHER, 100, held=400))
    assert moves(runs[-1]) == {
        "fund.open": 100,
        "fund.held": 400,
        "fund.b0": -225,
        "fund.b1": -225,
        "fund.b2": -50,
    }
    assert run_of(runs, OTHER, 100, held=400).released == 0


def test_a_run_that_is_taken_back_leaves_the_fund_as_it_was_before() -> None:
    runs = [run_of([], USUAL, 101)]
    runs.append(run_of(runs, USUAL, 55))
    back = undone(runs)
    assert back is not None
    entry = run_entry(back, day=JANUARY)
    assert entry is not None
    assert (entry.source, entry.reverses) == (EntrySource.FUND, "fund:run:2")
    assert moves(back) == {key: -fen for key, fen in moves(runs[1]).items()}
    assert [one.number for one in standing_runs([*runs, back])] == [1]
    assert standing_for([*runs, back], USUAL) == back.after == runs[0].after


steps = st.lists(
    st.tuples(st.sampled_from(["run", "run", "run", "back"]), st.integers(-2_000, 9_999)), max_size=25
)


@given(steps, st.integers(0, 20_000), st.sampled_from([Payoff.HOLD, Payoff.REDISTRIBUTE]), st.integers(0, 25))
def test_whatever_is_run_and_taken_back_every_fen_is_somewhere(
    told: list[tuple[str, int]], debt: int, payoff: Payoff, change: int
) -> None:
    """A change of the rule, a debt that ends, months below zero and runs taken back, in any order."""
    runs, book = list[FundRun](), dict[str, int]()
    for n, (deed, base) in enumerate(told):
        rule = a_rule(5_000, 4_000, 1_000, payoff=payoff) if n < change else OTHER
        last = standing_runs(runs)
        if last and last[-1].version > rule.version:
            continue
        run = undone(runs) if deed == "back" else None
        held, room = -book.get("fund.held", 0), debt + book.get("fund.b0", 0)
        run = run or run_of(runs, rule, base, room=room, held=held)
        runs.append(run)
        for account, fen in moves(run).items():
            book[account] = book.get(account, 0) + fen
    stood = standing_runs(runs)
    assert sum(book.values()) == 0
    assert all(fen <= 0 for account, fen in book.items() if account != "fund.open")
    assert book.get("fund.open", 0) + (stood[-1].after.carried if stood else 0) == sum(
        one.base for one in stood
    )
    assert -book.get("fund.b0", 0) <= debt


def test_months_are_told_by_what_stands_of_their_runs() -> None:
    runs = [run_of([], USUAL, 100)]
    runs.append(run_of(runs, USUAL, 10))
    runs.append(run_of(runs, USUAL, 50, month=date(2026, 2, 1)))
    assert dict(base_by_month(runs)) == {JANUARY: 110, date(2026, 2, 1): 50}
    assert dict(shared_by_month(runs, "b1")) == {JANUARY: 44, date(2026, 2, 1): 20}
    back = undone(runs)
    assert back is not None
    assert dict(base_by_month([*runs, back])) == {JANUARY: 110}
