"""Postings that wait for a statement, as questions to the database."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
)

from models.db.ledger_rows import ENTRY, LINE
from models.db.tables import StatementAsideRow, StatementTieRow
from models.money.entry import EntrySource
from models.money.statement import AWAITED

TIE: Table = StatementTieRow.__table__  # type: ignore[assignment]

_ASIDE: Table = StatementAsideRow.__table__  # type: ignore[assignment]
_OTHER = ENTRY.alias("other")
_END = TIE.alias("end_of_match")
_TAKEN_BACK = "statement:"


def tied(centre: str, side: str, ref: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a standing match has this end."""
    same = (TIE.c.centre == centre) & (TIE.c.side == side) & (TIE.c.ref == ref) & (TIE.c.ended == "")
    return exists(
        select(literal(1)).where(same).correlate_except(TIE)
    )  # also where it stands two questions deep


def waiting(centre: str, first: date, last: date, accounts: Sequence[str] = AWAITED) -> Select[Any]:
    """Lines of entries on awaited accounts, with `open`: whether no statement line answers to them, and two persons have not
    said that none will.

    What was taken back before any statement showed it is left out with what took it back; so is what a match posted, but
    for the money that it put on a payment service's account: that waits for the bank.
    """
    entry_ref = _ref(ENTRY.c.number)
    is_open = not_(or_(tied(centre, "item", entry_ref), _set_aside(centre, entry_ref)))
    columns = [LINE.c[name] for name in ("number", "place", "account", "fen", "space", "party")]
    facts = [ENTRY.c[name] for name in ("day", "at", "key", "document")]
    return (
        select(*columns, *facts, is_open.label("open"))
        .join_from(LINE, ENTRY, (ENTRY.c.centre == LINE.c.centre) & (ENTRY.c.number == LINE.c.number))
        .where(LINE.c.centre == centre, ENTRY.c.day.between(first, last))
        .where(ENTRY.c.source != EntrySource.OPENING.value)  # no statement shows what stood there before
        .where(
            or_(*_awaited(accounts)), not_(_posted_by_a_match()), not_(_nothing_came_of_it(centre, is_open))
        )
    )


def taken_back_since(centre: str) -> Select[Any]:
    """Matches with a posting that was taken back after it was tied, while no statement shows the money go back."""
    entry_of = (ENTRY.c.centre == _OTHER.c.centre) & (ENTRY.c.key == _OTHER.c.reverses)
    line_of = (LINE.c.centre == ENTRY.c.centre) & (LINE.c.number == ENTRY.c.number)
    end_of = (_END.c.centre == LINE.c.centre) & (_END.c.ref == _ref(ENTRY.c.number))
    shown = tied(centre, "item", _ref(_OTHER.c.number))
    return (
        select(_END.c.match)
        .join_from(_OTHER, ENTRY, entry_of)
        .join(LINE, line_of)
        .join(_END, end_of & (_END.c.side == "item") & (_END.c.ended == ""))
        .where(_OTHER.c.centre == centre, _OTHER.c.reverses.is_not(None), not_(shown))
    )


def tied_on(centre: str, first: date, last: date) -> Select[Any]:
    """Matches with a posting of these days."""
    line_of = (LINE.c.centre == ENTRY.c.centre) & (LINE.c.number == ENTRY.c.number)
    end_of = (_END.c.centre == LINE.c.centre) & (_END.c.ref == _ref(ENTRY.c.number))
    return (
        select(_END.c.match)
        .join_from(ENTRY, LINE, line_of)
        .join(_END, end_of & (_END.c.side == "item"))
        .where(ENTRY.c.centre == centre, ENTRY.c.day.between(first, last))
    )


def sums(centre: str, first: date, last: date) -> Select[Any]:
    """By day, account and whether they are open: how much, and how many."""
    some = waiting(centre, first, last).subquery()
    of = (some.c.day, some.c.account, case((some.c.open, 1), else_=0).label("open"))
    came_in = func.sum(case((some.c.fen > 0, some.c.fen), else_=0)).label("in_fen")
    total = (func.sum(some.c.fen).label("fen"), came_in, func.count().label("count"))
    return select(*of, *total).group_by(*of).order_by(*of)


def _set_aside(centre: str, ref: ColumnElement[str]) -> ColumnElement[bool]:
    agreed = (_ASIDE.c.centre == centre) & (_ASIDE.c.ref == ref) & (_ASIDE.c.approved_by != "")
    return exists(select(literal(1)).where(agreed).correlate_except(_ASIDE))


def _ref(number: ColumnElement[int]) -> ColumnElement[str]:
    return cast(number, String) + "." + cast(LINE.c.place, String)


def _awaited(accounts: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    for key in accounts:
        yield LINE.c.account.startswith(key, autoescape=True) if key.endswith(".") else LINE.c.account == key


def _posted_by_a_match() -> ColumnElement[bool]:
    """The other side of a match's entry, money that has arrived at the bank, and the taking back of either."""
    own = ENTRY.c.key.startswith(literal(_TAKEN_BACK) + LINE.c.account + ":")
    statement = ENTRY.c.source == EntrySource.STATEMENT.value
    undone = and_(ENTRY.c.reverses.is_not(None), ENTRY.c.reverses.startswith(_TAKEN_BACK))
    return or_(and_(statement, or_(LINE.c.account == "bank", not_(own))), func.coalesce(undone, False))


def _nothing_came_of_it(centre: str, is_open: ColumnElement[bool]) -> ColumnElement[bool]:
    """Taken back, or taking back, while no statement had shown it."""
    mine = _OTHER.c.centre == centre
    taken_back = exists(select(literal(1)).where(mine, _OTHER.c.reverses == ENTRY.c.key))
    never_shown = not_(tied(centre, "item", _ref(_OTHER.c.number)))
    takes_back = exists(select(literal(1)).where(mine, _OTHER.c.key == ENTRY.c.reverses, never_shown))
    return and_(is_open, or_(taken_back, takes_back))
