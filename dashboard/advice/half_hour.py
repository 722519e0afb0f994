"""What is expected in one half hour of one space, as the week's picture shows it."""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How quiet a half hour will be; each has its word, its sign and its pattern."""

    SURELY = "surely"
    PROBABLY = "probably"
    USUAL = "usual"
    PEAK = "peak"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfHour:
    """start: minutes after the local midnight. people, low, high: expected and its 80 % band, None = nothing can be said."""

    start: int
    people: float | None
    low: float | None
    high: float | None
    capacity: float
    tier: Tier
