"""Free text without what leads to a person: it is masked before it is kept, for nobody could take it back out later."""

import re
import unicodedata

from models.payload import one_line

MASK = "●●●"

_DIGIT = r"[0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
PERSONAL = (
    re.compile(r"[A-Za-z0-9._%+-]{1,64} ?@ ?[A-Za-z0-9-]{1,63}(?: ?\. ?[A-Za-z0-9-]{1,63}){1,8}"),  # e-mail
    re.compile(
        r"(?:微信|薇信|[vV][xX]|[wW][xX]|WeChat|[qQ]{2})(?:号码?|群)? ?[:：=＝是为]{0,3} ?(?=[A-Za-z0-9_-]{0,19}\d)[A-Za-z0-9_-]{5,20}"
    ),
    re.compile(rf"(?:\+?86[ -]?)?{_DIGIT}(?:[ .·-]?{_DIGIT}){{2}}(?:[ .·-]?{_DIGIT}){{8,20}}[xX]?"),
    re.compile(rf"{_DIGIT}{{7,22}}[xX]?"),  # a landline without its area, the tail of a number
    re.compile(r"(?<!\d)0\d{2,3}[ )-]{1,2}\d{7,8}"),
)
"""Of more to less: a mail address, an account of a messenger, eleven and more digits however they are grouped (a telephone,
an identity card, a bank card), seven and more in a row.

Every repetition has an end, so that the work grows with the text and no faster: strangers choose the text."""

LONGEST = 2_000
"""Signs of a text that are read: no field of free text keeps as many, and who refuses more does so before."""


def masked(text: str) -> str:
    """The text on one line with MASK in place of numbers and addresses, of half or full width; what is beyond LONGEST is cut.

    Days as 2026-11-22 stay: they have eight digits, and no seven in a row.
    """
    shown = one_line("".join(_narrow(sign) for sign in one_line(text)[:LONGEST]))
    for pattern in PERSONAL:
        shown = pattern.sub(MASK, shown)
    return shown


def _narrow(sign: str) -> str:
    """Letters, digits and what stands in numbers and addresses as ASCII, in which nothing hides; other signs as they are."""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain.isascii() and all(one.isalnum() or one in "@+.-_ " for one in plain) else sign
