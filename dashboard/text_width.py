"""How much room a text takes: a Chinese sign is two columns wide."""

from unicodedata import east_asian_width

_CUT = "…"


def width(text: str) -> int:
    """Columns of a text of signs of one width."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def cut(text: str, most: int) -> str:
    """The text, or as much of it as fits into so many columns with a mark that more was there."""
    if width(text) <= most:
        return text
    kept, room = [], most - width(_CUT)
    for sign in text:
        room -= width(sign)
        if room < 0:
            break
        kept.append(sign)
    return "".join(kept) + _CUT
