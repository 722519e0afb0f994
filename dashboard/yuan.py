"""Amounts as people and spreadsheets read them: fen -> yuan with two decimals, by whole numbers alone."""

from decimal import Decimal

from dashboard.i18n import Translate

_FEN_IN_YUAN = 100


def digits(fen: int) -> str:
    """-123456 -> "−1,234.56": thousands apart, a minus that is as wide as a plus."""
    whole, rest = divmod(abs(fen), _FEN_IN_YUAN)
    return f"{'−' if fen < 0 else ''}{whole:,}.{rest:02}"


def yuan(t: Translate, fen: int) -> str:
    """The amount with its unit. Where nothing is known say so: there is no amount for it."""
    return t("money.yuan", value=digits(fen))


def yuan_cell(fen: int | None) -> Decimal | None:
    """The amount as a decimal number of a CSV file; None stays an empty cell."""
    return None if fen is None else Decimal(fen).scaleb(-2)
