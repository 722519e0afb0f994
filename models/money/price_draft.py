"""What somebody typed for a price plan, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from itertools import combinations

from models.message import Message
from models.money.price import Band, Concession, PlanVersion, Way

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""What a plan may be called: the rule of centre files."""

LONGEST_NAME = 80
LONGEST_DECISION = 200
DEAREST = 10_000_00
"""Ten thousand yuan for one use or hour: above it somebody slipped."""

WHOLE_BP = 10_000
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)

_MOST: Mapping[Way, int] = {Way.SHARE: WHOLE_BP, Way.OFF: DEAREST, Way.FIXED: DEAREST}


def plan_fault(draft: PlanVersion) -> Message | None:
    """The first thing that is wrong (keys `refused.price.*`), None = it can be proposed."""
    wrong = next((key for key, is_wrong in DRAFT_FAULTS.items() if is_wrong(draft)), None)
    return Message(f"refused.price.{wrong}", _VALUES) if wrong else None


def band_end(band: Band) -> time:
    """24:00 is the day's last instant."""
    return time.max if band.end == time(0) else band.end


def _named(draft: PlanVersion) -> bool:
    return bool(draft.name) and all(
        0 < len(text.strip()) <= LONGEST_NAME and text.isprintable() for text in draft.name.values()
    )


def _payable(*amounts: int | None) -> bool:
    return all(one is None or 0 <= one <= DEAREST for one in amounts)


def bands_meet(one: Band, other: Band) -> bool:
    """Whether both would price the same moment."""
    return bool(one.days & other.days) and one.start < band_end(other) and other.start < band_end(one)


def _unreal(one: Concession) -> bool:
    return not 0 <= one.amount <= _MOST[one.way]


DRAFT_FAULTS: Mapping[str, Callable[[PlanVersion], bool]] = {
    "key": lambda one: not KEY.fullmatch(one.plan),
    "name": lambda one: not _named(one),
    "amount": lambda one: (
        not _payable(one.base_fen, one.cap_fen, one.cap_month_fen, *(band.fen for band in one.bands))
    ),
    "band": lambda one: any(not band.days or band_end(band) <= band.start for band in one.bands),
    "bands_meet": lambda one: any(bands_meet(*pair) for pair in combinations(one.bands, 2)),
    "concession": lambda one: any(map(_unreal, one.concessions)),
    "concession_twice": lambda one: len({row.who for row in one.concessions}) < len(one.concessions),
    "days": lambda one: not EARLIEST <= one.valid_from <= (one.valid_to or LATEST) <= LATEST,
    "decision": lambda one: len(one.decision) > LONGEST_DECISION or not one.decision.isprintable(),
}
"""Why a version cannot be, in the order in which it is said: `refused.price.<key>` of the catalogue."""

_VALUES = {"name": LONGEST_NAME, "most": DEAREST // 100, "decision": LONGEST_DECISION}
