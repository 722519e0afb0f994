"""Files of other systems: tried first, taken in row by row, the same again changes nothing, and undone as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from secrets import token_hex

from models.account import Account, Permission
from models.calendar import Window
from models.exchange.batch import Batch, Batches, BatchRow, Outcome
from models.exchange.columns import House, house
from models.exchange.drafting import fingerprint
from models.exchange.sheet import Draft, Fault, Line
from models.message import Message
from models.ports import Ports
from models.services.bringing import Table, Wanted, subject_id
from models.services.deed import note
from models.services.imported import WAYS
from models.services.regeneration import programme_of
from models.services.strangers import RefusedError, refusal

AROUND = timedelta(days=1)

RIGHTS = (Permission.IMPORT_RUN, *sorted({way.suffices for way in WAYS.values() if way.suffices}))
"""With any of these somebody may bring in files of some kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row and what would become of it. wanted: None where it is faulty or says nothing new."""

    line: Line
    outcome: Outcome
    wanted: Wanted | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What an undoing did. refused: the rows that stay as they are, and why; left: those that it did not come to, all
    above the row `last`."""

    batch: Batch
    rows: int
    refused: Mapping[int, Message]
    left: int
    last: int


def names_of(ports: Ports) -> House:
    """What files may call this centre's own things. Raises RefusedError."""
    offerings = programme_of(ports).offerings
    return house(ports.centre, offerings.kinds(), offerings.organisers())


def dry_run(ports: Ports, draft: Draft) -> list[Judged]:
    """What would become of every row, and which faults the database would find. Writes nothing. Raises RefusedError."""
    kept = _batches(ports)
    keys = [line.key for line in draft.lines if line.values is not None]
    latest, undone = kept.latest(draft.kind, keys), kept.undone(draft.kind, keys)
    judged = [_first_look(ports, draft.kind, line, latest, undone) for line in draft.lines]
    way = WAYS[draft.kind]
    before = way.find(ports, [one.wanted for one in judged if one.wanted])
    table = _table(ports, [one.wanted for one in judged if one.wanted])
    return [_second_look(ports, one, before, latest, table) for one in judged]


def _first_look(
    ports: Ports, kind: str, line: Line, latest: Mapping[str, BatchRow], undone: Mapping[str, int]
) -> Judged:
    if line.values is None:
        return Judged(line=line, outcome=Outcome.FAULTY, faults=line.faults)
    known = latest.get(line.key)
    if known is not None and known.fingerprint == fingerprint(line):
        return Judged(line=line, outcome=Outcome.SAME)
    subject = (
        known.subject if known else subject_id(ports.centre.id, kind, line.key, str(undone.get(line.key, 0)))
    )
    wanted = Wanted(kind=kind, key=line.key, subject=subject, values=line.values)
    return Judged(line=line, outcome=Outcome.NEW, wanted=wanted)


def _second_look(
    ports: Ports, one: Judged, before: Mapping[str, str], latest: Mapping[str, BatchRow], table: Table
) -> Judged:
    if one.wanted is None:
        return one
    wanted = replace(one.wanted, before=before.get(one.wanted.subject, ""))
    way, known = WAYS[wanted.kind], latest.get(wanted.key)
    if known is not None and wanted.before != known.after:
        return _faulty(one, Message("import.changed_since"))
    if wanted.before and wanted.before == way.told(ports, wanted):
        return replace(one, outcome=Outcome.SAME, wanted=None)
    fault = _order_fault(wanted) or way.fault(ports, wanted, table)
    if fault is not None:
        return _faulty(one, fault)
    return replace(one, outcome=Outcome.CHANGED if wanted.before else Outcome.NEW, wanted=wanted)


def _order_fault(wanted: Wanted) -> Message | None:
    start, end = wanted.values.get("start"), wanted.values.get("end")
    wrong = start is not None and end is not None and end <= start
    return Message("import.expected.after_start") if wrong else None


def _faulty(one: Judged, fault: Message) -> Judged:
    told = Fault(row=one.line.row, column="", value="", expected=fault)
    return replace(one, outcome=Outcome.FAULTY, wanted=None, faults=(*one.faults, told))


def _table(ports: Ports, wanted: Sequence[Wanted]) -> Table:
    """The sessions of the time that the rows are about; those which the rows change are looked at anew."""
    table = Table()
    days = [one.values["day"] for one in wanted if "day" in one.values]
    if days:
        zone = ports.centre.zone_info
        first, last = (datetime.combine(day, time(0), tzinfo=zone) for day in (min(days), max(days)))
        span = Window(first - AROUND, last + 2 * AROUND)
        ours = {one.subject for one in wanted}
        table.diary.enter(one for one in programme_of(ports).sessions.within(span) if one.id not in ours)
    return table


