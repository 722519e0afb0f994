"""Lines of statements from a file."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import msgspec

from models.account import Account, Permission
from models.exchange.batch import BatchRow
from models.message import Message
from models.money.statement import SET_ASIDE, LineKind, StatementLine, Statements, StatementSource, TiedError
from models.ports import Ports
from models.services.bringing import Kept, Table, Values, Wanted, Way, as_json, gone
from models.services.strangers import RefusedError, refusal


def statements_of(ports: Ports) -> Statements:
    """Raises RefusedError where this deployment keeps no books."""
    if ports.money is None:
        raise refusal("no_books")
    return ports.money.statements


def line_of(ports: Ports, key: str, values: Values) -> StatementLine:
    """What a row says, as a line of the centre's books."""
    at = values["moment"].replace(tzinfo=ports.centre.zone_info).astimezone(UTC)
    source, kind = StatementSource(values["statement"]), LineKind(values["nature"])
    arrives = source is StatementSource.BANK and kind is LineKind.TRANSFER
    return StatementLine(
        source=source,
        id=key,
        at=at,
        day=ports.centre.day_of(at),
        fen=values["paid"] - values["charge"],
        fee_fen=values["charge"],
        balance_fen=values["balance"],
        kind=kind,
        reference=values["order"],
        party=values["counterparty"],
        aside=kind.value if kind in SET_ASIDE and not arrives else "",
    )


def _find(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    refs = {f"{one.values['statement']}:{one.key}": one.subject for one in wanted}
    return {refs[line.ref]: _as_json(line) for line in statements_of(ports).by_refs(refs)}


def _as_json(line: StatementLine) -> str:
    return as_json(asdict(line) | {"at": line.at.isoformat(), "day": line.day.isoformat()})


def _told(ports: Ports, wanted: Wanted) -> str:
    return _as_json(line_of(ports, wanted.key, wanted.values))


def _fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    if not wanted.values["paid"] and not wanted.values["charge"]:
        return Message("import.expected.statement_amount")
    late = wanted.values["moment"].replace(tzinfo=ports.centre.zone_info) > ports.clock()
    return Message("import.not_yet_paid") if late else None


def _write(ports: Ports, _account: Account, wanted: Wanted) -> None:
    _put(ports, line_of(ports, wanted.key, wanted.values))


def _put(ports: Ports, line: StatementLine) -> None:
    try:
        statements_of(ports).put([line])
    except TiedError:
        raise RefusedError(Message("refused.statement_tied")) from None


def _undo(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    if not account.may(Permission.MONEY_ENTER, ports.centre.id):
        raise refusal("not_your_books")
    line = _from_json(row.after)
    kept = statements_of(ports).by_refs([line.ref])
    if [_as_json(one) for one in kept] != [row.after]:
        raise gone()
    if row.before:
        _put(ports, _from_json(row.before))
        return
    try:
        statements_of(ports).remove(line.ref)
    except TiedError:
        raise RefusedError(Message("refused.statement_tied")) from None


def _from_json(text: str) -> StatementLine:
    told = msgspec.json.decode(text)
    at, day = datetime.fromisoformat(told["at"]), datetime.fromisoformat(told["day"]).date()
    source, kind = StatementSource(told["source"]), LineKind(told["kind"])
    return StatementLine(**told | {"at": at, "day": day, "source": source, "kind": kind})


STATEMENTS = Way(find=_find, told=_told, fault=_fault, write=_write, undo=_undo, right=Permission.MONEY_ENTER)
