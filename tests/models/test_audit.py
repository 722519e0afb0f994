"""The hash chain by itself: whatever is changed, swapped or taken away is found."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.audit import Anchor, AuditEntry, AuditRecord, chain_hash, chained, first_fault, printable

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TEXTS = st.text(max_size=8)
ENTRIES = st.builds(
    AuditEntry,
    at=st.integers(0, 10**9).map(lambda us: AT + timedelta(microseconds=us)),
    actor=TEXTS,
    action=TEXTS,
    subject=TEXTS,
    centre=TEXTS,
    address=TEXTS,
    details=st.dictionaries(TEXTS, TEXTS, max_size=2),
)


def chain(entries: list[AuditEntry]) -> list[AuditRecord]:
    records: list[AuditRecord] = []
    for entry in entries:
        records.append(chained(entry, records[-1] if records else None))
    return records


def anchors(*records: AuditRecord) -> list[Anchor]:
    return [Anchor(record.number, record.hash, AT) for record in records]


@given(st.lists(ENTRIES, max_size=4))
def test_an_untouched_chain_holds(entries: list[AuditEntry]) -> None:
    records = chain(entries)
    assert first_fault(records) is None
    assert first_fault(records, anchors(*records)) is None


@given(st.lists(ENTRIES, min_size=1, max_size=4), ENTRIES, st.data())
def test_a_changed_row_is_found_where_it_is(
    entries: list[AuditEntry], other: AuditEntry, data: st.DataObject
) -> None:
    records = chain(entries)
    place = data.draw(st.integers(0, len(records) - 1))
    assume(records[place].entry != other)
    records[place] = replace(records[place], entry=other)
    assert first_fault(records) == place + 1


@given(st.lists(ENTRIES, min_size=1, max_size=4), st.data())
def test_a_row_taken_away_is_found_with_an_anchor(entries: list[AuditEntry], data: st.DataObject) -> None:
    records = chain(entries)
    anchor = records[-1]
    del records[data.draw(st.integers(0, len(records) - 1))]
    assert first_fault(records, anchors(anchor)) is not None


@given(st.lists(ENTRIES, min_size=2, max_size=4), st.data())
def test_swapped_rows_are_found(entries: list[AuditEntry], data: st.DataObject) -> None:
    records = chain(entries)
    place = data.draw(st.integers(0, len(records) - 2))
    records[place], records[place + 1] = records[place + 1], records[place]
    assert first_fault(records) == place + 1


def test_a_chain_rewritten_from_the_start_is_found_by_an_older_anchor() -> None:
    honest = chain([AuditEntry(at=AT, actor="wang", action=str(n)) for n in range(3)])
    forged = chain([AuditEntry(at=AT, actor="li", action=str(n)) for n in range(4)])
    assert first_fault(forged) is None
    assert first_fault(forged, anchors(*honest)) == 1
    assert first_fault(forged, anchors(honest[-1])) == 3


def test_anchors_that_contradict_each_other_are_a_fault_whatever_the_chain_says() -> None:
    records = chain([AuditEntry(at=AT, actor="wang", action=str(n)) for n in range(3)])
    assert first_fault(records, [*anchors(records[1]), Anchor(2, "another", AT)]) == 2


@given(ENTRIES)
def test_neighbouring_fields_never_run_together(entry: AuditEntry) -> None:
    assume(entry.actor)
    moved = replace(entry, actor=entry.actor[:-1], action=entry.actor[-1] + entry.action)
    assert chain_hash(1, entry, "0") != chain_hash(1, moved, "0")


@pytest.mark.parametrize("name", [field.name for field in fields(AuditEntry)])
def test_every_field_is_in_the_hash(name: str) -> None:
    entry = AuditEntry(at=AT, actor="wang", action="x")
    changes = {"at": AT + timedelta(microseconds=1), "details": {"k": "v"}}
    changed = replace(entry, **{name: changes.get(name, "other")})
    assert chain_hash(1, entry, "0") != chain_hash(1, changed, "0")


def test_one_instant_has_one_hash_in_every_zone() -> None:
    entry = AuditEntry(at=AT, actor="wang", action="x")
    china = replace(entry, at=AT.astimezone(timezone(timedelta(hours=8))))
    assert chain_hash(1, entry, "0") == chain_hash(1, china, "0")


@given(st.text(st.characters()))
def test_a_printable_entry_shows_every_sign_on_one_line(text: str) -> None:
    shown = printable(AuditEntry(at=AT, actor=text, action="x", details={text: text}))
    assert shown.actor.isprintable()
    assert all(key.isprintable() and value.isprintable() for key, value in shown.details.items())
    shown.actor.encode()
