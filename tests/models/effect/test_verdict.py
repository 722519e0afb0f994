from dataclasses import replace

import pytest

from models.effect.trial import Method, Verdict
from models.effect.verdict import RULES, Finding, judgement

GOOD = Finding(
    method=Method.DIFFERENCES,
    disturbed=False,
    finished=True,
    before=26,
    after=12,
    coverage=1.0,
    low=0.1,
    high=0.4,
    astray=0.5,
)

CASES = {
    "no_method": (replace(GOOD, method=Method.NONE), Verdict.NOT_MEASURABLE),
    "disturbed": (replace(GOOD, disturbed=True), Verdict.NOT_MEASURABLE),
    "too_early": (replace(GOOD, finished=False), Verdict.NO_EVIDENCE),
    "coverage": (replace(GOOD, coverage=0.79), Verdict.NOT_MEASURABLE),
    "few_weeks": (replace(GOOD, before=11), Verdict.NOT_MEASURABLE),
    "no_controls": (replace(GOOD, low=None, high=None), Verdict.NOT_MEASURABLE),
    "astray": (replace(GOOD, astray=0.009), Verdict.NOT_MEASURABLE),
    "harmful": (replace(GOOD, low=-0.4, high=-0.1), Verdict.HARMFUL),
    "emptied": (replace(GOOD, emptied=True), Verdict.NO_EVIDENCE),
    "works": (GOOD, Verdict.WORKS),
    "unclear": (replace(GOOD, low=-0.1), Verdict.NO_EVIDENCE),
}


def test_every_rule_has_its_case() -> None:
    assert list(CASES) == [rule.why for rule in RULES]


@pytest.mark.parametrize("why", CASES)
def test_a_verdict_has_its_reason(why: str) -> None:
    found, verdict = CASES[why]
    rule = judgement(found)
    assert (rule.why, rule.verdict) == (why, verdict)


def test_nothing_is_judged_before_its_day_however_good_it_looks() -> None:
    assert judgement(replace(GOOD, finished=False, low=2.0, high=3.0)).verdict is Verdict.NO_EVIDENCE