def may_bring(ports: Ports, account: Account, kind: str) -> bool:
    """Whether somebody may bring in, and so undo, a batch of this kind, which may hold several kinds of rows."""
    return all(_may_bring_rows(ports, account, one) for one in kind.split(" + "))


def _may_bring_rows(ports: Ports, account: Account, kind: str) -> bool:
    """Each kind asks for its own right beside that to import; of some the right to work with them suffices."""
    centre, way = ports.centre.id, WAYS.get(kind)
    if way is not None and way.suffices is not None and account.may(way.suffices, centre):
        return True
    general = account.may(Permission.IMPORT_RUN, centre)
    return general and (way is None or account.may(way.right, centre))


def kinds_for(ports: Ports, account: Account) -> list[str]:
    """The kinds of rows that somebody may bring in, in the order of WAYS."""
    return [kind for kind in WAYS if may_bring(ports, account, kind)]


def demand_right(ports: Ports, account: Account, kind: str) -> None:
    """Raises RefusedError when somebody may not bring in rows of this kind: a trial tells what is kept, too."""
    if not may_bring(ports, account, kind):
        raise refusal("import.not_allowed")


def begin(ports: Ports, account: Account, kind: str, file: str, digest: str) -> Batch:
    """A new batch. Raises RefusedError when the person may not."""
    demand_right(ports, account, kind)
    batch = Batch(
        id=token_hex(6), kind=kind, file=file[:120], digest=digest, by=account.name, at=ports.clock()
    )
    _batches(ports).put(batch)
    note(ports, account, "import.begin", batch.id, file=batch.file, digest=digest)
    return batch


def take_in(
    ports: Ports, account: Account, batch: Batch, rows: Sequence[Judged]
) -> tuple[Batch, list[Judged]]:
    """Write these rows, each for itself; the batch as it is now, and the rows that were refused after all."""
    kept = _batches(ports)
    refused, written = [], 0
    for one in rows:
        if one.wanted is None:
            continue
        wanted = replace(one.wanted, paper=f"{batch.id}:{one.line.row}")
        try:
            WAYS[wanted.kind].write(ports, account, wanted)
        except RefusedError as error:
            refused.append(_faulty(one, error.message))
            continue
        kept.put_rows([_batch_row(ports, batch, one.line, wanted)])
        written += 1
    batch = replace(batch, rows=batch.rows + written, faulty=batch.faulty + len(refused))
    kept.put(batch)
    return batch, refused


def _batch_row(ports: Ports, batch: Batch, line: Line, wanted: Wanted) -> BatchRow:
    return BatchRow(
        batch=batch.id,
        row=line.row,
        kind=wanted.kind,
        key=line.key,
        subject=wanted.subject,
        fingerprint=fingerprint(line),
        before=wanted.before,
        after=WAYS[wanted.kind].find(ports, [wanted]).get(wanted.subject, ""),
    )


def history(ports: Ports) -> list[Batch]:
    """Every batch, the newest first. Raises RefusedError."""
    return _batches(ports).all()


def undo(
    ports: Ports, account: Account, key: str, below: int | None = None, most: int | None = None
) -> Undone:
    """Take back what a batch did, its last row first; what people changed since stays. Raises RefusedError.

    below, most: only so many rows, of those above a row of the file, for whoever shows how far it is.
    """
    kept = _batches(ports)
    batch = next((one for one in kept.all() if one.id == key), None)
    if batch is None or not kinds_for(ports, account):
        raise refusal("import.no_batch", batch=key[:40])
    demand_right(ports, account, batch.kind)
    standing = [row for row in reversed(kept.rows(key)) if not row.undone]
    rows = [row for row in standing if below is None or row.row < below]
    refused: dict[int, Message] = {}
    ours = {row.subject for row in standing}
    for row in rows[:most]:
        try:
            WAYS[row.kind].undo(ports, account, row, ours)
            kept.put_rows([replace(row, undone=True)])
        except RefusedError as error:
            refused[row.row] = error.message
    done = len(rows[:most]) - len(refused)
    if done == len(standing):
        batch = replace(batch, undone_by=account.name, undone_at=ports.clock())
        kept.put(batch)
    note(ports, account, "import.undo", batch.id, rows=done, refused=len(refused))
    left = len(rows) - len(rows[:most])
    return Undone(batch=batch, rows=done, refused=refused, left=left, last=rows[:most][-1].row if rows else 0)


def _batches(ports: Ports) -> Batches:
    if ports.batches is None:
        raise refusal("import.not_allowed")
    return ports.batches
