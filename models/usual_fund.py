"""How a centre file shares proceeds out until people of the centre have decided."""

from dataclasses import dataclass, field

from models.message import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualBucket:
    """purpose: what it is spent on, a Purpose of the fund; points: of 10,000; name: empty = what the catalogue calls it."""

    key: str
    purpose: str
    points: int
    name: LocalText = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualFund:
    """[fund] of a centre file. base, payoff: words of the fund's rule."""

    base: str
    payoff: str
    buckets: tuple[UsualBucket, ...]
