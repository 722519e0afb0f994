"""By which key the costs of a whole house are shared out among its spaces, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SharingKey(StrEnum):
    """What a space's share goes by; its words are `earnings.key.<key>`."""

    AREA_HOURS = "area_hours"  # square metres x open hours: what is heated, lit and cleaned
    AREA = "area"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingRule:
    """valid_from: the first day of a month, and of every later one until another rule begins."""

    key: SharingKey
    valid_from: date = date.min


USUAL = (SharingRule(key=SharingKey.AREA_HOURS),)
"""Where a centre file says nothing."""


def key_in(rules: Iterable[SharingRule], month: date) -> SharingKey:
    """The key of a month. The newest rule that had begun decides; where none had, the usual one."""
    begun = [one for one in (*rules, *USUAL) if one.valid_from <= month]
    return max(begun, key=lambda one: one.valid_from).key
