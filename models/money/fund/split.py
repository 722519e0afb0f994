"""One split: what there is to share out, what each bucket gets of it, and what stands after it. Never a fen lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.money.fund.rule import HELD, Bucket, FundRule, Payoff
from models.money.fund.turn import dealt


class PayoffAwaitedError(ValueError):
    """The debt is covered, and the rule says that people decide what follows. surplus: fen above the debt."""

    def __init__(self, surplus: int) -> None:
        super().__init__(f"{surplus} fen more than the debt: a new decision is awaited")
        self.surplus = surplus


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a version of the rule has come. carried: months that ended below 0 and are not made up for yet, 0 or less.

    whole: all that was ever shared out under the version; moved: how much of it went from repayment to other buckets.
    """

    carried: int = 0
    whole: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Every step, in fen. base + released + carried = shared + what is carried on (0 or less).

    asked: by bucket, before the debt was looked at; surplus: what repayment could not take of it;
    parts: what each bucket gets in the end, and HELD; they add up to `shared`. after: the standing for the next split.
    """

    base: int
    released: int
    carried: int
    shared: int
    asked: Mapping[str, int]
    surplus: int
    parts: Mapping[str, int]
    after: Standing = field(default_factory=Standing)


def split(
    rule: FundRule, standing: Standing, base: int, *, released: int = 0, room: int | None = None
) -> Split:
    """Share out a base, which may be below 0: then nothing is, and it is carried to the next one.

    released: what was HELD and is shared out anew; room: what repayment may still take, None = no debt is known.
    Raises PayoffAwaitedError.
    """
    have = standing.carried + base + released
    whole = standing.whole + max(have, 0)
    asked = _between(standing.whole, whole, rule.buckets)
    surplus = _surplus(rule, asked, room)
    moved = standing.moved + (surplus if rule.payoff is Payoff.REDISTRIBUTE else 0)
    return Split(
        base=base,
        released=released,
        carried=standing.carried,
        shared=max(have, 0),
        asked=asked,
        surplus=surplus,
        parts=_parts(rule, asked, surplus, standing.moved),
        after=Standing(carried=min(have, 0), whole=whole, moved=moved),
    )


def _between(before: int, after: int, buckets: Sequence[Bucket]) -> dict[str, int]:
    """What comes to each bucket while the running total grows: never less than nothing."""
    weights = [one.points for one in buckets]
    pairs = zip(buckets, dealt(before, weights), dealt(after, weights), strict=True)
    return {one.key: late - early for one, early, late in pairs}


def _surplus(rule: FundRule, asked: Mapping[str, int], room: int | None) -> int:
    if rule.repayment is None or room is None:
        return 0
    surplus = max(asked[rule.repayment.key] - max(room, 0), 0)
    if surplus and rule.payoff is Payoff.AWAIT:
        raise PayoffAwaitedError(surplus)
    return surplus


def _parts(rule: FundRule, asked: Mapping[str, int], surplus: int, moved: int) -> dict[str, int]:
    if not surplus or rule.repayment is None:
        return dict(asked)
    parts = {**asked, rule.repayment.key: asked[rule.repayment.key] - surplus}
    if rule.payoff is Payoff.HOLD:
        return parts | {HELD: surplus}
    others = [one for one in rule.buckets if one is not rule.repayment]
    for key, fen in _between(moved, moved + surplus, others).items():
        parts[key] += fen
    return parts
