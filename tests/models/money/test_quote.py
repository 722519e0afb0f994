"""A price and its reasons: hours, concession, caps; the same for ever for a day that is over."""

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import CHINA, Window
from models.money.price import Band, Concession, PlanVersion, PriceUnit, Way
from models.money.price_life import in_force, succession_fault
from models.money.quote import NoPriceError, Quote, StepKind, Tier, quote, rates
from models.programme.who import Who
from tests.models.money.plans import CALENDAR, COURSE, FREE, GYM_PLAN, HOLIDAY, WORKING, use

WEDNESDAY, SATURDAY = date(2026, 11, 18), date(2026, 11, 21)


def price(version: PlanVersion, window: Window, who: Who = Who.EVERYBODY, paid: int = 0) -> Quote:
    return quote([version], window, who, calendar=CALENDAR, zone=CHINA, paid_fen=paid)


@pytest.mark.parametrize(
    ("day", "start", "minutes", "fen"),
    [
        (WEDNESDAY, "10:00", 60, 200),
        (WEDNESDAY, "16:00", 60, 500),
        (WEDNESDAY, "19:00", 60, 800),
        (WEDNESDAY, "15:30", 60, 350),
        (WEDNESDAY, "18:00", 60, 650),
        (SATURDAY, "23:30", 60, 650),
        (HOLIDAY, "15:00", 45, 600),
    ],
)
def test_an_hour_costs_what_its_band_says_and_one_across_two_is_priced_by_minutes(
    day: date, start: str, minutes: int, fen: int
) -> None:
    assert price(GYM_PLAN, use(day, start, minutes)).fen == fen


