"""The columns of a statement's line, and what its balances say of lines that are missing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import Any

from models.exchange.cell import CellError, choice, day, plain, words
from models.exchange.column import Column, ImportKind, plainly
from models.exchange.sheet import Fault, Line
from models.exchange.statement_words import ORGANISATION
from models.message import Message
from models.money.amount import AmountError, fen_of
from models.money.statement import LineKind, StatementSource

LONGEST_NUMBER = 64

NOON = time(12)
"""When a line happened whose statement tells the day alone."""


_MOMENT = re.compile(r"(.+?)(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?")


def moment(text: str) -> datetime:
    """A day with or without a time; local, as the statement has it."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise CellError("statement_moment")
    try:
        hour, minute, second = (int(part or 0) for part in found.groups()[1:])
        clock = time(hour, minute, second) if found[2] else NOON
        return datetime.combine(day(found[1]), clock)
    except (CellError, ValueError):
        raise CellError("statement_moment") from None


def amount(text: str) -> int:
    """Yuan in any usual spelling, in fen; WeChat writes charges with five decimals, of which three are noughts."""
    try:
        return fen_of(re.sub(r"(\.\d\d)0+$", r"\1", text))
    except AmountError:
        raise CellError("statement_amount") from None


def reference(text: str) -> str:
    """An order number. What has other signs is somebody's words and is not kept."""
    return text if re.fullmatch(r"[0-9A-Za-z_\-:.]{3,64}", text) else ""


def organisation(name: str) -> str:
    """A name that is certainly no person's, else nothing."""
    try:
        bare = plain(name)
    except CellError:
        return ""
    ends = bare.casefold().rstrip("()（） ").endswith(ORGANISATION)
    return bare[:60] if ends and "*" not in bare and not re.search(r"\d{7}", bare) else ""


def balanced(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with a fault at each whose balance is not the one before it and its own amount, be they told forwards or
    backwards in time."""
    told = [n for n, line in enumerate(lines) if line.values and line.values["balance"] is not None]
    pairs = list(pairwise(told))
    forwards = {b: _expected(lines[a], lines[b]) for a, b in pairs}
    backwards = {a: _expected(lines[b], lines[a]) for a, b in pairs}
    wrong = min(_breaks(lines, forwards), _breaks(lines, backwards), key=len)
    return [_faulty(line, wrong[n]) if n in wrong else line for n, line in enumerate(lines)]


def _expected(before: Line, line: Line) -> int:
    then, now = _values(before), _values(line)
    return int(then["balance"] + now["paid"] - now["charge"])


def _values(line: Line) -> dict[str, Any]:
    return dict(line.values or {})


def _breaks(lines: Sequence[Line], expected: dict[int, int]) -> dict[int, int]:
    return {n: fen for n, fen in expected.items() if _values(lines[n])["balance"] != fen}


def _faulty(line: Line, expected: int) -> Line:
    value = line.cells.get("balance", "")
    told = Message("import.expected.statement_balance", {"expected": f"{Decimal(expected).scaleb(-2)}"})
    return replace(
        line, values=None, faults=(Fault(row=line.row, column="balance", value=value, expected=told),)
    )


_SOURCES = {source.value: source.value for source in StatementSource} | {
    "微信支付": "wechat",
    "微信": "wechat",
    "支付宝": "alipay",
    "银行": "bank",
}
_KINDS = {kind.value: kind.value for kind in LineKind}

STATEMENT = ImportKind(
    key="statement",
    columns=(
        Column("key", ("编号", "id", "交易单号"), plainly(words(LONGEST_NUMBER)), example="4200001"),
        Column("statement", ("账户", "account"), plainly(choice(_SOURCES)), required=True, example="wechat"),
        Column("moment", ("时间", "time"), plainly(moment), required=True, example="2026-11-22 12:05"),
        Column("paid", ("金额", "amount"), plainly(amount), required=True, example="15.00"),
        Column("charge", ("手续费", "fee"), plainly(amount), default=0, example="0.09"),
        Column("balance", ("余额", "balance"), plainly(amount), default=None, example="1015.00"),
        Column("order", ("订单号", "reference"), plainly(reference), example="20261122-00007"),
        Column("counterparty", ("对方单位", "counterparty"), plainly(organisation)),
        Column("nature", ("性质", "nature"), plainly(choice(_KINDS)), default="payment", example="payment"),
    ),
    natural=("statement", "moment", "paid", "balance", "order"),
    check=balanced,
)
"""A row of IMPORTS. paid: what the payer paid, in above 0; charge: what the service kept of it."""
