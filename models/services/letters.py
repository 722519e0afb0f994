"""The dead-letter box: what could not be read, looked at, read once more or thrown away, a bounded number at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from models.account import EVERYWHERE, Account, Permission
from models.calendar import Window
from models.centre import CentreId
from models.desk import DeadFilter, DeadLetter, DeadPage, Desk, DeskError
from models.ports import Ports
from models.services.deed import note
from models.services.strangers import RefusedError, desk_of, refusal

PAGE = 25
"""Letters of one page."""

SLICE = 250
"""Letters of one step of a long action: small enough that a step takes a moment and can be stopped in between."""

MOST = 20_000
"""Letters of one action; more are done in a second go."""

Which = tuple[int, int]
"""(shard, id) of a letter."""


class Deed(StrEnum):
    """What can be done with letters."""

    REPLAY = "replay"
    DROP = "drop"


_DEEDS: Mapping[Deed, Callable[[Desk, DeadFilter], int]] = {
    Deed.REPLAY: lambda desk, wanted: desk.replay_dead(wanted),
    Deed.DROP: lambda desk, wanted: desk.drop_dead(wanted),
}

SPANS: Mapping[str, timedelta] = MappingProxyType(
    {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
)
"""How far back the box can be asked to look; anything else = everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One page of the box. number: of the page, from 1."""

    page: DeadPage
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.page.total // PAGE))

    @property
    def kept(self) -> int:
        """Letters of all reasons."""
        return sum(self.page.by_reason.values())


def scope(ports: Ports, account: Account) -> CentreId | None:
    """Whose letters somebody may see: all, for who looks after the whole deployment; else one's centre's and nobody's."""
    return None if account.may(Permission.SENSOR_READ, EVERYWHERE) else ports.centre.id


def wanted(
    ports: Ports, account: Account, *, reason: str = "", topic: str = "", span: str = ""
) -> DeadFilter:
    """The filter that somebody asked for, inside of what they may see."""
    return DeadFilter(
        centre=scope(ports, account), reason=reason, topic=topic.strip(), since=_since(ports.clock(), span)
    )


def _since(now: datetime, span: str) -> datetime | None:
    return now - SPANS[span] if span in SPANS else None


def box(ports: Ports, asked: DeadFilter, number: int = 1) -> Box:
    """A page of the box; a number beyond the last page gives the last one. Raises RefusedError."""
    page = _ask(ports, asked, (max(1, number) - 1) * PAGE, PAGE)
    last = max(1, -(-page.total // PAGE))
    if number > last:
        return Box(page=_ask(ports, asked, (last - 1) * PAGE, PAGE), number=last)
    return Box(page=page, number=max(1, number))


def letter(ports: Ports, account: Account, which: Which) -> DeadLetter | None:
    """One letter, when it is still kept and somebody may see it. Raises RefusedError."""
    found = _ask(ports, DeadFilter(centre=scope(ports, account), ids=(which,)), 0, 1).letters
    return found[0] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Letters that are meant. span: from the receipt of the oldest to just after that of the newest, None = no letter;
    others: letters received inside the span that are not meant."""

    which: Sequence[Which]
    span: Window | None = None
    others: int = 0


def plan(ports: Ports, asked: DeadFilter) -> Plan:
    """Which letters an action on a filter means: fixed once, so that what arrives meanwhile is neither touched nor
    counted. At most MOST, the newest first. Raises RefusedError."""
    found: list[Which] = []
    received: list[datetime] = []
    total = 1
    while len(found) < min(total, MOST):
        page = _ask(ports, asked, len(found), min(SLICE * 4, MOST - len(found)))
        found += [(one.shard, one.id) for one in page.letters]
        received += [one.received_at for one in page.letters]
        total = page.total
        if not page.letters:
            break
    if not received:
        return Plan(which=[])
    span = Window(min(received), max(received) + timedelta(microseconds=1))
    return Plan(which=found, span=span, others=_received(ports, asked.centre, span) - len(found))


def remaining(ports: Ports, account: Account, span: Window, others: int) -> int:
    """How many letters of a plan are unreadable still, or again. Raises RefusedError.

    A letter that is read again in vain comes back by another number but keeps its receipt, and nothing new is received
    in the past: whatever lies in the span beside the others is of the plan.
    """
    return max(0, _received(ports, scope(ports, account), span) - others)


def _received(ports: Ports, centre: CentreId | None, span: Window) -> int:
    since, after = (DeadFilter(centre=centre, since=at) for at in (span.start, span.end))
    return _ask(ports, since, 0, 1).total - _ask(ports, after, 0, 1).total


def step(ports: Ports, account: Account, deed: Deed, which: Sequence[Which]) -> int:
    """Do it to at most SLICE letters; how many it was done to. Raises RefusedError."""
    if not 0 < len(which) <= SLICE:
        raise refusal("slice", n=len(which), most=SLICE)
    asked = replace(DeadFilter(centre=scope(ports, account)), ids=tuple(which))
    try:
        done = _DEEDS[deed](desk_of(ports), asked)
    except DeskError as error:
        raise RefusedError(error.message) from error
    note(ports, account, f"dead_letter.{deed}", asked=len(which), done=done)
    return done


def _ask(ports: Ports, asked: DeadFilter, offset: int, limit: int) -> DeadPage:
    try:
        return desk_of(ports).dead_letters(asked, offset, limit)
    except DeskError as error:
        raise RefusedError(error.message) from error
