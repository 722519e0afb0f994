"""Slips of a sitting from a file: checked like any other need, the same words linked at once, taken back until people worked on them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, time

import msgspec

from models.account import Account, Permission
from models.document import filled, plain
from models.exchange.batch import BatchRow
from models.message import LocalText, Message
from models.needs.need import Channel, Need, NeedStatus, WantedTime
from models.needs.ports import LoopChangedError
from models.ports import Ports
from models.services.bringing import Kept, Table, Wanted, Way, as_json, gone
from models.services.deed import done_by
from models.services.loop import needs_of
from models.services.need_intake import Said, enter, made
from models.services.needs import topics
from models.services.strangers import RefusedError

SOURCE = "file"
SAYS = ("topic", "text", "grid", "courtyard", "voices", "wanted", "crowded", "crowded_space", "received_at")
"""What of a need a row says; the rest came about afterwards."""


def _named(known: Iterable[tuple[str, LocalText]], said: str) -> str:
    """The key of what a file calls by its key or by its name in either language; what is unknown stays as it is."""
    wanted = " ".join(said.split()).casefold()
    fitting = (key for key, name in known if wanted in {word.casefold() for word in (key, *name.values())})
    return next(fitting, said)


def _said(ports: Ports, wanted: Wanted) -> Said:
    values, cells = wanted.values, ports.centre.grids
    noon = datetime.combine(values["date"], time(12), tzinfo=ports.centre.zone_info).astimezone(UTC)
    return Said(
        channel=Channel.PAPER,
        topic=_named(((key, one.name) for key, one in topics(ports).items()), values["topic"]),
        text=values["text"],
        grid=_named(((key, cell.name) for key, cell in cells.items()), values["grid"]),
        courtyard=_named(
            (pair for cell in cells.values() for pair in cell.courtyards.items()), values["courtyard"]
        ),
        voices=values["voices"],
        wanted=_times(values["wanted"]),
        crowded=_times(values["crowded"]),
        crowded_space=values["space"],
        source=SOURCE,
        external=wanted.subject,
        at=noon,
    )


def _times(spans: Iterable[tuple[int, int, int]]) -> tuple[WantedTime, ...]:
    return tuple(
        WantedTime(weekday=weekday, start_minute=start * 60, end_minute=end * 60)
        for weekday, start, end in spans
    )


def _told(need: Need) -> str:
    return as_json({name: plain(getattr(need, name)) for name in SAYS})


def _find(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    return {one.id: _told(one) for one in needs_of(ports).find([row.subject for row in wanted])}


def _told_row(ports: Ports, wanted: Wanted) -> str:
    try:
        return _told(made(ports, _said(ports, wanted)))
    except RefusedError:
        return ""  # its fault says why


def _fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    if wanted.values["date"] > ports.centre.day_of(ports.clock()):
        return Message("refused.need.future")
    try:
        made(ports, _said(ports, wanted))
    except RefusedError as error:
        return error.message
    return None


def _write(ports: Ports, account: Account, wanted: Wanted) -> None:
    enter(ports, account, _said(ports, wanted), wanted.subject)


def _undo(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    """What somebody accepted, declined, linked or planned since stays, and so does what something else rests on."""
    kept = needs_of(ports)
    need = next(iter(kept.find([row.subject])), None)
    untouched = need is not None and (need.status is NeedStatus.NEW or (need.of and need.revision == 1))
    if need is None or not untouched or _told(need) != row.after:
        raise gone()
    told = done_by(ports, account, "need.undo", need.number)
    try:
        if row.before:
            kept.put([_before(need, row.before)], told)
        elif need.id in _rests_on(ports):
            raise RefusedError(Message("import.need_in_use"))
        else:
            kept.remove(need, told)
    except LoopChangedError as error:
        raise gone() from error


def _rests_on(ports: Ports) -> frozenset[str]:
    """Ids of the needs that a project, a match or a motion is for."""
    loop = ports.loop
    projects = loop.projects.all() if loop.projects else []
    matches = loop.pool.matches() if loop.pool else []
    meetings = loop.meetings.all() if loop.meetings else []
    motions = [motion for one in meetings for motion in one.motions]
    bundles = [*(one.needs for one in projects), *(one.needs for one in motions)]
    return frozenset({key for some in bundles for key in some} | {one.need for one in matches})


def _before(need: Need, text: str) -> Need:
    """The need as the row before this one had it."""
    return filled(Need, plain(need) | msgspec.json.decode(text))


NEEDS = Way(
    find=_find,
    told=_told_row,
    fault=_fault,
    write=_write,
    undo=_undo,
    right=Permission.NEED_ENTER,
    suffices=Permission.NEED_EDIT,
)
