"""Past activities from a file, with what volunteers gave for them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from models.account import Account, Permission
from models.exchange.batch import BatchRow
from models.message import Message
from models.needs.activity import Activity, ActivityStatus, VolunteerWork
from models.needs.ports import Activities
from models.ports import Ports
from models.services.activities import (
    Planned,
    checked,
    give,
    possible_hours,
    put_activity,
    remove_activity,
    take_back,
    today,
)
from models.services.bringing import Kept, Table, Values, Wanted, Way, as_json, gone, title_of
from models.services.loop import activities_of
from models.services.strangers import RefusedError


class _Before(msgspec.Struct):
    """What _as_told wrote."""

    kind: str
    name: dict[str, str]
    day: date
    status: ActivityStatus
    space: str
    attendances: int | None
    persons: int | None
    volunteers: int
    minutes: int


def _typed(values: Values) -> Planned:
    return Planned(
        kind=values["kind"],
        name=title_of(values),
        day=values["day"],
        space=values["space"],
        attendances=values["attendances"],
        persons=values["persons"],
    )


def _activity(ports: Ports, wanted: Wanted) -> Activity:
    """What is brought in was held, counted or not. Raises RefusedError."""
    return replace(checked(ports, _typed(wanted.values), wanted.subject), status=ActivityStatus.HELD)


def _as_told(one: Activity, volunteers: int, minutes: int) -> str:
    told: dict[str, Any] = {
        "kind": one.kind,
        "name": dict(one.name),
        "day": one.day.isoformat(),
        "status": one.status.value,
        "space": one.space,
        "attendances": one.attendances,
        "persons": one.persons,
        "volunteers": volunteers,
        "minutes": minutes,
    }
    return as_json(told)


def _told(ports: Ports, wanted: Wanted) -> str:
    values = wanted.values
    return _as_told(_activity(ports, wanted), values["volunteers"], values["minutes"])


def _kept(kept: Activities, subjects: Collection[str]) -> Kept:
    work: dict[str, tuple[int, int]] = {}
    for one in kept.work():
        people, minutes = work.get(one.activity, (0, 0))
        work[one.activity] = (people + one.volunteers, minutes + one.minutes)
    return {one.id: _as_told(one, *work.get(one.id, (0, 0))) for one in kept.all() if one.id in subjects}


def _find(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    return _kept(activities_of(ports), {one.subject for one in wanted})


def _fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    values = wanted.values
    if values["day"] > today(ports):
        return Message("refused.activity.not_yet")
    try:
        _activity(ports, wanted)
        if values["volunteers"] or values["minutes"]:
            possible_hours(values["volunteers"], values["minutes"])
    except RefusedError as error:
        return error.message
    return None


def _write(ports: Ports, account: Account, wanted: Wanted) -> None:
    _put(ports, account, _activity(ports, wanted), wanted.values["volunteers"], wanted.values["minutes"])


def _put(ports: Ports, account: Account, one: Activity, volunteers: int, minutes: int) -> None:
    """The activity, and its hours anew."""
    kept = activities_of(ports)
    before = next((each.revision for each in kept.all() if each.id == one.id), 1)
    put_activity(ports, account, replace(one, revision=before), "activity.import")
    for work in _work(kept, one.id):
        take_back(ports, account, work.id)
    if volunteers:
        give(ports, account, one.id, volunteers, minutes)


def _work(kept: Activities, activity: str) -> list[VolunteerWork]:
    return [one for one in kept.work() if one.activity == activity]


def _undo(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    kept = activities_of(ports)
    if _kept(kept, {row.subject}).get(row.subject) != row.after:
        raise gone()
    if not row.before:
        remove_activity(ports, account, row.subject)
        return
    told = msgspec.json.decode(row.before, type=_Before)
    one = Activity(
        id=row.subject,
        kind=told.kind,
        name=told.name,
        day=told.day,
        status=told.status,
        space=told.space,
        attendances=told.attendances,
        persons=told.persons,
    )
    _put(ports, account, one, told.volunteers, told.minutes)


ACTIVITIES = Way(
    find=_find,
    told=_told,
    fault=_fault,
    write=_write,
    undo=_undo,
    right=Permission.ACTIVITY_EDIT,
    suffices=Permission.ACTIVITY_EDIT,
)
