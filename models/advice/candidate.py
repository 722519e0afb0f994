"""A change that could be advised, before it is weighed; and the same as the text that a query is asked with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from models.advice.action import Action
from models.centre import SpaceId
from models.spell import Spell

_DAY_MINUTES = 24 * 60
_PARTS = ("space", "weekdays", "start", "end", "first", "weeks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """As of Recommendation. source: None where nothing is taken from anywhere."""

    action: Action
    target: Spell
    source: Spell | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def series(self) -> str:
        """The series that it changes or is modelled on, "" = none."""
        return self.parameters.get("series", "")


def half_of(at: time, *, ends: bool = False) -> int:
    """The half hour that begins at a local time, 0..47; of an end the first one that is over, so midnight is 48."""
    minutes = at.hour * 60 + at.minute
    if not ends:
        return minutes // 30
    return -(-minutes // 30) or 48


def clock_of(half: int) -> time:
    """The local time at which a half hour begins; 48 is midnight."""
    return (datetime.combine(date.min, time(0)) + timedelta(minutes=30 * half)).time()


def after(start: time, minutes: int) -> time:
    """The local time so many minutes later; the day's end is midnight."""
    return (datetime.combine(date.min, start) + timedelta(minutes=min(minutes, _DAY_MINUTES))).time()


def minutes_of(spell: Spell) -> int:
    """How long it is on each of its days."""
    start, end = (one.hour * 60 + one.minute for one in (spell.start, spell.end))
    return (end - start) % _DAY_MINUTES or _DAY_MINUTES


def moved(candidate: Candidate, target: Spell) -> Candidate:
    """The same change elsewhere."""
    return replace(candidate, target=target)


def given_of(candidate: Candidate) -> dict[str, str]:
    """All of it as text."""
    given = {"action": candidate.action.value, **_told("target", candidate.target)}
    if candidate.source is not None:
        given |= _told("source", candidate.source)
    return given | {f"with.{name}": value for name, value in candidate.parameters.items()}


def candidate_of(given: Mapping[str, str]) -> Candidate:
    """What given_of() was given."""
    return Candidate(
        action=Action(given["action"]),
        target=_spell("target", given),
        source=_spell("source", given) if "source.space" in given else None,
        parameters={
            name.removeprefix("with."): text for name, text in given.items() if name.startswith("with.")
        },
    )


def window_of(spell: Spell) -> dict[str, str]:
    """Where and when, as a query of measured use is asked."""
    return {
        "space": spell.space,
        "weekdays": ",".join(map(str, spell.weekdays)),
        "start": str(half_of(spell.start)),
        "end": str(half_of(spell.end, ends=True)),
    }


def _told(part: str, spell: Spell) -> dict[str, str]:
    days = ",".join(map(str, spell.weekdays))
    texts = (
        *(spell.space, days, spell.start.isoformat(), spell.end.isoformat()),
        *(spell.first.isoformat(), str(spell.weeks)),
    )
    return {f"{part}.{name}": text for name, text in zip(_PARTS, texts, strict=True)}


def _spell(part: str, given: Mapping[str, str]) -> Spell:
    space, days, start, end, first, weeks = (given[f"{part}.{name}"] for name in _PARTS)
    return Spell(
        space=SpaceId(space),
        weekdays=tuple(map(int, days.split(","))),
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        first=date.fromisoformat(first),
        weeks=int(weeks),
    )
