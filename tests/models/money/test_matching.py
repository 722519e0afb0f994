"""Statement lines and takings: what belongs together is found, money is neither lost nor counted twice."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.money.matching import MOST_FEE_BP, RULES, Pair, matched
from models.money.statement import LineKind, OpenItem, StatementLine, StatementSource

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 2)


def a_line(
    name: str, fen: int, minutes: float = 0, *, source: str = "wechat", fee: int = 0, **more: object
) -> StatementLine:
    at = NOON + timedelta(minutes=minutes)
    given = {"id": name, "at": at, "day": at.date(), "fen": fen - fee, "fee_fen": fee, **more}
    return StatementLine(source=StatementSource(source), **given)  # type: ignore[arg-type]


def an_item(number: int, fen: int, minutes: float = 0, account: str = "takings", word: str = "") -> OpenItem:
    at = NOON + timedelta(minutes=minutes)
    return OpenItem(
        number=number,
        place=0,
        account=account,
        fen=fen,
        day=at.date(),
        at=at,
        key=f"sale:till:{word or number + 10_000}",
    )


def told(pairs: list[Pair]) -> list[tuple[str, list[str], list[int]]]:
    return [(one.rule, [line.id for line in one.lines], [item.number for item in one.items]) for one in pairs]


DAY = 1440


def test_the_tills_number_on_the_statement_is_the_surest_tie() -> None:
    lines = [a_line("a", 1500, 300, reference="20261102-00007"), a_line("b", 1500, 1)]
    items = [an_item(1, 1500, 0, word="20261102-00007"), an_item(2, 1500, 299)]
    assert told(matched(lines, items)) == [("reference", ["a"], [1]), ("day", ["b"], [2])]


def test_the_same_number_with_another_amount_is_no_match() -> None:
    lines = [a_line("a", 1600, reference="20261102-00007")]
    assert matched(lines, [an_item(1, 1500, word="20261102-00007")]) == []


def test_equal_amounts_are_tied_to_the_nearest_of_the_day() -> None:
    lines = [a_line("a", 1500, 2), a_line("b", 1500, 61)]
    items = [an_item(1, 1500, 0), an_item(2, 1500, 60), an_item(3, 1500, 200)]
    assert told(matched(lines, items)) == [("moment", ["b"], [2]), ("moment", ["a"], [1])]


def test_a_charge_that_the_statement_tells_is_part_of_what_was_paid() -> None:
    (pair,) = matched([a_line("a", 1500, fee=9)], [an_item(1, 1500)])
    assert (pair.rule, pair.fee_fen) == ("moment", 9)


def test_a_banks_settlement_is_a_weekends_sales_less_a_charge() -> None:
    items = [an_item(n, 1000 + n, day * DAY + n) for n, day in enumerate((4, 4, 5, 5, 6, 6, 7))]
    weekend = sum(item.fen for item in items[:6])
    (pair,) = matched([a_line("a", weekend - weekend * 38 // 10_000, 7 * DAY, source="bank")], items)
    assert (pair.rule, {item.number for item in pair.items}) == ("settlement", {0, 1, 2, 3, 4, 5})
    assert pair.fee_fen == weekend * 38 // 10_000


@pytest.mark.parametrize("missing_bp", [MOST_FEE_BP + 1, -1])
def test_a_settlement_that_is_too_small_or_too_large_is_left_to_a_person(missing_bp: int) -> None:
    items = [an_item(n, 100_000, n) for n in range(3)]
    line = a_line("a", 300_000 - 300_000 * missing_bp // 10_000, DAY, source="bank")
    assert matched([line], items) == []


def test_a_month_of_subsidies_is_paid_with_one_line() -> None:
    items = [an_item(n, 150 + n, n * DAY, "receivable.subsidy") for n in range(25)]
    line = a_line("a", sum(item.fen for item in items), 30 * DAY, source="bank")
    (pair,) = matched([line], items)
    assert (pair.rule, len(pair.items), pair.fee_fen) == ("settlement", 25, 0)


def test_a_day_that_was_entered_as_one_sum_is_all_the_lines_of_the_day() -> None:
    lines = [a_line("a", 700, 5), a_line("b", 800, 90), a_line("c", 500, 95, source="alipay")]
    assert matched(lines, [an_item(1, 2000, 300)]) == [], "one entry moves the money of one account"
    assert told(matched(lines, [an_item(1, 1500, 300)])) == [("total", ["a", "b"], [1])]


def test_a_rent_some_days_late_is_found_where_it_can_be_no_other() -> None:
    line = a_line("a", 80_000, 3 * DAY, source="bank")
    assert told(matched([line], [an_item(1, 80_000, 0, "receivable.rent")])) == [("nearby", ["a"], [1])]
    two = [an_item(n, 80_000, n * DAY, "receivable.rent") for n in (0, 1)]
    assert matched([line], two) == []


def test_a_few_items_are_found_where_one_choice_alone_adds_up() -> None:
    items = [
        an_item(n, fen, n * 300, "receivable.rent") for n, fen in enumerate((31_000, 47_000, 52_900, 8_001))
    ]
    assert told(matched([a_line("a", 83_900, 2 * DAY, source="bank")], items)) == [("few", ["a"], [0, 2])]
    ambiguous = [
        an_item(n, fen, n * 300, "receivable.rent") for n, fen in enumerate((100, 400, 200, 300, 99))
    ]
    assert matched([a_line("a", 500, 2 * DAY, source="bank")], ambiguous) == []


def test_what_went_to_the_bank_is_no_answer_of_a_payment_service() -> None:
    paid_out = an_item(1, -5000, account="bank")
    assert matched([a_line("a", -5000)], [paid_out]) == []
    assert told(matched([a_line("a", -5000, source="bank")], [paid_out])) == [("moment", ["a"], [1])]


def test_a_charge_by_itself_answers_to_nothing() -> None:
    (pair,) = matched([a_line("a", -120, kind=LineKind.FEE)], [an_item(1, 120)])
    assert (pair.rule, pair.items, pair.fee_fen) == ("fee", (), 120)


@st.composite
def a_day_of_trade(draw: st.DrawFn) -> tuple[list[StatementLine], list[OpenItem]]:
    fens = draw(st.lists(st.sampled_from([500, 800, 1500, 1501, 99, -1500]), max_size=25))
    items = [an_item(n, fen, draw(st.integers(0, 4000))) for n, fen in enumerate(fens)]
    lines = [
        a_line(
            f"l{n}",
            draw(st.sampled_from([fen, fen, fen + 100, 2 * fen])),
            draw(st.integers(0, 6000)),
            source=draw(st.sampled_from(["wechat", "alipay", "bank"])),
            fee=draw(st.sampled_from([0, 0, 9])),
        )
        for n, fen in enumerate(fens)
    ]
    return lines, items


@settings(max_examples=60, deadline=None)
@given(a_day_of_trade())
def test_whatever_comes_no_money_is_lost_and_nothing_is_tied_twice(
    trade: tuple[list[StatementLine], list[OpenItem]],
) -> None:
    pairs = matched(*trade)
    used = Counter(one.ref for pair in pairs for one in (*pair.lines, *pair.items))
    assert set(used.values()) <= {1}
    for pair in pairs:
        assert sum(line.fen for line in pair.lines) + pair.fee_fen == sum(item.fen for item in pair.items)
        kept = pair.fee_fen - sum(line.fee_fen for line in pair.lines)
        whole = sum(item.fen for item in pair.items)
        assert kept == 0 or 0 < kept * 10_000 <= MOST_FEE_BP * whole
        assert pair.rule in {rule.key for rule in RULES}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 3))
def test_planted_errors_are_what_is_left(seed: int, wrong: int) -> None:
    draw = Random(seed)
    items = [an_item(n, draw.choice([500, 800, 1500]), 15 * n) for n in range(40)]
    lines = [a_line(f"l{one.number}", one.fen, 15 * one.number + draw.uniform(0, 3)) for one in items]
    missing = lines.pop(draw.randrange(40))
    added = a_line("new", 1234, 100)
    changed = [
        a_line(one.id, one.fen + 7, (one.at - NOON).total_seconds() / 60) if n < wrong else one
        for n, one in enumerate(lines)
    ]
    pairs = matched([*changed, added], items)
    left = {line.id for line in (*changed, added)} - {line.id for pair in pairs for line in pair.lines}
    assert left == {"new", *(one.id for one in lines[:wrong])}
    unpaid = {item.number for item in items} - {item.number for pair in pairs for item in pair.items}
    assert len(unpaid) == 1 + wrong
    assert sum(items[n].fen for n in unpaid) == sum(one.fen for one in (missing, *lines[:wrong]))


def test_a_month_of_a_busy_canteen_is_matched_and_lines_of_nowhere_end_too() -> None:
    items = [an_item(n, 500 + 100 * (n % 9), 7 * n) for n in range(3000)]
    lines = [a_line(f"l{n}", 500 + 100 * (n % 9), 7 * n + 1) for n in range(3000)]
    assert len(matched(lines, items)) == 3000
    assert matched([a_line(f"x{n}", 333_333, 7 * n, source="bank") for n in range(300)], items[:900]) == []


def test_a_settlement_that_two_days_could_be_is_left_to_a_person() -> None:
    days = [an_item(n, fen, n // 2 * DAY + n % 2 * 400) for n, fen in enumerate((700, 800, 900, 600))]
    assert matched([a_line("a", 1500, 2 * DAY, source="bank")], days) == []
