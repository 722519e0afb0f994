"""What the book says was paid for a project: lines of accounts that hold money, with the project's budget line as their party."""

import re
from collections.abc import Iterable, Mapping

from models.money.chart import AccountKind, account_of
from models.money.entry import Posting

HOLDS_MONEY = ("bank", "cash", "takings", "wechat", "alipay")
"""Accounts that money leaves when something is paid."""

_CODE = re.compile(r"P\d{4}-\d{3,6}/[a-z0-9]{1,8}")


class OverpaidError(ValueError):
    """More than may be paid. code: of the budget line; most: fen that may be paid of it in all."""

    def __init__(self, code: str, most: int) -> None:
        super().__init__(f"project line '{code}' may pay {most} fen in all")
        self.code = code
        self.most = most


def line_code(number: str, line: str) -> str:
    """How a budget line of a project is named as the party of a posting: "P2026-003/1"."""
    return f"{number}/{line}"


def is_line_code(party: str) -> bool:
    return _CODE.fullmatch(party) is not None


def split_code(code: str) -> tuple[str, str]:
    """The project's number and the line."""
    number, _, line = code.partition("/")
    return number, line


def paid_now(postings: Iterable[Posting]) -> Mapping[str, int]:
    """What these postings pay, by budget line: fen that leave; below 0 = given back."""
    found: dict[str, int] = {}
    for one in postings:
        if one.account in HOLDS_MONEY and is_line_code(one.party):
            found[one.party] = found.get(one.party, 0) - one.fen
    return found


def unproved(postings: Iterable[Posting]) -> str:
    """The budget line that an entry names and does not pay as it says, "" = none: what it costs there must leave accounts that
    hold money under the same name, and no money may leave beside it. Nothing is owed, paid from deposits or moved on to it."""
    lines = list(postings)
    open_fen: dict[str, int] = {}
    for one in lines:
        if is_line_code(one.party):
            told = (
                one.fen
                if one.account in HOLDS_MONEY or account_of(one.account).kind is AccountKind.COST
                else 0
            )
            open_fen[one.party] = open_fen.get(one.party, 0) + told
    beside = any(one.account in HOLDS_MONEY and one.fen < 0 and not is_line_code(one.party) for one in lines)
    return next((code for code, fen in open_fen.items() if fen > 0 or beside), "")
