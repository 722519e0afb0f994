"""Statements as the services and banks export them: preamble, marks around values, trailers; and no name of a person."""

import pytest

from dashboard.imports.opened import opened
from models.exchange.column import House
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Draft, FileError
from models.exchange.statement import as_statement
from tests.models.exchange.exports import (
    ALIPAY_ACCOUNT,
    ALIPAY_BILL,
    ALIPAY_TRADE,
    BANK,
    BANK_ENGLISH,
    WECHAT_BILL,
    WECHAT_FLOW,
    WECHAT_MERCHANT,
)

HOUSE = House(spaces={}, kinds={}, organisers={})


def draft(text: str, encoding: str = "utf-8-sig") -> Draft:
    ((kind, sheet),) = opened("bill.csv", text.encode(encoding), "Asia/Shanghai")
    assert kind == "statement"
    return drafted(IMPORTS[kind], sheet, HOUSE)


def told(text: str, *names: str, encoding: str = "utf-8-sig") -> list[tuple[object, ...]]:
    lines = draft(text, encoding).lines
    assert [line.faults for line in lines] == [()] * len(lines)
    return [tuple((line.values or {})[name] for name in names) for line in lines]


def test_a_merchants_bill_tells_what_was_paid_what_the_service_kept_and_what_was_given_back() -> None:
    assert told(WECHAT_MERCHANT, "key", "paid", "charge", "order", "nature") == [
        ("4200002500202611020000000001", 1500, 9, "20261102-00001", "payment"),
        ("4200002500202611020000000002", 123_450, 741, "20261102-00002", "payment"),
        ("50300002502026110200000003", -1500, -9, "20261102-00001", "refund"),
    ]


def test_a_personal_bill_of_wechat_tells_in_and_out_and_what_is_neither() -> None:
    assert told(WECHAT_BILL, "statement", "paid", "counterparty", "nature") == [
        ("wechat", 1500, "", "payment"),
        ("wechat", -8800, "成都某某食品有限公司", "payment"),
        ("wechat", -100_000, "", "transfer"),
        ("wechat", 5000, "", "neutral"),
    ]


def test_the_flow_of_a_merchants_account_adds_what_its_trade_bill_does_not_tell() -> None:
    assert told(WECHAT_FLOW, "statement", "paid", "balance", "nature") == [
        ("wechat", 1500, 101_500, "traded"),
        ("wechat", -9, 101_491, "traded"),
        ("wechat", -1500, 99_991, "traded"),
        ("wechat", -90_000, 9_991, "transfer"),
        ("wechat", 5_000, 14_991, "payment"),
    ]
    both = [one for bill in (WECHAT_FLOW, WECHAT_MERCHANT) for one in told(bill, "key")]
    assert len(set(both)) == len(both), "no line of the one bill stands in the place of one of the other"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_bills_of_alipay_are_read_in_their_old_and_new_shapes(encoding: str) -> None:
    assert told(ALIPAY_TRADE, "key", "paid", "charge", "nature", encoding=encoding) == [
        ("2026110222001400000000000001", 1200, 7, "payment"),
        ("2026110222001400000000000002", 800, 0, "void"),
    ]
    assert told(ALIPAY_BILL, "paid", "order", "nature", encoding=encoding) == [
        (1300, "20261102-00009", "payment"),
        (-2000, "", "payment"),
    ]
    assert told(ALIPAY_ACCOUNT, "paid", "balance", "nature", encoding=encoding) == [
        (1500, 101_500, "payment"),
        (-9, 101_491, "fee"),
    ]


def test_a_banks_statement_is_told_by_in_out_and_balance_in_either_language() -> None:
    assert told(BANK, "moment", "paid", "balance", "counterparty")[0][1:] == (
        298_860,
        1_298_860,
        "财付通支付科技有限公司",
    )
    assert [row[0] for row in told(BANK_ENGLISH, "paid")] == [10_000, -2_550]
    assert [row[0].isoformat() for row in told(BANK, "moment")] == [  # type: ignore[attr-defined]
        "2026-11-03T02:10:33",
        "2026-11-03T09:00:00",
        "2026-11-04T12:00:00",
    ]


def test_names_of_people_and_their_words_are_not_even_read() -> None:
    texts = [WECHAT_BILL, WECHAT_MERCHANT, ALIPAY_TRADE, ALIPAY_BILL, ALIPAY_ACCOUNT, BANK, BANK_ENGLISH]
    for text in texts:
        cells = repr([(line.cells, line.values) for line in draft(text).lines])
        for personal in ("张三", "李四", "饭钱", "13800138000", "Zhang", "6222", "oUpF8", "138****"):
            assert personal not in cells, personal


@pytest.mark.parametrize(
    ("row", "changed", "wrong"),
    [
        (0, ("2,988.60", "2,988.61"), []),
        (1, ("600.00,", "500.00,"), [2]),
        (1, ("12388.60", "12388.61"), [2, 3]),
    ],
)
def test_a_balance_that_does_not_follow_is_told_where_it_breaks(
    row: int, changed: tuple[str, str], wrong: list[int]
) -> None:
    """The first line has none before it: only what stood there before could tell that it is wrong."""
    assert changed[0] in BANK
    lines = draft(BANK.replace(changed[0], changed[1], 1)).lines
    assert [n for n, line in enumerate(lines, start=1) if line.faults] == wrong
    assert all(fault.column == "balance" for line in lines for fault in line.faults)


def test_a_line_that_is_missing_from_a_statement_is_told() -> None:
    head, first, _, last = BANK.strip().splitlines()
    (fault,) = draft(f"{head}\n{first}\n{last}").lines[1].faults
    assert (fault.value, dict(fault.expected.values)) == ("13188.60", {"expected": "13788.60"})


def test_a_statement_told_backwards_in_time_is_as_good() -> None:
    head, *rows = BANK.strip().splitlines()
    assert [line.faults for line in draft("\n".join([head, *reversed(rows)])).lines] == [(), (), ()]


def test_amounts_and_moments_that_cannot_be_are_faults_of_their_row_alone() -> None:
    text = WECHAT_BILL.replace("¥15.00", "¥15.001").replace("2026-11-02 18:22:10", "yesterday")
    faults = [[fault.column for fault in line.faults] for line in draft(text).lines]
    assert faults == [["paid"], ["moment"], [], []]


def test_a_statement_without_a_line_is_refused_and_other_files_are_none() -> None:
    with pytest.raises(FileError, match="^empty$"):
        draft(BANK.splitlines()[0] + "\n合计,,,,\n")
    ((_, sheet),) = opened("x.csv", "编号,场地,日期\n1,gym,2026-11-02\n".encode(), "Asia/Shanghai")
    assert as_statement(sheet) is None
