"""Takings and costs from a file: each row is an entry of the book, a changed row corrects it, and an undone one takes it back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time

import msgspec

from models.account import Account, Permission
from models.exchange.batch import BatchRow
from models.message import Message
from models.money.correction import corrected, document_key, newest, withdrawn
from models.money.entry import Entry, EntrySource, Posting
from models.money.ports import DifferentEntryError, Ledger
from models.ports import Ports
from models.services.bringing import Kept, Table, Values, Wanted, Way, as_json, gone
from models.services.strangers import refusal

Lines = Callable[[Values], tuple[Posting, Posting]]


def takings_lines(values: Values) -> tuple[Posting, Posting]:
    """What was paid, and what for."""
    space, fen = values["space"], values["amount"]
    return (
        Posting(account=values["means"], fen=fen, space=space),
        Posting(account=values["line"], fen=-fen, space=space),
    )


def cost_lines(values: Values) -> tuple[Posting, Posting]:
    """What it was for, and from where it was or will be paid."""
    about = {"space": values["space"], "building": values["building"], "party": values["supplier"]}
    fen = values["amount"]
    return (
        Posting(account=values["account"], fen=fen, **about),
        Posting(account=values["paid_from"], fen=-fen, **about),
    )


def _ledger(ports: Ports) -> Ledger:
    if ports.money is None:
        raise refusal("no_books")
    return ports.money.ledger


def _key(kind: str, key: str) -> str:
    return document_key("row", kind, key)


def _entry(ports: Ports, key: str, day: date, lines: Sequence[Posting], memo: str, paper: str) -> Entry:
    return Entry(
        key=key,
        source=EntrySource.IMPORT,
        day=day,
        at=datetime.combine(day, time(12), tzinfo=ports.centre.zone_info).astimezone(UTC),
        postings=tuple(lines),
        document=f"row:{paper}",
        memo=memo,
    )


def _as_json(entry: Entry) -> str:
    """What of an entry the row says: not from which file it came."""
    lines = [{name: word for name, word in asdict(one).items() if word} for one in entry.postings]
    return as_json({"day": entry.day.isoformat(), "lines": lines, "memo": entry.memo})


def _find(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    keys = {_key(one.kind, one.key): one.subject for one in wanted}
    versions = newest(_ledger(ports), keys)
    return {keys[key]: _as_json(one.entry.entry) for key, one in versions.items() if one.stands and one.entry}


def _fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    future = wanted.values["date"] > ports.centre.day_of(ports.clock())
    return Message("import.no_future") if future else None


def _way(lines: Lines) -> Way:
    def made(ports: Ports, wanted: Wanted) -> Entry:
        values = wanted.values
        key = _key(wanted.kind, wanted.key)
        return _entry(ports, key, values["date"], lines(values), values["reference"], wanted.paper)

    def write(ports: Ports, account: Account, wanted: Wanted) -> None:
        _post(ports, account, made(ports, wanted))

    return Way(
        find=_find,
        told=lambda ports, wanted: _as_json(made(ports, wanted)),
        fault=_fault,
        write=write,
        undo=_undo,
        right=Permission.MONEY_ENTER,
    )


def _post(ports: Ports, account: Account, entry: Entry) -> None:
    _permit(ports, account)
    try:
        corrected(_ledger(ports), [entry], by=account.name, at=ports.clock())
    except DifferentEntryError:
        raise gone() from None


def _undo(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    """What stood there before stands there again, or nothing does: by a reversal, never by taking away."""
    _permit(ports, account)
    key, ledger = _key(row.kind, row.key), _ledger(ports)
    kept = newest(ledger, [key])[key]
    if not kept.stands or kept.entry is None or _as_json(kept.entry.entry) != row.after:
        raise gone()
    if not row.before:
        withdrawn(ledger, [key], by=account.name, at=ports.clock())
        return
    told = msgspec.json.decode(row.before)
    before = [Posting(**line) for line in told["lines"]]
    entry = _entry(ports, key, date.fromisoformat(told["day"]), before, told["memo"], "")
    _post(ports, account, replace(entry, document=kept.entry.entry.document))


def _permit(ports: Ports, account: Account) -> None:
    if not account.may(Permission.MONEY_ENTER, ports.centre.id):
        raise refusal("voucher.not_allowed")


TAKINGS, COSTS = _way(takings_lines), _way(cost_lines)
