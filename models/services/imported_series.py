"""Series from a file, whose dates go into the timetable as those of any series."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import msgspec

from models.account import Account
from models.exchange.batch import BatchRow
from models.message import Message
from models.ports import Ports
from models.programme.draft import tidied
from models.programme.edit import Scope
from models.programme.rule import RuleError
from models.programme.series import HolidayPolicy, Series
from models.services import programme
from models.services.bringing import Kept, Table, Wanted, Way, as_json, gone, title_of
from models.services.strangers import RefusedError

_SERIES_TOLD = (
    *("space", "units", "kind", "organiser", "coach", "title", "first", "start", "minutes", "rule"),
    *("extra_dates", "left_out", "holiday_policy", "places", "expected", "ended"),
)


def _series_told(one: Series) -> str:
    return as_json({name: getattr(one, name) for name in _SERIES_TOLD})


def _series(wanted: Wanted, kept: Series | None = None) -> Series:
    same = [name for name in _SERIES_TOLD if name not in ("title", "holiday_policy", "ended")]
    fields = {name: wanted.values[name] for name in same} | {
        "title": title_of(wanted.values),
        "holiday_policy": HolidayPolicy(wanted.values["holiday_policy"]),
    }
    if kept is not None:
        return replace(kept, **fields)
    return Series(id=wanted.subject, external_id=wanted.key, **fields)


def _wanted_told(wanted: Wanted) -> str:
    try:
        return _series_told(tidied(_series(wanted)))
    except RuleError:
        return ""  # it will be refused in words


def _one_series(ports: Ports, key: str) -> Series | None:
    return next((one for one in programme.all_series(ports) if one.id == key), None)


def _find_series(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    subjects = {one.subject for one in wanted}
    return {one.id: _series_told(one) for one in programme.all_series(ports) if one.id in subjects}


def _series_fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    try:
        programme.preview(ports, _series(wanted, _one_series(ports, wanted.subject)), most=1)
    except RefusedError as refused:
        return refused.message
    return None


def _write_series(ports: Ports, account: Account, wanted: Wanted) -> None:
    kept = _one_series(ports, wanted.subject)
    draft = _series(wanted, kept)
    if kept is None:
        programme.save(ports, account, draft)
    else:
        programme.carry(ports, account, programme.change(ports, draft, Scope.ALL, draft.first))


def _undo_series(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    kept = _one_series(ports, row.subject)
    if kept is None or _series_told(kept) != row.after:
        raise gone()
    if not row.before:
        programme.carry(ports, account, programme.end(kept.id, kept.version, kept.first))
        return
    before = msgspec.convert(
        msgspec.json.decode(row.before)
        | {"id": kept.id, "version": kept.version, "external_id": kept.external_id},
        Series,
    )
    programme.carry(ports, account, programme.change(ports, before, Scope.ALL, before.first))


SERIES = Way(
    find=_find_series,
    told=lambda _, wanted: _wanted_told(wanted),
    fault=_series_fault,
    write=_write_series,
    undo=_undo_series,
)
