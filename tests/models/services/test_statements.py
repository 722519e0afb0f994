"""Statements held against the book: from a file of the bank to money that arrived, by rules and by hand."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.imports.opened import opened
from models.account import Account, Grant, Role
from models.exchange.batch import Outcome
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.metric.period import Period, month_of
from models.money.entry import Entry, EntrySource, Posting
from models.money.statement import StatementLine, StatementSource
from models.money.voucher import TEMPLATES
from models.ports import Ports
from models.services import imports
from models.services.month_money import tie_out
from models.services.statements import (
    SideSum,
    match_all,
    match_by_hand,
    set_aside,
    standing,
    unmatch,
    unmatched,
)
from models.services.strangers import RefusedError
from tests.builders import NOON
from tests.models.services.offices import Office, an_office

CHEN = Account(id=7, name="chen", grants=(Grant(role=Role.FINANCE),))
LI = Account(id=8, name="li", grants=(Grant(role=Role.MANAGER),))
HEAD = "交易日期,交易时间,借方发生额,贷方发生额,余额,对方户名,流水号\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    made.ports = replace(made.ports, batches=made.database.batches(made.ports.centre.id))
    made.now = NOON + timedelta(days=3)
    return made


def day(office: Office) -> Period:
    first = office.ports.centre.day_of(NOON)
    return Period(first, first + timedelta(days=2))


def sell(office: Office, **fens: int) -> None:
    assert office.ports.money is not None
    entries = [
        Entry(
            key=f"sale:till:{name}",
            source=EntrySource.SALE,
            day=office.ports.centre.day_of(NOON),
            at=NOON + timedelta(minutes=n),
            postings=(
                Posting(account="takings", fen=fen, space="canteen"),
                Posting(account="income.canteen.fare", fen=-fen, space="canteen"),
            ),
        )
        for n, (name, fen) in enumerate(fens.items())
    ]
    office.ports.money.ledger.post(entries, by="system", at=NOON)


def judged(ports: Ports, rows: str) -> list[imports.Judged]:
    ((kind, sheet),) = opened("x.csv", (HEAD + rows).encode(), "Asia/Shanghai")
    return imports.dry_run(ports, drafted(IMPORTS[kind], sheet, imports.names_of(ports)))


def bring(office: Office, rows: str, account: Account = CHEN) -> tuple[str, list[imports.Judged]]:
    batch = imports.begin(office.ports, account, "statement", "x.csv", "0")
    _, refused = imports.take_in(office.ports, account, batch, judged(office.ports, rows))
    return batch.id, refused


def row(office: Office, number: str, paid: str, balance: str = "", days: int = 0) -> str:
    at = office.ports.centre.day_of(NOON) + timedelta(days=days)
    return f"{at},12:30,,{paid},{balance},财付通支付科技有限公司,{number}\n"


def balances(office: Office) -> dict[str, int]:
    assert office.ports.money is not None
    return {one.account: one.fen for one in office.ports.money.ledger.sums(["account"]) if one.fen}


def test_a_file_of_the_bank_is_tried_taken_in_once_matched_and_moves_the_money(office: Office) -> None:
    sell(office, a=1500, b=2350)
    rows = row(office, "B1", "15.00") + row(office, "B2", "23.50")
    assert [one.outcome for one in judged(office.ports, rows)] == [Outcome.NEW, Outcome.NEW]
    bring(office, rows)
    assert [one.outcome for one in judged(office.ports, rows)] == [Outcome.SAME, Outcome.SAME]
    assert match_all(office.ports, CHEN, day(office)) == {"day": 2}
    assert balances(office) == {"bank": 3850, "income.canteen.fare": -3850}
    assert match_all(office.ports, CHEN, day(office)) == {}
    left = unmatched(office.ports, day(office))
    assert (left.line_sums, left.item_sums) == ([], [])


def test_a_day_settled_with_one_line_pays_its_charge(office: Office) -> None:
    sell(office, a=150_000, b=235_000)
    bring(office, row(office, "B1", "3835.00", days=1))
    assert match_all(office.ports, CHEN, day(office)) == {"settlement": 1}
    assert balances(office) == {"bank": 383_500, "cost.fees": 1500, "income.canteen.fare": -385_000}


def test_a_batch_is_undone_but_for_lines_that_are_matched(office: Office) -> None:
    sell(office, a=1500)
    rows = row(office, "B1", "15.00") + row(office, "B2", "99.00")
    batch, _ = bring(office, rows)
    match_all(office.ports, CHEN, day(office))
    done = imports.undo(office.ports, CHEN, batch)
    assert (done.rows, [message.key for message in done.refused.values()]) == (1, ["refused.statement_tied"])
    (match,) = office.database.money(office.ports.centre.id).statements.matches(
        day(office).first, day(office).last
    )
    unmatch(office.ports, CHEN, match.id)
    assert balances(office) == {"takings": 1500, "income.canteen.fare": -1500}
    assert imports.undo(office.ports, CHEN, batch).rows == 1
    assert unmatched(office.ports, day(office)).line_count == 0


def test_what_a_person_ties_must_add_up_or_be_called_a_charge(office: Office) -> None:
    sell(office, a=10_000, b=20_000)
    bring(office, row(office, "B1", "298.80") + row(office, "B2", "150.00"))
    left = unmatched(office.ports, day(office))
    both = [item.ref for item in left.items]
    with pytest.raises(RefusedError, match=r"refused\.statement_charge"):
        match_by_hand(office.ports, CHEN, ["bank:B1"], both)
    with pytest.raises(RefusedError, match=r"refused\.statement_differs"):
        match_by_hand(office.ports, CHEN, ["bank:B2"], both, charged=True)
    with pytest.raises(RefusedError, match=r"refused\.statement_choose"):
        match_by_hand(office.ports, CHEN, ["bank:B3"], both)
    match = match_by_hand(office.ports, CHEN, ["bank:B1"], both, charged=True)
    assert (match.rule, match.fee_fen) == ("hand", 120)
    with pytest.raises(RefusedError, match=r"refused\.statement_tied"):
        match_by_hand(office.ports, CHEN, ["bank:B2"], both, charged=True)
    assert [entry.action for entry in office.told][-1] == "statement.tie"


def test_a_line_that_is_set_aside_is_looked_for_no_more_until_it_is_taken_up_again(office: Office) -> None:
    sell(office, a=1500)
    bring(office, row(office, "B1", "15.00"))
    set_aside(office.ports, CHEN, "bank:B1", "private")
    assert match_all(office.ports, CHEN, day(office)) == {}
    set_aside(office.ports, CHEN, "bank:B1", "")
    assert sum(match_all(office.ports, CHEN, day(office)).values()) == 1


def test_a_line_that_was_set_aside_and_money_of_another_account_are_tied_by_nobody(office: Office) -> None:
    sell(office, a=1500)
    assert office.ports.money is not None
    first = day(office).first
    grant = (Posting(account="bank", fen=1500), Posting(account="income.grant", fen=-1500))
    entry = Entry(key="voucher:g", source=EntrySource.VOUCHER, day=first, at=NOON, postings=grant)
    office.ports.money.ledger.post([entry], by="chen", at=NOON)
    line = StatementLine(source=StatementSource.WECHAT, id="W1", at=NOON, day=first, fen=1500)
    office.ports.money.statements.put([line, replace(line, id="W2", aside="private")])
    with pytest.raises(RefusedError, match=r"refused\.statement_aside"):
        match_by_hand(office.ports, CHEN, ["wechat:W2"], ["1.0"])
    with pytest.raises(RefusedError, match=r"refused\.statement_elsewhere"):
        match_by_hand(office.ports, CHEN, ["wechat:W1"], ["2.0"])
    assert balances(office) == {
        "takings": 1500,
        "income.canteen.fare": -1500,
        "bank": 1500,
        "income.grant": -1500,
    }
    assert match_by_hand(office.ports, CHEN, ["wechat:W1"], ["1.0"]).items == ("1.0",)


def test_cash_that_was_counted_and_the_sales_it_was_taken_for_cancel_each_other(office: Office) -> None:
    sell(office, a=1000, b=500)
    assert office.ports.money is not None
    debit, credit = TEMPLATES["cash_counted"]
    lines = (Posting(account=debit, fen=1500), Posting(account=credit, fen=-1500))
    later = day(office).first + timedelta(days=1)
    counted = Entry(key="voucher:c", source=EntrySource.VOUCHER, day=later, at=NOON, postings=lines)
    office.ports.money.ledger.post([counted], by="chen", at=NOON)
    place = f"3.{[one.account for one in lines].index('takings')}"
    for refs in (["1.0", place], ["1.0"]):
        with pytest.raises(RefusedError, match=r"refused\.statement_not_even"):
            match_by_hand(office.ports, CHEN, [], refs)
    with pytest.raises(RefusedError, match=r"refused\.statement_tied"):
        match_by_hand(office.ports, CHEN, [], ["1.0", "x", "9" * 40])
    match = match_by_hand(office.ports, CHEN, [], ["1.0", "2.0", place])
    assert (match.rule, match.lines, match.entry) == ("netted", (), "")
    assert unmatched(office.ports, day(office)).item_count == 0
    assert balances(office) == {"cash": 1500, "income.canteen.fare": -1500}

    assert [one.id for one in standing(office.ports, day(office))[0]] == [match.id]
    unmatch(office.ports, CHEN, match.id)
    assert unmatched(office.ports, day(office)).item_count == 3


def test_who_may_not_enter_money_changes_nothing(office: Office) -> None:
    with pytest.raises(RefusedError, match=r"refused\.import\.not_allowed"):
        bring(office, row(office, "B1", "15.00"), LI)
    for deed in (
        lambda: match_all(office.ports, LI, day(office)),
        lambda: match_by_hand(office.ports, LI, ["bank:B1"], ["1.0"]),
        lambda: unmatch(office.ports, LI, "m"),
        lambda: set_aside(office.ports, LI, "bank:B1", "own"),
    ):
        with pytest.raises(RefusedError, match=r"refused\.not_your_books"):
            deed()


def test_what_is_left_is_told_page_by_page_and_receipts_apart_from_payments(office: Office) -> None:
    sell(office, a=1500, b=800, c=-300)
    bring(office, row(office, "B1", "77.00") + row(office, "B2", "-5.00"))
    pages = [unmatched(office.ports, day(office), pages=(n, n), most=2) for n in (1, 2, 3)]
    assert [[one.ref for one in page.items] for page in pages] == [["1.0", "2.0"], ["3.0"], []]
    assert [[one.id for one in page.lines] for page in pages] == [["B1", "B2"], [], []]
    for page in pages:
        assert page.item_sums == [SideSum(of="takings", count=3, in_fen=2300, out_fen=-300)]
        assert page.line_sums == [SideSum(of="bank", count=2, in_fen=7700, out_fen=-500)]


def test_what_is_left_agrees_with_the_page_of_the_month(office: Office) -> None:
    sell(office, a=1500, b=800)
    bring(office, row(office, "B1", "15.00") + row(office, "B2", "99.00"))
    match_all(office.ports, CHEN, day(office))
    month = tie_out(office.ports, date(2026, 11, 1))
    left = unmatched(office.ports, month_of(date(2026, 11, 1)))
    assert [one.fen for one in left.item_sums] == [sum(one.open_fen for one in month.days)] == [800]
    assert [one.fen for one in left.line_sums] == [sum(one.loose_fen for one in month.days)] == [9900]


def by_wechat(office: Office, number: str, fen: int, fee: int = 0, minutes: int = 0) -> StatementLine:
    at = NOON + timedelta(minutes=minutes)
    return StatementLine(
        source=StatementSource.WECHAT,
        id=number,
        at=at,
        day=office.ports.centre.day_of(at),
        fen=fen - fee,
        fee_fen=fee,
    )


def test_one_line_that_answers_to_nothing_keeps_none_of_its_days_settlement_waiting(office: Office) -> None:
    sell(office, a=10_000, b=20_000)
    assert office.ports.money is not None
    twice = by_wechat(office, "W3", 20_000, 76, 2)
    paid = [by_wechat(office, "W1", 10_000, 38), by_wechat(office, "W2", 20_000, 76, 1), twice]
    office.ports.money.statements.put(paid)
    bring(office, row(office, "B1", "498.10", days=1))
    assert match_all(office.ports, CHEN, day(office)) == {"moment": 2, "payout": 1}
    assert balances(office) == {
        "bank": 49_810,
        "wechat": -19_924,
        "cost.fees": 114,
        "income.canteen.fare": -30_000,
    }
    left = unmatched(office.ports, day(office))
    assert ([one.id for one in left.lines], left.items) == (["W3"], [])
    (payout,) = [one for one in standing(office.ports, day(office))[0] if one.rule == "payout"]
    assert len(payout.items) == 2
    unmatch(office.ports, CHEN, payout.id)
    assert balances(office)["wechat"] == 29_886


def test_a_settlement_that_does_not_add_up_with_what_is_loose_stays_untied(office: Office) -> None:
    sell(office, a=10_000, b=20_000)
    assert office.ports.money is not None
    office.ports.money.statements.put(
        [
            by_wechat(office, "W1", 10_000),
            by_wechat(office, "W2", 20_000, minutes=1),
            by_wechat(office, "W3", 20_000, minutes=2),
        ]
    )
    bring(office, row(office, "B1", "500.01", days=1))
    assert match_all(office.ports, CHEN, day(office)) == {"moment": 2}
