"""What a posting is in plain words: the till, the meal and the number of a sale, the row of a file, the month of a rent."""

from collections.abc import Callable, Mapping, Sequence

from dashboard.components.account_words import account_words
from dashboard.page import Visit
from models.centre import Space
from models.money.statement import OpenItem
from models.payload import visible
from models.trading_hours import trading_windows

Words = Callable[[Visit, OpenItem, Sequence[str]], Sequence[str]]


def item_words(visit: Visit, one: OpenItem) -> list[str]:
    """Account, place and what it came from, without what is not known."""
    space = _space(visit, one)
    found = [account_words(visit.translate, one.account), visit.translate.name(space.name) if space else ""]
    return [word for word in (*found, *paper_words(visit, one), visible(one.party)) if word]


def paper_words(visit: Visit, one: OpenItem) -> Sequence[str]:
    """What the document behind it is called, and its number."""
    kind, *parts = one.document.split(":")
    return DOCUMENTS.get(kind, _numbered)(visit, one, parts)


def _space(visit: Visit, one: OpenItem) -> Space | None:
    return visit.ports.centre.spaces.get(one.space)  # type: ignore[call-overload, no-any-return]


def _event(visit: Visit, one: OpenItem, parts: Sequence[str]) -> Sequence[str]:
    """The till, the meal in whose hours it was, the number that the till gave it."""
    t = visit.translate
    sensor, number = (*parts, "")[0], ":".join(parts[2:])
    return [
        t("statements.till", till=visible(sensor)),
        _meal(visit, one),
        t("statements.number", n=visible(number)),
    ]


def _meal(visit: Visit, one: OpenItem) -> str:
    space = _space(visit, one)
    if space is None:
        return ""
    windows = trading_windows(space.meals, one.day, visit.ports.calendar, visit.ports.centre.zone_info)
    served = (meal for meal in space.meals if meal.key in windows)
    now = next((meal for meal in served if windows[meal.key].start <= one.at < windows[meal.key].end), None)
    return visit.translate.name(now.name) if now else ""


def _row(visit: Visit, one: OpenItem, parts: Sequence[str]) -> Sequence[str]:
    """Of a file: the row's own number where the file has one."""
    t, number = visit.translate, one.key.rpartition(":")[2]
    told = t("statements.number", n=visible(number)) if number else ""
    return [t("statements.row", n=visible((*parts, "", "")[1])), told]


def _tenancy(visit: Visit, _one: OpenItem, parts: Sequence[str]) -> Sequence[str]:
    return [visit.translate("statements.rent", month=visible((*parts, "", "")[1]))]


def _numbered(visit: Visit, one: OpenItem, parts: Sequence[str]) -> Sequence[str]:
    """Any other document by its kind and number; a kind that has no name by the entry's own number in the book."""
    t, kind = visit.translate, one.document.partition(":")[0]
    if kind not in NAMED:
        return [t("statements.entry", n=one.number)]
    number = ":".join(parts)
    return [t(f"ledger.document.{kind}"), t("statements.number", n=visible(number)) if number else ""]


DOCUMENTS: Mapping[str, Words] = {"event": _event, "row": _row, "tenancy": _tenancy}
"""Documents of which more is said than their kind and number."""

NAMED = frozenset(
    {"voucher", "booking", "session", "statement", "fund", "fund-order", "work", "claim", "standing", "desk"}
)
"""The other kinds that have a name, `ledger.document.<kind>` of the catalogue."""
