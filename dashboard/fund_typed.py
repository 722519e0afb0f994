"""What people typed into the forms of the fund, read as a rule, an amount, a share."""

import re
from datetime import date

from dashboard.answer import Fields
from models.message import LocalText
from models.money.amount import AmountError, fen_of
from models.money.fund.rule import WHOLE_POINTS, Base, Bucket, FundRule, Payoff, Purpose
from models.services.strangers import refusal

_SHARE = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?")
_LONGEST = 40
MOST_ROWS = 12


def points_of(text: str) -> int | None:
    """ "33.33" -> 3333 basis points; None for what is no share from 0.01 to 100 per cent."""
    found = _SHARE.fullmatch(text.strip()) if text.isascii() else None
    points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else 0
    return points if 0 < points <= WHOLE_POINTS else None


def amount_of(fields: Fields) -> int:
    """Fen above 0. Raises RefusedError."""
    text = fields.get("amount", "")
    try:
        fen = fen_of(text)
    except AmountError as error:
        raise refusal("fund.amount") from error
    if fen <= 0:
        raise refusal("fund.amount")
    return fen


def month_typed(text: str) -> date:
    """ "2026-04", or a date of it. Raises RefusedError."""
    try:
        return date.fromisoformat(f"{text.strip()[:7]}-01")
    except ValueError as error:
        raise refusal("typed.day", value=text[:_LONGEST]) from error


def rule_of(fields: Fields) -> FundRule:
    """A draft; rows of buckets without a key are left out. Raises RefusedError."""
    base, payoff = fields.get("base", ""), fields.get("payoff", "")
    if base not in set(Base) or payoff not in set(Payoff):
        raise refusal("no_deed")
    rows = [n for n in range(MOST_ROWS) if fields.get(f"key{n}", "").strip()]
    return FundRule(
        version=0,
        buckets=tuple(_bucket(fields, n) for n in rows),
        valid_from=month_typed(fields.get("valid_from", "")),
        decision=fields.get("decision", "").strip(),
        base=Base(base),
        accounts=_accounts(fields) if base == Base.CUSTOM else (),
        payoff=Payoff(payoff),
    )


def _accounts(fields: Fields) -> tuple[str, ...]:
    """Those that are ticked."""
    return tuple(key for name, key in fields.items() if name == f"account.{key}")


def _bucket(fields: Fields, n: int) -> Bucket:
    purpose = fields.get(f"purpose{n}", "")
    if purpose not in set(Purpose):
        raise refusal("no_deed")
    return Bucket(
        key=fields[f"key{n}"].strip(),
        purpose=Purpose(purpose),
        points=points_of(fields.get(f"share{n}", "")) or 0,
        name=_name(fields, n),
    )


def _name(fields: Fields, n: int) -> LocalText:
    typed = {"zh-Hans": fields.get(f"zh{n}", "").strip(), "en": fields.get(f"en{n}", "").strip()}
    return {locale: words[:_LONGEST] for locale, words in typed.items() if words}
