"""The rules for public places: each verdict at its limit, and what cannot be told is said to be so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.calendar import DayType
from models.metric.promised import Promised
from models.report.inputs.rules import DaysOpen, RulesInputs
from models.report.inputs.standard import ClosureTold
from models.report.opening_standard import RULES, RuleVerdict, judged

MET, NOT_MET, PENDING = RuleVerdict.MET, RuleVerdict.NOT_MET, RuleVerdict.PENDING


def days(shortest: float | None, of: int = 10) -> DaysOpen:
    return DaysOpen(promised=Promised(days=of), shortest=shortest)


def a_year() -> RulesInputs:
    """Every rule is kept, each at its very limit."""
    return RulesInputs(
        centre="c",
        name={"zh-Hans": "石家湾", "en": "C"},
        timezone="Asia/Shanghai",
        first=date(2025, 1, 1),
        as_of=datetime(2025, 12, 31, 20, tzinfo=UTC),
        calc_version=4,
        is_simulated=False,
        house=Promised(days=364, open_days=330, hours=52 * 35),
        ahead=0,
        is_over=True,
        kinds={DayType.REST: days(8), DayType.STATUTORY: days(8)},
        school_holidays=days(8),
        outdoor=days(12),
        closures=(closure(7),),
        names={},
        fitness_day=True,
        priced=0,
        events=4,
        trained=1000,
        reduced=("student", "senior_60", "disabled"),
        limits={},
    )


def closure(notice: int | None) -> ClosureTold:
    first = date(2025, 3, 10)
    announced = None if notice is None else first - timedelta(days=notice)
    return ClosureTold(space=None, first=first, last=first, reason={"zh-Hans": "检修"}, announced=announced)


@pytest.mark.parametrize("key", RULES)
def test_what_reaches_its_limit_is_met(key: str) -> None:
    assert judged(key, a_year()).verdict is MET


WORSE: dict[str, dict[str, object]] = {
    "week_hours": {"house": Promised(days=364, open_days=330, hours=52 * 35 - 1)},
    "open_days": {"house": Promised(days=364, open_days=329, hours=52 * 35)},
    "rest_hours": {"kinds": {DayType.REST: days(7.9), DayType.STATUTORY: days(8)}},
    "statutory_hours": {"kinds": {DayType.REST: days(8), DayType.STATUTORY: days(7.9)}},
    "school_holiday_hours": {"school_holidays": days(7.9)},
    "outdoor_hours": {"outdoor": days(11.9)},
    "free_day": {"priced": 1},
    "notice": {"closures": (closure(6),)},
    "reduced": {"reduced": ("student", "disabled")},
    "events": {"events": 3},
    "trained": {"trained": 999},
}


@pytest.mark.parametrize("key", RULES)
def test_what_falls_short_of_its_limit_by_the_least_is_not_met_and_nothing_else_changes(key: str) -> None:
    year = replace(a_year(), **WORSE[key])  # type: ignore[arg-type]
    assert [one for one in RULES if judged(one, year).verdict is not MET] == [key]
    assert judged(key, year).verdict is NOT_MET


UNKNOWN: dict[str, dict[str, object]] = {
    "rest_hours": {"kinds": {}},
    "statutory_hours": {"kinds": {}},
    "school_holiday_hours": {"school_holidays": DaysOpen()},
    "free_day": {"priced": None},
    "notice": {"closures": (closure(None), closure(20))},
    "reduced": {"reduced": None},
    "events": {"events": None},
    "trained": {"trained": None},
}


@pytest.mark.parametrize("key", UNKNOWN)
def test_what_nothing_is_known_of_cannot_be_measured_and_is_never_0(key: str) -> None:
    found = judged(key, replace(a_year(), **UNKNOWN[key]))  # type: ignore[arg-type]
    assert (found.measured, found.verdict) == (None, RuleVerdict.UNKNOWN)


def test_one_notice_that_was_too_short_is_enough_however_little_is_known_of_others() -> None:
    found = judged("notice", replace(a_year(), closures=(closure(None), closure(2))))
    assert (found.measured, found.verdict) == (2, NOT_MET)


def test_days_of_a_kind_on_all_of_which_it_was_shut_are_0_hours() -> None:
    found = judged("school_holiday_hours", replace(a_year(), school_holidays=days(None)))
    assert (found.measured, found.verdict) == (0, NOT_MET)


def test_a_year_that_is_not_over_is_judged_where_it_can_no_longer_reach_the_limit() -> None:
    so_far = replace(a_year(), is_over=False, house=Promised(days=200, open_days=180, hours=2000), events=1)
    assert judged("open_days", replace(so_far, ahead=150)).verdict is PENDING
    assert judged("open_days", replace(so_far, ahead=149)).verdict is NOT_MET
    assert judged("events", so_far).verdict is PENDING
    assert judged("free_day", replace(so_far, fitness_day=False)).verdict is PENDING


def test_what_a_centre_does_not_have_is_not_asked_of_it() -> None:
    assert judged("outdoor_hours", replace(a_year(), outdoor=None)).verdict is RuleVerdict.NOT_ASKED
    assert judged("notice", replace(a_year(), closures=())).verdict is RuleVerdict.NOT_ASKED


def test_a_centre_may_set_limits_of_its_own() -> None:
    found = judged("events", replace(a_year(), limits={"events": 6.0}))
    assert (found.limit, found.verdict) == (6, NOT_MET)
