"""An amount of money as somebody wrote it, to whole fen: by its digits alone, so that no fraction is ever rounded."""

import re
import unicodedata

from models.money.entry import MOST_FEN

_AMOUNT = re.compile(r"(-)?¥?(-)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,13})(?:\.([0-9]{1,2}))?元?")
"""One sign at most, before or after the mark of the currency; commas only where thousands end."""


class AmountError(ValueError):
    """A text that is no amount in yuan with at most two decimals."""


def fen_of(text: str) -> int:
    """1234.5, 1,234.50, ￥1,234.50, full-width digits, 12 元, -3.20. Raises AmountError, also for three decimals."""
    bare = "".join(unicodedata.normalize("NFKC", text).replace("\u2212", "-").split())
    found = _AMOUNT.fullmatch(bare)
    if found is None or (found[1] and found[2]):
        raise AmountError(f"{text[:40]!r} is no amount in yuan with at most two decimals")
    fen = int(found[3].replace(",", "")) * 100 + int((found[4] or "").ljust(2, "0"))
    if fen > MOST_FEN:
        raise AmountError(f"{text[:40]!r} is more than anybody here has")
    return -fen if found[1] or found[2] else fen
