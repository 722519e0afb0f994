"""Needs follow what becomes of their matches and projects: planned, waiting again, or met."""

from collections.abc import Collection
from dataclasses import replace

from models.account import Account
from models.needs.matching.ask import things_of
from models.needs.need import WANTED, Need, NeedStatus, first_decided
from models.needs.ports import LoopChangedError
from models.needs.project import Project, Stage
from models.ports import Ports
from models.services.deed import done_by
from models.services.loop import needs_of
from models.services.match_board import board

_TRIES = 3
PLANNABLE = WANTED | {NeedStatus.NEW}
"""What a project is begun for; that somebody took it up is its answer."""


def follow_match(ports: Ports, account: Account, need: str) -> None:
    """The need is planned once it is given all it asks for, and waits again where it is not; what a person closed stays."""
    _follow(ports, account, need, "match")


def follow_project(ports: Ports, account: Account, project: Project, before: Collection[str] = ()) -> None:
    """Its needs are planned while it is open, met once it closed, and wait again when nothing of it is to come. A repeat stands
    for the need that it repeats.

    before: needs that stood behind it until now. Twice is the same as once; each change has its line in the trail.
    """
    if ports.loop.needs is None:
        return
    is_met = project.stage is Stage.CLOSED
    mine, others = _heads(ports, project.needs), _heads(ports, before)
    for need in dict.fromkeys((*mine, *others)):
        _follow(ports, account, need, project.number, is_met=is_met and need in mine)


def _heads(ports: Ports, needs: Collection[str]) -> list[str]:
    """Each need, or the one that it repeats."""
    return [one.of or one.id for one in needs_of(ports).find([*needs])] if needs else []


def _follow(ports: Ports, account: Account, key: str, because: str, *, is_met: bool = False) -> None:
    for _ in range(_TRIES):
        found = next(iter(needs_of(ports).find([key])), None)
        if found is None or found.status not in PLANNABLE:
            return
        to = NeedStatus.MET if is_met else _status(ports, found)
        if to is found.status:
            return
        today = ports.centre.day_of(ports.clock())
        met_on = today if to is NeedStatus.MET else None
        after = replace(found, status=to, met_on=met_on, decided_on=first_decided(found, today))
        told = done_by(ports, account, f"need.{to}", found.number, because=because)
        try:
            needs_of(ports).put([after], told)
        except LoopChangedError:  # somebody changed the need meanwhile: look at it anew
            continue
        return


def _status(ports: Ports, need: Need) -> NeedStatus:
    """By what is agreed on and the projects that are open; what nobody took up yet stays new."""
    if _in_project(ports, need) or (need.status in WANTED and _is_given_all(ports, need)):
        return NeedStatus.PLANNED
    return NeedStatus.OPEN if need.status in WANTED else need.status


def _in_project(ports: Ports, need: Need) -> bool:
    projects = ports.loop.projects.all() if ports.loop.projects else ()
    listed = [one.needs for one in projects if one.is_open]
    return any(need.id in some for some in listed) or any(need.id in _heads(ports, some) for some in listed)


def _is_given_all(ports: Ports, need: Need) -> bool:
    if ports.loop.pool is None:
        return False
    ask = board(ports).ask(need)
    return bool(things_of(ask.takes)) and not ask.missing
