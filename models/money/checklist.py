"""What must be so before a month is closed: a table of checks, each a verdict on the same facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

LEAST_COVERAGE = 0.8
"""Share of opening hours that were measured, below which figures of use say little about a month."""

WAITS_AT_MOST = timedelta(days=7)
"""How long after it happened money may be on one side only; settlements over a long holiday take that long."""

STATEMENT_LAG = timedelta(days=3)
"""How many days after the beginning of a month its first statement line may lie, and before its end its last one: quiet
days bring none."""


class CheckState(StrEnum):
    """What a check found; each is `closing.state.<state>` of the catalogue."""

    MET = "met"
    UNMET = "unmet"
    NOTHING = "nothing"  # there is nothing of that kind in this centre


@dataclass(frozen=True, slots=True)
class Brought:
    """What was ever brought of one statement. first, last: days of its lines; lines: how many of them are of the month."""

    first: date
    last: date
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFacts:
    """What is known of a month on the day on which somebody wants to close it.

    quiet_days: open days without any income and without a noted reason; unposted: events that wait for the book; takings:
    whether the month has any; statements: each that the centre ever brought; breaks: statement lines whose balance does not follow;
    old_lines, old_items: on one side only for longer than WAITS_AT_MOST; vouchers: those of the month that wait;
    claim, fund: whether it was checked or run, None = this centre has no such thing; off_fen: by what the book does not balance;
    coverage: share of the opening hours that were measured, None = nothing was.
    """

    month: date
    last: date
    today: date
    quiet_days: Sequence[date] = ()
    unposted: int = 0
    takings: bool = False
    statements: Mapping[str, Brought] = field(default_factory=dict)
    breaks: int = 0
    old_lines: int = 0
    old_items: int = 0
    vouchers: int = 0
    claim: bool | None = None
    fund: bool | None = None
    off_fen: int = 0
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """count: how many things stand in the way, or what was found, for the words of the check."""

    state: CheckState
    count: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """A row of CHECKS; its words are `closing.check.<key>` and `closing.found.<key>` of the catalogue.

    page: where somebody can do something about it, as the key of a page.
    """

    key: str
    page: str
    judge: Callable[[CloseFacts], Verdict]


def _none_of(count: int) -> Verdict:
    return Verdict(CheckState.UNMET if count else CheckState.MET, count)


def _over(facts: CloseFacts) -> Verdict:
    return _none_of(max(0, (facts.last - facts.today).days + 1))


def _statements(facts: CloseFacts) -> Verdict:
    """A statement that begins after the month is none of it; without any, takings were held against nothing."""
    begun = [one for one in facts.statements.values() if one.first <= facts.last]
    if not begun:
        return _none_of(1) if facts.takings else Verdict(CheckState.NOTHING)
    return _none_of(sum(not _covers(one, facts) for one in begun))


def _covers(one: Brought, facts: CloseFacts) -> bool:
    if not one.lines:
        return not facts.takings
    return one.first - facts.month <= STATEMENT_LAG and facts.last - one.last <= STATEMENT_LAG


def _of_lines(facts: CloseFacts, count: int) -> Verdict:
    """Nothing is wrong with lines where there are none, but nothing was checked either."""
    told = any(one.lines for one in facts.statements.values())
    return _none_of(count) if told else Verdict(CheckState.NOTHING)


def _whether(done: bool | None) -> Verdict:
    if done is None:
        return Verdict(CheckState.NOTHING)
    return _none_of(0 if done else 1)


def _coverage(facts: CloseFacts) -> Verdict:
    if facts.coverage is None:
        return Verdict(CheckState.UNMET)
    met = facts.coverage >= LEAST_COVERAGE
    return Verdict(CheckState.MET if met else CheckState.UNMET, int(facts.coverage * 100))


CHECKS: Sequence[Check] = (
    Check("over", "month", _over),
    Check("sales", "month", lambda facts: _none_of(len(facts.quiet_days))),
    Check("posted", "takings", lambda facts: _none_of(facts.unposted)),
    Check("statements", "statements", _statements),
    Check("balances", "statements", lambda facts: _of_lines(facts, facts.breaks)),
    Check("lines", "statements", lambda facts: _of_lines(facts, facts.old_lines)),
    Check("items", "statements", lambda facts: _none_of(facts.old_items)),
    Check("vouchers", "vouchers", lambda facts: _none_of(facts.vouchers)),
    Check("claim", "claims", lambda facts: _whether(facts.claim)),
    Check("fund", "fund", lambda facts: _whether(facts.fund)),
    Check("balanced", "ledger", lambda facts: _none_of(abs(facts.off_fen))),
    Check("coverage", "use", _coverage),
)
"""In the order of the work. To add one: a row here, its fact above, and its words in both catalogues."""


def verdicts(facts: CloseFacts) -> Mapping[str, Verdict]:
    """Every check by its key."""
    return {check.key: check.judge(facts) for check in CHECKS}


def unmet(found: Mapping[str, Verdict]) -> list[str]:
    """The checks that stand in the way: a month closed all the same needs a reason, signed by two."""
    return [key for key, verdict in found.items() if verdict.state is CheckState.UNMET]
