"""What the page of the ledger is asked, as it stands in its address: links of other pages lead to exactly such entries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.money.chart import CHART, Line, UnknownAccountError, account_of
from models.money.entry import LONGEST_KEY, MOST_FEN, EntrySource
from models.money.ports import Such

LINE = "line:"
"""An account of an address may be a line of business: all of its accounts."""

FIELDS = (
    *("first", "last", "months", "account", "source", "space", "series"),
    *("building", "party", "text", "amount"),
)
"""What a filter of the address is made of, in the order of the form."""

_MONTHS = re.compile(r"(\d{4}-\d{2})(?:\.\.(\d{4}-\d{2}))?", re.ASCII)
_YUAN = re.compile(r"[−-]?[¥￥]?[−-]?(\d{1,12})(?:\.(\d{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """such: which entries; kept: the fields that were understood, as they go into links; before: below which number the
    page begins; entry: the one that is opened, 0 = none; trial: whether the trial balance is asked for."""

    such: Such
    kept: Mapping[str, str] = field(default_factory=dict)
    before: int | None = None
    entry: int = 0
    trial: bool = False


def ledger_question(query: Mapping[str, str]) -> Asked:
    """What an address asks. Anything that it says wrongly is as if it were not said."""
    fields = {name: query[name].strip() for name in FIELDS if query.get(name, "").strip()}
    read = {name: READ[name](text) for name, text in fields.items()}
    meant = {name: value for name, value in read.items() if value}
    parts = {_PARTS.get(name, name): value for name, value in meant.items()}
    return Asked(
        such=Such(**parts),  # type: ignore[arg-type]
        kept={name: fields[name] for name in meant},
        before=_number(query.get("before", "")) or None,
        entry=_number(query.get("entry", "")),
        trial=query.get("view") == "trial",
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _months(text: str) -> tuple[date, date] | None:
    """2026-10, or 2026-10..2026-12."""
    found = _MONTHS.fullmatch(text)
    if found is None:
        return None
    first, last = _day(f"{found[1]}-01"), _day(f"{found[2] or found[1]}-01")
    return (min(first, last), max(first, last)) if first and last else None


def _accounts(text: str) -> tuple[str, ...]:
    """A key, the beginning of keys with its dot, or a line of business."""
    if text.startswith(LINE):
        line = text.removeprefix(LINE)
        return tuple(
            key for key, one in CHART.items() if one.line is not Line.NONE and one.line.value == line
        )
    if text.endswith("."):
        return (text,) if text.replace(".", "").isalpha() else ()
    try:
        return (account_of(text).key,)
    except UnknownAccountError:
        return ()


def _source(text: str) -> tuple[str, ...]:
    return (text,) if text in set(EntrySource) else ()


def _words(text: str) -> str:
    return text[:LONGEST_KEY]


def _fen(text: str) -> int:
    """Yuan as people write them -> fen; 0 for what is no amount."""
    found = _YUAN.fullmatch(text.replace(",", "").replace("，", ""))
    return min(int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")), MOST_FEN) if found else 0


READ = {
    "first": _day,
    "last": _day,
    "months": _months,
    "account": _accounts,
    "source": _source,
    "space": _words,
    "series": _words,
    "building": _words,
    "party": _words,
    "text": _words,
    "amount": _fen,
}
"""Field of the address -> how it is read; what it gives is false where it says nothing."""

_PARTS = {"account": "accounts", "source": "sources", "amount": "fen"}
"""Fields that Such calls otherwise."""
