"""What may be said of a change: the first row of a table that holds."""

from collections.abc import Callable
from dataclasses import dataclass

from models.effect.panel import LEAST_AFTER, LEAST_BEFORE, LEAST_COVERAGE
from models.effect.trial import Method, Verdict

_SURELY_ASTRAY = 0.01
"""A baseline that strays from its controls as rarely as this by chance had no such controls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was measured, on the scale of logarithms and with good as positive: fewer minutes of overflow are good.

    low, high: None = nothing could be worked out. astray: p of a change in the middle of the baseline, where there was none;
    None = not tested. emptied: with the windows that people may have come from counted in, no gain is left that is hardly chance.
    """

    method: Method
    disturbed: bool
    finished: bool
    before: int
    after: int
    coverage: float
    low: float | None = None
    high: float | None = None
    astray: float | None = None
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """why: the last part of `effect.why.*`."""

    why: str
    verdict: Verdict
    holds: Callable[[Finding], bool]


def _won(found: Finding) -> bool:
    return found.low is not None and found.low > 0


RULES: tuple[Rule, ...] = (
    Rule("no_method", Verdict.NOT_MEASURABLE, lambda found: found.method is Method.NONE),
    Rule("disturbed", Verdict.NOT_MEASURABLE, lambda found: found.disturbed),
    Rule("too_early", Verdict.NO_EVIDENCE, lambda found: not found.finished),
    Rule("coverage", Verdict.NOT_MEASURABLE, lambda found: found.coverage < LEAST_COVERAGE),
    Rule(
        "few_weeks",
        Verdict.NOT_MEASURABLE,
        lambda found: found.before < LEAST_BEFORE or found.after < LEAST_AFTER,
    ),
    Rule("no_controls", Verdict.NOT_MEASURABLE, lambda found: found.low is None),
    Rule(
        "astray",
        Verdict.NOT_MEASURABLE,
        lambda found: found.astray is not None and found.astray < _SURELY_ASTRAY,
    ),
    Rule("harmful", Verdict.HARMFUL, lambda found: found.high is not None and found.high < 0),
    Rule("emptied", Verdict.NO_EVIDENCE, lambda found: found.emptied and _won(found)),
    Rule("works", Verdict.WORKS, _won),
    Rule("unclear", Verdict.NO_EVIDENCE, lambda _found: True),
)
"""To add one: a row where it is to be asked, and `effect.why.<why>` in both languages."""


def judgement(found: Finding) -> Rule:
    """The first rule that holds; the last one always does."""
    return next(rule for rule in RULES if rule.holds(found))
