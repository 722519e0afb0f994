"""How a need gets in, whoever tells it: checked against what the centre has, masked before it is kept, taken once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex

from models.account import Account, Permission
from models.needs.discretion import masked
from models.needs.need import LONGEST_TEXT, Channel, Need, NeedStatus, WantedTime
from models.needs.number import new_number
from models.needs.ports import LoopChangedError
from models.payload import legible, one_line
from models.ports import Ports
from models.services.deed import done_by
from models.services.loop import needs_of
from models.services.needs import demand, topics
from models.services.strangers import refusal

SHORTEST = 2
MOST_VOICES = 200
MOST_TIMES = 28
"""A week of four parts a day."""

LINKED = frozenset({Channel.PAPER, Channel.FORM})
"""Where nobody looks at a need while it is kept, so that word for word the same is linked to what was said before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was told, as it was typed. source, external: of a form or a file, by which the same again is the same need;
    day: when it was said, None = now."""

    channel: Channel
    topic: str
    text: str
    grid: str = ""
    courtyard: str = ""
    voices: int = 1
    wanted: tuple[WantedTime, ...] = ()
    crowded: tuple[WantedTime, ...] = ()
    crowded_space: str = ""
    source: str = ""
    external: str = ""
    at: datetime | None = None


def checked(ports: Ports, said: Said) -> Said:
    """The same with its text masked and its grid cell known from its courtyard. Raises RefusedError that names what is wrong."""
    known = topics(ports).get(said.topic)
    if known is None or known.retired:
        raise refusal("need.no_topic", topic=said.topic[:40])
    text = _text(said.text)
    if not 1 <= said.voices <= MOST_VOICES:
        raise refusal("need.voices", most=MOST_VOICES)
    if said.crowded_space and said.crowded_space not in ports.centre.spaces:
        raise refusal("need.no_space", space=said.crowded_space[:40])
    if (
        not all(_is_time(one) for one in (*said.wanted, *said.crowded))
        or max(len(said.wanted), len(said.crowded)) > MOST_TIMES
    ):
        raise refusal("need.times")
    return replace(said, text=text, grid=_grid(ports, said))


def _text(typed: str) -> str:
    """Raises RefusedError; what is too long is refused before it is masked."""
    text = masked(typed) if legible(typed) and len(one_line(typed)) <= LONGEST_TEXT else ""
    if not SHORTEST <= len(text) <= LONGEST_TEXT:
        raise refusal("need.text", least=SHORTEST, most=LONGEST_TEXT)
    return text


def _grid(ports: Ports, said: Said) -> str:
    """Raises RefusedError for a cell or a courtyard that the centre does not have, or a courtyard of another cell."""
    cells = ports.centre.grids
    if said.grid and said.grid not in cells:
        raise refusal("need.no_grid", grid=said.grid[:40])
    if not said.courtyard:
        return said.grid
    home = next((code for code, cell in cells.items() if said.courtyard in cell.courtyards), None)
    if home is None or said.grid not in ("", home):
        raise refusal("need.no_courtyard", courtyard=said.courtyard[:40])
    return home


def _is_time(one: WantedTime) -> bool:
    return 0 <= one.weekday < 7 and 0 <= one.start_minute < one.end_minute <= 1440


def say(ports: Ports, said: Said) -> Need:
    """Keep what somebody told without an account. The same form sent twice is one need. Raises RefusedError."""
    return _keep(ports, f"need:{said.channel.value}", said)


def enter(ports: Ports, account: Account, said: Said, subject: str = "") -> Need:
    """Keep what somebody told a person who has an account. Raises RefusedError.

    subject: an id that is given, where a file's row has one; a need of that id is put in its place.
    """
    demand(ports, account, Permission.NEED_ENTER)
    return _keep(ports, account, said, subject)


def made(ports: Ports, said: Said, subject: str = "") -> Need:
    """The need that would be kept. Raises RefusedError."""
    good = checked(ports, said)
    return Need(
        id=subject or token_hex(8),
        number=new_number(),
        received_at=good.at or ports.clock(),
        channel=good.channel,
        topic=good.topic,
        text=good.text,
        grid=good.grid,
        courtyard=good.courtyard,
        voices=good.voices,
        wanted=good.wanted,
        crowded=good.crowded,
        crowded_space=good.crowded_space,
        source=good.source,
        external=good.external,
    )


ENDED = frozenset({NeedStatus.DUPLICATE, NeedStatus.DECLINED, NeedStatus.MET})
"""What is in one of these has no repeats that count with it."""


def _keep(ports: Ports, who: Account | str, said: Said, subject: str = "") -> Need:
    kept = needs_of(ports)
    need = made(ports, said, subject)
    head: Need | None = None
    old = next(iter(kept.find([need.id])), None)
    if old is not None:  # a changed row of a file: what people did with it stays
        mine = {
            name: getattr(old, name) for name in ("number", "status", "of", "reason", "met_on", "revision")
        }
        need = replace(need, **mine)
    elif said.channel in LINKED:
        same = kept.same(need)
        if (again := _sent_before(need, same)) is not None:
            return again
        head = next((one for one in same if one.status not in ENDED), None)
        need = _repeating(need, head)
    told = done_by(
        ports,
        who,
        "need.enter",
        need.number,
        channel=need.channel,
        topic=need.topic,
        grid=need.grid,
        of=need.of,
    )
    try:  # the head is put too: nobody links it elsewhere at the same moment
        return kept.put([need, *([head] if head else [])], told)[0]
    except LoopChangedError:
        if (first := _sent_before(need, kept.same(need))) is not None:
            return first
        if head is None:
            raise refusal("need.changed") from None
        return _keep(ports, who, said, subject)


def _sent_before(need: Need, same: Sequence[Need]) -> Need | None:
    """The same form or slip."""
    pair = (need.source, need.external)
    return next((one for one in same if need.external and (one.source, one.external) == pair), None)


def _repeating(need: Need, head: Need | None) -> Need:
    """Linked at once where the same words were said of the same place; what takes judgement is left to a person."""
    return replace(need, status=NeedStatus.DUPLICATE, of=head.id) if head else need
