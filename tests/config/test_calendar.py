"""The calendar against the official notice of 2026, and in years that nobody has announced."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from config.calendar import merged, official_calendar
from config.calendar_files import FOLDER, read_notices
from config.settings import ConfigError
from models.calendar import CalendarDay, DayType, SchoolState

MAKEUP_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]


def dates(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.fixture
def packaged(tmp_path: Path) -> Path:
    """A calendar folder without any notice: the package decides."""
    (tmp_path / "school.toml").write_bytes((FOLDER / "school.toml").read_bytes())
    return tmp_path


@pytest.mark.parametrize("source", ["notice", "package"])
def test_2026_has_33_days_off_and_6_makeup_days(source: str, packaged: Path) -> None:
    calendar = official_calendar([2026], FOLDER if source == "notice" else packaged)
    kinds = {day: calendar.day_type(day) for day in dates(2026)}
    assert sum(kind is DayType.STATUTORY for kind in kinds.values()) == 33
    assert [d for d, kind in kinds.items() if kind is DayType.MAKEUP] == [
        date(2026, month, day) for month, day in MAKEUP_2026
    ]
    assert not any(calendar.day(day).provisional for day in dates(2026))


def test_the_package_and_the_notice_agree_on_every_day_of_2026(packaged: Path) -> None:
    notice, package = official_calendar([2026]), official_calendar([2026], packaged)
    assert {d: notice.day_type(d) for d in dates(2026)} == {d: package.day_type(d) for d in dates(2026)}
    assert notice.day(date(2026, 2, 17)).source != package.day(date(2026, 2, 17)).source


def test_the_weekday_alone_is_wrong_on_25_days_of_2026() -> None:
    calendar = official_calendar([2026])
    working = (DayType.WORKDAY, DayType.MAKEUP)
    assert sum((calendar.day_type(d) in working) != (d.weekday() < 5) for d in dates(2026)) == 25


@pytest.mark.parametrize("year", [2027, 2028, 2035])
def test_a_year_that_nobody_announced_runs_and_is_provisional(year: int) -> None:
    calendar = official_calendar([year])
    assert all(calendar.day(day).provisional for day in dates(year))
    assert calendar.day_type(date(year, 1, 1)) is DayType.STATUTORY
    assert calendar.day_type(date(year, 10, 1)) is DayType.STATUTORY
    assert all(calendar.day_type(day) is not DayType.MAKEUP for day in dates(year))


def test_the_spring_festival_of_2027_is_known_before_its_notice() -> None:
    day = official_calendar([2027]).day(date(2027, 2, 6))
    assert (day.day_type, day.name, day.provisional) == (DayType.STATUTORY, "春节", True)


def test_the_years_before_are_sure() -> None:
    calendar = official_calendar(range(2020, 2026))
    assert not any(calendar.day(day).provisional for year in range(2020, 2026) for day in dates(year))


def test_a_date_in_no_year_of_the_calendar_is_judged_by_its_weekday() -> None:
    calendar = official_calendar([2026])
    assert calendar.day_type(date(2031, 3, 1)) is DayType.REST
    assert calendar.day(date(2031, 3, 3)) == CalendarDay(
        day=date(2031, 3, 3), day_type=DayType.WORKDAY, provisional=True, source="weekday"
    )


def test_next_sixty_days_tell_how_many_are_provisional() -> None:
    calendar = official_calendar([2026, 2027])
    assert calendar.provisional_days(date(2026, 11, 22), 60) == 20


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 3, 9), SchoolState.TERM),
        (date(2026, 2, 17), SchoolState.WINTER),
        (date(2026, 8, 1), SchoolState.SUMMER),
        (date(2026, 6, 8), SchoolState.EXAM),
        (date(2031, 8, 1), SchoolState.SUMMER),
        (date(2031, 2, 1), SchoolState.WINTER),
        (date(2031, 6, 7), SchoolState.EXAM),
        (date(2031, 11, 3), SchoolState.TERM),
    ],
)
def test_schools_are_known_in_any_year(day: date, state: SchoolState) -> None:
    assert official_calendar([day.year]).day(day).school is state


def test_what_people_entered_stands_above_the_package() -> None:
    entered = CalendarDay(day=date(2027, 2, 20), day_type=DayType.MAKEUP, source="notice.csv")
    calendar = merged(official_calendar([2027]), [entered])
    assert calendar.day(date(2027, 2, 20)) == entered
    assert calendar.day(date(2027, 2, 21)) == official_calendar([2027]).day(date(2027, 2, 21))


def test_the_packaged_notice_names_what_domain_research_counted() -> None:
    notice = read_notices(FOLDER)[2026]
    assert sum(len(list(pause.dates())) for pause in notice.breaks) == 33
    assert len(notice.makeup) == 6


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("year = ", "not TOML"),
        ("year = 'x'", "year"),
        ("year = 2026\nmakeup = []\nsource = ''\nwrong = 1\nbreak = []", "break"),
    ],
)
def test_a_broken_notice_is_named(packaged: Path, text: str, told: str) -> None:
    (packaged / "cn-2026.toml").write_text(text)
    with pytest.raises(ConfigError, match=rf"cn-2026\.toml.*{told}"):
        official_calendar([2026], packaged)


def test_a_folder_without_school_terms_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"school\.toml cannot be read"):
        official_calendar([2026], tmp_path)
