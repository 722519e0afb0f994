"""One cell of a file that somebody brings: the usual ways of writing a day, a time, a number, each to one value."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, time

from models.message import Message, Value

LONGEST = 500
"""Characters of a cell that anybody could mean."""


class CellError(Exception):
    """A cell that cannot be meant so; `message` (keys `import.expected.*`) says what is expected instead."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.message = Message(f"import.expected.{key}", values)


def plain(text: str) -> str:
    """Full-width digits and signs as plain ones, blanks once, no control characters. Raises CellError when too long."""
    if len(text) > LONGEST:
        raise CellError("shorter", most=LONGEST)
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\r\n" for sign in text):
        raise CellError("printable")
    return " ".join(unicodedata.normalize("NFKC", text).split())


_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|(\d{2})(\d{2}))"
)
_CHINESE_DAY = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
"""What spreadsheets add to a day."""


def day(text: str) -> date:
    """2026-11-22, 2026/11/22, 2026.11.22, 20261122 or the Chinese way."""
    bare = _MIDNIGHT.sub("", text)
    found = _DAY.fullmatch(bare) or _CHINESE_DAY.fullmatch(bare)
    if found is None:
        raise CellError("day")
    try:
        year, month, number = (int(part) for part in found.groups() if part)
        return date(year, month, number)
    except ValueError:
        raise CellError("day") from None


_TIME = re.compile(
    r"(?P<half>上午|早上|中午|下午|晚上|am|pm)? ?(?P<hour>\d{1,2})"
    r"(?:[:点时](?P<minute>\d{1,2})?(?P<thirty>半)?分?(?::00(?:\.0+)?)?)? ?(?P<after>am|pm)?",
    re.IGNORECASE,
)
_AFTERNOON = frozenset({"下午", "晚上", "中午", "pm"})


def clock(text: str) -> time:
    """9:30, 09:30:00, 2:30 pm or the Chinese way, with or without the half of the day."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise CellError("time")
    half = (found["half"] or found["after"] or "").lower()
    hour, minute = int(found["hour"]), 30 if found["thirty"] else int(found["minute"] or 0)
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half in _AFTERNOON)
        if half == "中午" and 22 < hour < 24:
            hour -= 12
    try:
        return time(hour, minute)
    except ValueError:
        raise CellError("time") from None


def number(lowest: int, highest: int) -> Callable[[str], int]:
    """Whole numbers from lowest to highest; spreadsheets may have written 20 as 20.0."""

    def read(text: str) -> int:
        found = re.fullmatch(r"([0-9]{1,9})(?:\.0+)?", text)
        if found is None or not lowest <= int(found[1]) <= highest:
            raise CellError("number", lowest=lowest, highest=highest)
        return int(found[1])

    return read


def words(most: int) -> Callable[[str], str]:
    """A text of at most so many characters."""

    def read(text: str) -> str:
        if len(text) > most:
            raise CellError("shorter", most=most)
        return text

    return read


_SEVERAL = re.compile(r"[,;、 ]+")


def several(text: str) -> tuple[str, ...]:
    """Words with commas or semicolons between them; full-width ones are plain by now."""
    return tuple(part for part in _SEVERAL.split(text) if part)


def days(text: str) -> tuple[date, ...]:
    """Days with commas between them."""
    return tuple(sorted({day(part) for part in several(text)}))


_NAMES_A_PERSON = re.compile(r"\d{7,}")


def party_code(text: str) -> str:
    """A code for the desk: no telephone number and no number of an identity card."""
    if _NAMES_A_PERSON.search(re.sub(r"[ -]", "", text)) or len(text) > 40:
        raise CellError("code")
    return text


def choice(known: Mapping[str, str]) -> Callable[[str], str]:
    """One of the names of `known`, in capital or small letters."""

    def read(text: str) -> str:
        if text.casefold() not in known:
            raise CellError("one_of", names=", ".join(sorted(set(known.values())))[:200])
        return known[text.casefold()]

    return read


_YES_OR_NO: Mapping[str, bool] = {
    **dict.fromkeys(("yes", "y", "true", "1", "是", "已取消", "cancelled"), True),
    **dict.fromkeys(("no", "n", "false", "0", "否"), False),
}


def yes_or_no(text: str) -> bool:
    """Yes or no in either language."""
    if text.casefold() not in _YES_OR_NO:
        raise CellError("one_of", names="是, 否, yes, no")
    return _YES_OR_NO[text.casefold()]
