"""Documents into the book."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.correction import Corrected, corrected, document_key, first_key, withdrawn
from models.money.entry import Entry, EntrySource, Posting
from tests.models.money.memory import MemoryLedger

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)


def a_sale(key: str, fen: int = 1_500, day: date = DAY) -> Entry:
    postings = (Posting(account="takings", fen=fen), Posting(account="income.gym", fen=-fen))
    return Entry(key=key, source=EntrySource.SALE, day=day, at=AT, postings=postings)


def posted(ledger: MemoryLedger, *entries: Entry, at: datetime = AT) -> Corrected:
    return corrected(ledger, entries, by="sim", at=at)


def told(entries: list[Entry]) -> dict[tuple[date, str], int]:
    """What the book of these documents alone would say."""
    ledger = MemoryLedger()
    posted(ledger, *entries)
    return ledger.sums()


def test_a_document_that_changed_is_taken_back_on_its_day_and_posted_anew() -> None:
    ledger = MemoryLedger()
    posted(ledger, a_sale("sale:till:1"))
    outcome = posted(ledger, a_sale("sale:till:1", 900, DAY + timedelta(days=1)), a_sale("sale:till:2"))
    assert (outcome.posted, outcome.corrected) == (("sale:till:2",), ("sale:till:1",))
    assert [(one.key, one.day, one.postings[0].fen, one.reverses) for one in ledger.entries()] == [
        ("sale:till:1", DAY, 1_500, ""),
        ("sale:till:1~1", DAY, -1_500, "sale:till:1"),
        ("sale:till:1#2", DAY + timedelta(days=1), 900, ""),
        ("sale:till:2", DAY, 1_500, ""),
    ]


def test_what_the_book_says_already_is_left_as_it_is() -> None:
    ledger = MemoryLedger()
    for fen in (1_500, 900, 900, 900):
        outcome = posted(ledger, a_sale("a", fen))
    assert (outcome.same, len(ledger.kept)) == (("a",), 3)


def test_two_who_correct_at_once_write_it_down_once() -> None:
    ledger, slower = MemoryLedger(), MemoryLedger()
    posted(ledger, a_sale("a"))
    slower.kept.update(ledger.kept)
    posted(ledger, a_sale("a", 900))
    posted(slower, a_sale("a", 900), at=AT + timedelta(hours=1))
    assert slower.entries() == ledger.entries()


def test_documents_that_are_no_more_are_taken_back_once_and_may_come_again() -> None:
    ledger = MemoryLedger()
    posted(ledger, a_sale("a"), a_sale("b"))
    assert withdrawn(ledger, ["a", "never"], by="li", at=AT).corrected == ("a",)
    assert withdrawn(ledger, ["a"], by="li", at=AT).same == ("a",)
    assert ledger.sums() == told([a_sale("b")])
    assert posted(ledger, a_sale("a"), a_sale("b")).corrected == ("a",)
    assert ledger.sums() == told([a_sale("a"), a_sale("b")])


def test_a_key_that_looks_like_a_version_is_refused_and_nothing_written() -> None:
    ledger = MemoryLedger()
    with pytest.raises(ValueError, match="'a#2' holds"):
        posted(ledger, a_sale("a"), a_sale("a#2"))
    assert not ledger.kept


def test_documents_that_never_changed_cost_two_keys_each() -> None:
    ledger = MemoryLedger()
    posted(ledger, *(a_sale(str(n)) for n in range(100)))
    ledger.asked = 0
    posted(ledger, *(a_sale(str(n)) for n in range(100)))
    assert ledger.asked == 200


@given(words=st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=2, max_size=2, unique_by=tuple))
def test_no_two_things_share_a_key_whatever_a_device_calls_them(words: list[list[str]]) -> None:
    one, other = (document_key("sale", *name) for name in words)
    assert one != other
    assert a_sale(one).key == one
    assert not set(one) & {"~", "#"}


def test_an_endless_name_still_makes_a_key() -> None:
    assert a_sale(document_key("sale", "till", "x" * 5_000)).key != document_key("sale", "till", "x" * 5_001)


DOCUMENTS = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(1, 3), st.integers(0, 1)))


@given(states=st.lists(DOCUMENTS, min_size=1, max_size=6))
def test_after_any_changes_every_day_says_what_the_documents_of_now_say(
    states: list[dict[str, tuple[int, int]]],
) -> None:
    ledger = MemoryLedger()
    seen: set[str] = set()
    for state in states:
        seen |= state.keys()
        wanted = [a_sale(key, fen, DAY + timedelta(days=later)) for key, (fen, later) in state.items()]
        for _ in range(2):
            posted(ledger, *wanted)
            withdrawn(ledger, seen - state.keys(), by="li", at=AT)
        assert ledger.sums() == told(wanted)
        length = len(ledger.kept)
        assert posted(ledger, *(replace(one) for one in wanted)).same == tuple(state)
        assert len(ledger.kept) == length


def test_the_key_of_a_document_is_that_of_its_first_version() -> None:
    assert [first_key(one) for one in ("rent:t:2026-08", "rent:t:2026-08#3")] == ["rent:t:2026-08"] * 2
