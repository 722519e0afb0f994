"""Whom a price is for: the groups that pay less, and as whom somebody pays where a plan does not name them."""

from collections.abc import Mapping
from enum import StrEnum


class Who(StrEnum):
    """Who pays; each is `price.who.<who>` of the catalogue."""

    EVERYBODY = "everybody"
    REDUCED = "reduced"  # entitled to pay less, whatever for
    CHILD = "child"
    SENIOR_60 = "senior_60"  # 60 to 74
    SENIOR_75 = "senior_75"
    DISABLED = "disabled"
    STUDENT = "student"
    VOLUNTEER = "volunteer"


ELSE: Mapping[Who, tuple[Who, ...]] = {
    Who.CHILD: (Who.REDUCED,),
    Who.SENIOR_75: (Who.SENIOR_60, Who.REDUCED),
    Who.SENIOR_60: (Who.REDUCED,),
    Who.DISABLED: (Who.REDUCED,),
    Who.STUDENT: (Who.REDUCED,),
    Who.VOLUNTEER: (Who.REDUCED,),
}
"""As whom somebody pays where a plan does not name them, the nearest first; then like everybody."""

ENTITLED = tuple(who for who in Who if who is not Who.EVERYBODY)
"""Those whom a plan may let pay less."""


def entitled(who: Who | None) -> bool:
    """Whether somebody belongs to a group that may pay less; of whom nobody asked (None) it is not known."""
    return who in ENTITLED
