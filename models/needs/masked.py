"""Free text without what would lead to a person: numbers of phones, identity cards and bank cards, and mail addresses."""

import re
import unicodedata

MASK = "●●●"

_MAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}"
_IDENTITY = r"(?<!\d)\d(?:[ -]?\d){16}[ -]?[\dXx](?![\dA-Za-z])"
_DIGITS = r"(?<!\d)\+?\d(?:[ \-.·]{0,2}\d){6,22}(?!\d)"
"""Seven and more digits, however they are grouped: landlines, mobiles, cards. Years, amounts and hours are shorter."""

_PERSONAL = re.compile(f"{_MAIL}|{_IDENTITY}|{_DIGITS}", re.ASCII)
_DATES = re.compile(r"(?:19|20)\d\d([-.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])", re.ASCII)


def masked(text: str) -> str:
    """The text with each of them as ●●●, full-width digits too; dates stay. Line breaks and control signs become blanks."""
    plain = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in _narrow(text))
    hidden = _PERSONAL.sub(lambda found: found[0] if _DATES.fullmatch(found[0]) else MASK, plain)
    return " ".join(hidden.split())


def _narrow(text: str) -> str:
    """Digits and signs of any script as ASCII, so that none hides a number; all other signs stay."""
    return "".join(_ascii(sign) for sign in text)


def _ascii(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    return (
        unicodedata.normalize("NFKC", sign)
        if "\uff01" <= sign <= "\uff5e" and sign not in "，。！？；：（）"
        else sign
    )
