"""The cases that the estimator is judged by: one row each."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is wrong with the room's counters.

    miscount: share of passages that each side of each door miscounts, always; bias: share of one side that all doors
    miss on top, always; abreast: share of those beside others of their group who are hidden, always, in a room of groups;
    dead: the main door does not count on the judged days; silent_min: it is not heard for so long and counts on;
    reset: both doors forget their totals at noon.
    """

    key: str
    miscount: float = 0.02
    bias: float = 0.0
    abreast: float = 0.0
    dead: bool = False
    silent_min: float = 0.0
    reset: bool = False


CASES: Mapping[str, Case] = {
    case.key: case
    for case in (
        Case(key="2 %"),
        Case(key="5 %", miscount=0.05),
        Case(key="10 %", miscount=0.10),
        Case(key="one-sided", bias=0.06),
        Case(key="dead door", dead=True),
        Case(key="noon reset", reset=True),
        Case(key="silent hour", silent_min=60.0),
        Case(key="abreast", abreast=0.25),
    )
}
