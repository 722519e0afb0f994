"""The dates of rules are those of dateutil, which is only asked here, and never cost more than the days asked for."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.programme.rule import WEEKDAYS, RuleError, parse_rule
from models.programme.rule_dates import FARTHEST, rule_dates

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEN = time(10)
FIRST = date(2026, 1, 1)


def dates(text: str, first: date = FIRST, days: int = 1200, start: time = TEN) -> list[date]:
    return rule_dates(parse_rule(text), first, first + timedelta(days=days), start, SHANGHAI)


def _numbers(highest: int, lowest: int = 1) -> st.SearchStrategy[str]:
    legal = (
        st.integers(lowest, highest) | st.integers(-highest, -1) if lowest == 1 else st.integers(1, highest)
    )
    return st.lists(legal, min_size=1, max_size=4).map(lambda ns: ",".join(map(str, ns)))


MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=4).map(lambda ns: ",".join(map(str, ns)))
DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=5).map(",".join)
NTH = st.lists(
    st.builds("{}{}".format, st.sampled_from([-5, -2, -1, 1, 2, 5]), st.sampled_from(WEEKDAYS)),
    min_size=1,
    max_size=3,
).map(",".join)

PARTS = {
    "DAILY": {"BYMONTH": MONTHS, "BYDAY": DAYS},
    "WEEKLY": {"BYMONTH": MONTHS, "BYDAY": DAYS},
    "MONTHLY": {"BYMONTH": MONTHS, "BYMONTHDAY": _numbers(28), "BYDAY": DAYS | NTH, "BYSETPOS": _numbers(2)},
    "YEARLY": {
        "BYMONTH": MONTHS,
        "BYMONTHDAY": _numbers(31),
        "BYYEARDAY": _numbers(366),
        "BYDAY": DAYS | NTH,
        "BYSETPOS": _numbers(4),
    },
}
ENDS = st.just({}) | st.builds(lambda n: {"COUNT": str(n)}, st.integers(1, 40))
ENDS |= st.builds(lambda n: {"UNTIL": f"{FIRST + timedelta(days=n):%Y%m%d}"}, st.integers(0, 2000))


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(sorted(PARTS)))
    parts = draw(st.fixed_dictionaries({}, optional=PARTS[frequency]))
    if not parts.keys() - {"BYSETPOS"}:
        parts.pop("BYSETPOS", None)
    parts |= draw(ENDS) | {"WKST": draw(st.sampled_from(WEEKDAYS)), "INTERVAL": str(draw(st.integers(1, 5)))}
    return ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts.items())])


def _dateutils(text: str, first: date, days: int = 1000) -> list[date]:
    last = datetime.combine(first, time()) + timedelta(days=days)
    every = rrulestr(text, dtstart=datetime.combine(first, time()))
    return [at.date() for at in takewhile(lambda at: at <= last, every)]


@example("FREQ=YEARLY;BYDAY=-5MO", date(2026, 1, 1))
@example("FREQ=MONTHLY;BYDAY=-1FR,2MO", date(2026, 1, 1))
@settings(max_examples=50)
@given(rules(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_every_legal_rule_gives_the_dates_that_dateutil_gives(text: str, first: date) -> None:
    assert dates(text, first, 1000) == _dateutils(text, first)


# Backwards only to -50: of the days that belong to another year's first or last week dateutil knows no more than -1.
WEEKS = st.integers(1, 53) | st.integers(-50, -1)


@settings(max_examples=50)
@given(WEEKS, DAYS, st.sampled_from(WEEKDAYS), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_weeks_are_numbered_as_dateutil_numbers_them(weeks: int, days: str, start: str, first: date) -> None:
    text = f"FREQ=YEARLY;BYWEEKNO={weeks};BYDAY={days};WKST={start}"
    assert _inner(dates(text, first, 1000)) == _inner(_dateutils(text, first))


def _inner(days: list[date]) -> list[date]:
    """Without 1 to 3 January: with WKST=SU dateutil puts 1 January 2027 into week 53 of a year that has only 52."""
    return [day for day in days if day.timetuple().tm_yday > 3]


def test_the_first_days_of_january_may_belong_to_the_last_week_of_the_year_before() -> None:
    assert date(2027, 1, 1) in dates("FREQ=YEARLY;BYWEEKNO=52;BYDAY=FR;WKST=SU", date(2026, 1, 1), 400)
    assert date(2027, 1, 1) not in dates("FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR;WKST=SU", date(2026, 1, 1), 400)


@given(DAYS, _numbers(4), st.integers(1, 5), st.integers(0, 50))
def test_places_in_a_week_are_counted_in_the_whole_week(
    days: str, places: str, every: int, week: int
) -> None:
    text = f"FREQ=WEEKLY;INTERVAL={every};BYDAY=MO,{days};BYSETPOS=1,{places}"
    monday = date(2026, 1, 5) + timedelta(
        weeks=week
    )  # dateutil counts from the first date, so that begins the week
    assert dates(text, monday, 1000) == _dateutils(text, monday)


def test_a_week_number_alone_means_the_weekday_of_the_first_date() -> None:
    assert dates("FREQ=YEARLY;BYWEEKNO=20", days=400) == [date(2026, 5, 14)]  # 1 January 2026 is a Thursday


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9;COUNT=5000",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
    ],
)
def test_a_rule_that_never_fits_is_looked_for_only_in_the_window(text: str) -> None:
    assert dates(text, days=FARTHEST.days) == []


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260108", date(2026, 1, 8)),
        ("20260108T095959", date(2026, 1, 7)),
        ("20260108T100000", date(2026, 1, 8)),
        ("20260108T020000Z", date(2026, 1, 8)),  # 10:00 in Shanghai
        ("20260107T160000Z", date(2026, 1, 7)),  # midnight in Shanghai
    ],
)
def test_an_end_is_a_day_or_the_last_instant_at_which_a_session_may_begin(until: str, last: date) -> None:
    assert dates(f"FREQ=DAILY;UNTIL={until}")[-1] == last


def test_an_end_before_the_first_date_leaves_nothing() -> None:
    assert dates("FREQ=DAILY;UNTIL=20251231") == []


@pytest.mark.parametrize("last", [FIRST + FARTHEST + timedelta(days=1), date(9999, 12, 31)])
def test_nobody_may_ask_too_far_ahead(last: date) -> None:
    with pytest.raises(RuleError, match="too_far"):
        rule_dates(parse_rule("FREQ=DAILY"), FIRST, last, TEN, SHANGHAI)
