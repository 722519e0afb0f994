"""The form of a voucher as it was typed; what cannot be read is refused with its value."""

from collections.abc import Iterator

from dashboard.answer import Fields
from dashboard.components.typed import day_of
from models.money.amount import AmountError, fen_of
from models.money.chart import UnknownAccountError
from models.money.entry import Posting
from models.money.voucher import MOST_LINES
from models.services.strangers import refusal
from models.services.vouchers import Typed

WORDS = ("space", "building", "party")


def typed_voucher(fields: Fields) -> Typed:
    """Lines that name nobody are for the project that the voucher pays, if it pays one. Raises RefusedError."""
    return Typed(
        day=day_of(fields, "day"),
        lines=tuple(_lines(fields)),
        memo=fields.get("memo", ""),
        reference=fields.get("reference", ""),
        about=fields.get("about", ""),
    )


def _lines(fields: Fields) -> Iterator[Posting]:
    for n in range(MOST_LINES):
        account, debit, credit = (
            fields.get(f"{name}{n}", "").strip() for name in ("account", "debit", "credit")
        )
        if not (debit or credit):
            continue
        if not account or (debit and credit):
            raise refusal("voucher.line", n=n + 1)
        yield _line(account, _fen(debit) if debit else -_fen(credit), n, fields)


def _line(account: str, fen: int, n: int, fields: Fields) -> Posting:
    said = {name: fields.get(f"{name}{n}", "").strip()[:64] for name in WORDS}
    said["party"] = said["party"] or fields.get("project", "").strip()[:64]
    try:
        return Posting(account=account, fen=fen, **said)
    except UnknownAccountError as error:
        raise refusal("voucher.line", n=n + 1) from error


def _fen(text: str) -> int:
    try:
        fen = fen_of(text)
    except AmountError:
        fen = 0
    if fen <= 0:
        raise refusal("voucher.amount", value=text[:40])
    return fen