def test_every_band_that_was_hit_is_told_with_its_time_and_tier() -> None:
    told = price(GYM_PLAN, use(WEDNESDAY, "15:30", 240))
    assert [(step.seconds // 60, step.rate_fen, step.tier) for step in told.steps[:3]] == [
        (30, 200, Tier.LOW),
        (150, 500, Tier.NORMAL),
        (60, 800, Tier.HIGH),
    ]


def test_a_use_that_costs_by_the_use_is_priced_by_its_share_of_each_band() -> None:
    assert price(COURSE, use(WEDNESDAY, "15:00", 90)).fen == 733  # 600 for two thirds, 1000 for one
    assert price(COURSE, use(WEDNESDAY, "12:00", 0)).fen == 600
    assert price(COURSE, use(WEDNESDAY, "16:00", 0)).fen == 1_000


@pytest.mark.parametrize(
    ("who", "fen"),
    [
        (Who.EVERYBODY, 800),
        (Who.REDUCED, 560),
        (Who.SENIOR_75, 100),
        (Who.SENIOR_60, 560),
        (Who.STUDENT, 550),
        (Who.VOLUNTEER, 560),
    ],
)
def test_who_a_plan_does_not_name_pays_as_the_nearest_that_it_names(who: Who, fen: int) -> None:
    told = price(GYM_PLAN, use(WEDNESDAY, "19:00", 60), who)
    assert (told.fen, told.full_fen) == (fen, 800)


def test_half_a_fen_is_nobodys_who_pays() -> None:
    odd = replace(COURSE, base_fen=101, bands=())
    assert price(odd, use(WEDNESDAY, "10:00", 60), Who.REDUCED).fen == 50
    assert price(replace(GYM_PLAN, base_fen=1, bands=()), use(WEDNESDAY, "10:00", 30)).fen == 0


def test_a_concession_never_makes_dearer_and_never_pays_out() -> None:
    cheap = replace(GYM_PLAN, base_fen=80, bands=())
    assert price(cheap, use(WEDNESDAY, "10:00", 60), Who.SENIOR_75).fen == 80
    assert price(cheap, use(WEDNESDAY, "10:00", 60), Who.STUDENT).fen == 0


def test_nobody_pays_more_than_the_cap_of_a_use_or_of_a_month() -> None:
    long = use(WEDNESDAY, "10:00", 600)
    told = price(GYM_PLAN, long)
    assert (told.fen, told.steps[-1].kind) == (1_200, StepKind.CAP)
    monthly = replace(GYM_PLAN, cap_month_fen=2_000)
    assert [price(monthly, long, paid=paid).fen for paid in (0, 1_000, 1_900, 2_500)] == [
        1_200,
        1_000,
        100,
        0,
    ]


def test_a_day_without_a_version_has_no_price_which_is_not_free() -> None:
    with pytest.raises(NoPriceError, match="2025-12-31"):
        price(GYM_PLAN, use(date(2025, 12, 31), "10:00", 60))


def test_the_price_of_after_midnight_is_that_of_the_evening_before_by_version_and_of_its_hour_by_band() -> (
    None
):
    dearer = replace(GYM_PLAN, number=2, base_fen=600, bands=(), valid_from=WEDNESDAY)
    late = use(WEDNESDAY, "01:00", 60)
    assert quote([GYM_PLAN, dearer], late, Who.EVERYBODY, calendar=CALENDAR, zone=CHINA).version == GYM_PLAN


amounts = st.integers(0, 20_000)
quarters = st.integers(0, 95)


@st.composite
def plans(draw: st.DrawFn) -> PlanVersion:
    """A plan with up to four bands that do not meet."""
    edges = sorted(draw(st.lists(quarters, min_size=0, max_size=8, unique=True)))
    bands = tuple(
        Band(
            days=draw(st.sampled_from((WORKING, FREE, WORKING | FREE))),
            start=time(first // 4, first % 4 * 15),
            end=time(last // 4, last % 4 * 15),
            fen=draw(amounts),
        )
        for first, last in zip(edges[::2], edges[1::2], strict=False)
    )
    concessions = tuple(
        Concession(who=who, way=way, amount=draw(st.integers(0, 10_000)))
        for who, way in draw(
            st.lists(
                st.tuples(st.sampled_from(list(Who)[1:]), st.sampled_from(Way)),
                max_size=3,
                unique_by=lambda row: row[0],
            )
        )
    )
    caps = draw(st.tuples(st.none() | amounts, st.none() | amounts))
    return replace(
        GYM_PLAN,
        unit=draw(st.sampled_from(PriceUnit)),
        base_fen=draw(amounts),
        bands=bands,
        concessions=concessions,
        cap_fen=caps[0],
        cap_month_fen=caps[1],
    )


uses = st.builds(
    lambda day, start, minutes: use(date(2026, 1, 1) + timedelta(days=day), f"{start // 4:02}:00", minutes),
    st.integers(1, 300),
    quarters,
    st.integers(0, 600),
)


@given(plans(), uses, st.sampled_from(Who), amounts)
def test_the_steps_add_up_and_each_amount_is_within_a_fen_of_the_exact_one(
    plan: PlanVersion, window: Window, who: Who, paid: int
) -> None:
    told = price(plan, window, who, paid)
    assert told.fen == sum(step.fen for step in told.steps)
    assert 0 <= told.fen <= told.full_fen
    assert told.fen <= (told.fen if plan.cap_fen is None else plan.cap_fen)
    assert told.fen <= (told.fen if plan.cap_month_fen is None else max(0, plan.cap_month_fen - paid))
    hours = [step for step in told.steps if step.kind is StepKind.HOURS]
    if window.start < window.end:
        assert sum(step.seconds for step in hours) == window.length / timedelta(seconds=1)
        whole = 3600 if plan.unit is PriceUnit.HOUR else sum(step.seconds for step in hours)
        exact = [Fraction(step.rate_fen * step.seconds, whole) for step in hours]
        assert abs(sum(exact) - told.full_fen) <= Fraction(1, 2)
        assert all(abs(step.fen - amount) < 2 for step, amount in zip(hours, exact, strict=True))


@given(plans(), uses)
def test_the_parts_of_a_use_follow_each_other_without_gap_or_overlap(
    plan: PlanVersion, window: Window
) -> None:
    parts = [part for part, _ in rates(plan, window, CALENDAR, CHINA)]
    ends = [window.start, *(end for part in parts for end in (part.start, part.end)), window.end]
    assert all(one == other for one, other in zip(ends[::2], ends[1::2], strict=True))


@given(plans(), plans(), uses, st.sampled_from(Who), st.integers(1, 200))
def test_a_later_version_never_changes_the_price_of_a_day_that_anybody_was_told(
    plan: PlanVersion, later: PlanVersion, window: Window, who: Who, days: int
) -> None:
    told = quote([plan], window, who, calendar=CALENDAR, zone=CHINA)
    today = window.end.astimezone(CHINA).date()
    new = replace(later, number=2, valid_from=today + timedelta(days=days - 100))
    if succession_fault([plan], new, today) is None:
        assert quote([plan, new], window, who, calendar=CALENDAR, zone=CHINA) == told
        assert in_force([plan, new], new.valid_from) == new
