"""What somebody typed for a series: brought into one spelling, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.centre import Space, SpaceId
from models.message import Message
from models.programme.activity import ActivityKind, Organiser, OrganiserKind
from models.programme.rule import parse_rule, rule_text
from models.programme.series import Series

LONGEST_TITLE = 80
LONGEST_MINUTES = 24 * 60
MOST_PEOPLE = 10_000
MOST_DATES = 500
"""Extra or left-out dates of one series."""
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def tidied(draft: Series) -> Series:
    """The rule in one spelling, dates in order and once, blanks cut. Raises RuleError."""
    return replace(
        draft,
        title={language: text.strip() for language, text in draft.title.items() if text.strip()},
        rule=rule_text(parse_rule(draft.rule)) if draft.rule.strip() else "",
        extra_dates=tuple(sorted(set(draft.extra_dates))),
        left_out=tuple(sorted(set(draft.left_out))),
    )


def draft_fault(
    draft: Series,
    spaces: Mapping[SpaceId, Space],
    kinds: Sequence[ActivityKind],
    organisers: Sequence[Organiser],
) -> Message | None:
    """The first thing that is wrong (keys `refused.series.*`), None = it can be kept.

    What is retired stays where it is and is refused to new series.
    """
    space = spaces.get(draft.space)
    offered = {one.key for one in kinds if draft.version or not one.retired}
    active = {one.id for one in organisers if draft.version or not one.retired}
    coaches = {one.id for one in organisers if one.kind is OrganiserKind.COACH}
    faults: tuple[tuple[str, bool, Mapping[str, str | int]], ...] = (
        ("title", not draft.title, {}),
        (
            "long_title",
            any(len(text) > LONGEST_TITLE for text in draft.title.values()),
            {"most": LONGEST_TITLE},
        ),
        ("space", space is None or not set(draft.units) <= space.units.keys(), {"space": draft.space}),
        ("kind", draft.kind not in offered, {"kind": draft.kind}),
        ("organiser", draft.organiser not in active, {"name": draft.organiser}),
        ("coach", bool(draft.coach) and draft.coach not in coaches, {"name": draft.coach}),
        (
            "minutes",
            not 0 < draft.minutes <= LONGEST_MINUTES,
            {"minutes": draft.minutes, "most": LONGEST_MINUTES},
        ),
        ("people", not countable(draft.places, draft.expected), {"most": MOST_PEOPLE}),
        ("first", not EARLIEST <= draft.first <= LATEST, {"day": draft.first.isoformat()}),
        ("dates", max(len(draft.extra_dates), len(draft.left_out)) > MOST_DATES, {"most": MOST_DATES}),
    )
    return next((Message(f"refused.series.{key}", values) for key, wrong, values in faults if wrong), None)


def countable(*numbers: int) -> bool:
    """Whether people and places can be so many."""
    return all(0 <= number <= MOST_PEOPLE for number in numbers)
