"""Entries by themselves: what can be written down at all, and the digest that holds every part of it."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.chart import UnknownAccountError
from models.money.entry import (
    LONGEST_MEMO,
    MOST_FEN,
    Entry,
    EntrySource,
    Posted,
    Posting,
    UnbalancedError,
    digest,
    reversal,
    takes_back,
)

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
LINES = (
    Posting(account="takings", fen=100, space="gym"),
    Posting(account="income.gym", fen=-100, space="gym"),
)
ENTRY = Entry(key="sale:till:1", source=EntrySource.SALE, day=DAY, at=AT, postings=LINES)
POSTED = Posted(number=7, entry=ENTRY, month=DAY.replace(day=1), revision=0, by="chen", posted_at=AT)


@given(st.lists(st.integers(-MOST_FEN, MOST_FEN).filter(bool), max_size=5))
def test_only_lines_that_leave_nothing_make_an_entry(amounts: list[int]) -> None:
    lines = tuple(Posting(account="cash", fen=fen) for fen in amounts)
    if len(lines) >= 2 and sum(amounts) == 0:
        assert replace(ENTRY, postings=lines).postings == lines
    else:
        with pytest.raises(UnbalancedError, match="sale:till:1"):
            replace(ENTRY, postings=lines)


@pytest.mark.parametrize("fen", [0, MOST_FEN + 1, -MOST_FEN - 1, 1.0, True, None])
def test_what_is_no_amount_is_no_line(fen: object) -> None:
    with pytest.raises(ValueError, match="takings"):
        Posting(account="takings", fen=fen)  # type: ignore[arg-type]


def test_an_account_that_is_not_in_the_chart_is_no_line() -> None:
    with pytest.raises(UnknownAccountError, match="income.gymm"):
        Posting(account="income.gymm", fen=1)


@pytest.mark.parametrize(
    "change",
    [
        {"key": ""},
        {"key": "a" * 201},
        {"key": "a\nb"},
        {"memo": "m" * (LONGEST_MEMO + 1)},
        {"memo": "a\0"},
        {"document": "\ud800"},
        {"day": AT},
        {"at": AT.replace(tzinfo=None)},
    ],
)
def test_what_no_database_keeps_is_no_entry(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="entry"):
        replace(ENTRY, **change)  # type: ignore[arg-type]


def test_what_no_database_keeps_is_no_line() -> None:
    with pytest.raises(ValueError, match="takings"):
        Posting(account="takings", fen=1, space="a\0")


def test_an_entry_and_the_one_that_takes_it_back_leave_nothing() -> None:
    back = reversal(POSTED, key="back", day=DAY, at=AT)
    assert [one.fen for one in back.postings] == [-100, 100]
    assert takes_back(back, POSTED)
    assert not takes_back(ENTRY, POSTED)


CHANGES: dict[str, object] = {
    "number": 8,
    "month": date(2026, 12, 1),
    "revision": 1,
    "by": "li",
    "posted_at": AT + timedelta(microseconds=1),
}
ENTRY_CHANGES: dict[str, object] = {
    "key": "other",
    "source": EntrySource.RENT,
    "day": DAY + timedelta(1),
    "at": AT + timedelta(microseconds=1),
    "postings": LINES[::-1],
    "document": "d",
    "memo": "m",
    "reverses": "r",
}
LINE_CHANGES: dict[str, object] = {"account": "cash", "fen": 5}


def line_changes() -> dict[str, object]:
    return {field.name: LINE_CHANGES.get(field.name, "other") for field in fields(Posting)}


def test_every_part_is_in_the_digest() -> None:
    assert set(CHANGES) == {field.name for field in fields(Posted)} - {"entry"}
    assert set(ENTRY_CHANGES) == {field.name for field in fields(Entry)}
    changed = [replace(POSTED, **{name: value}) for name, value in CHANGES.items()]  # type: ignore[arg-type]
    entries = [replace(ENTRY, **{name: value}) for name, value in ENTRY_CHANGES.items()]  # type: ignore[arg-type]
    for name, value in line_changes().items():
        line = replace(LINES[0], **{name: value})  # type: ignore[arg-type]
        entries.append(replace(ENTRY, postings=(line, replace(LINES[1], fen=-line.fen))))
    changed += [replace(POSTED, entry=entry) for entry in entries]
    assert len({digest(POSTED), *map(digest, changed)}) == len(changed) + 1


def test_one_instant_has_one_digest_in_every_zone() -> None:
    china = AT.astimezone(timezone(timedelta(hours=8)))
    assert digest(POSTED) == digest(replace(POSTED, posted_at=china, entry=replace(ENTRY, at=china)))
