"""How long residents wait for an answer: the median of days until somebody first decided, told by topic."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from models.needs.heat import outcome, said_once
from models.needs.need import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Of the needs about one topic, repeats left out. days: median, None = of none is it known; known: of how many it is;
    closed: share of 1 that has an answer for good."""

    topic: str
    needs: int
    voices: int
    known: int
    days: float | None
    closed: float | None


def days_to_answer(need: Need, day_of: Callable[[datetime], date]) -> int | None:
    """Local days from when it came to the first decision; None = none, or unknown, which is not 0."""
    return None if need.decided_on is None else max(0, (need.decided_on - day_of(need.received_at)).days)


def answering(
    needs: Sequence[Need], topics: Sequence[str], day_of: Callable[[datetime], date]
) -> list[Answering]:
    """In the order of the topics; one without needs is left out."""
    found = [_of(topic, [one for one in needs if one.topic == topic], day_of) for topic in topics]
    return [one for one in found if one.needs]


def _of(topic: str, needs: Sequence[Need], day_of: Callable[[datetime], date]) -> Answering:
    told, once = outcome(needs), said_once(needs)
    days = [waited for one in once if (waited := days_to_answer(one, day_of)) is not None]
    return Answering(
        topic=topic,
        needs=told.needs,
        voices=told.voices,
        known=len(days),
        days=median(days) if days else None,
        closed=told.closed,
    )
