"""Kinds, organisers and series come back as they were, and of two who change a series at once only one does."""

from dataclasses import replace
from datetime import date, time

import pytest

from models.calendar import DayType
from models.centre import SpaceId
from models.db import Database
from models.programme.activity import ActivityKind, Availability, Away, Organiser, OrganiserKind
from models.programme.ports import ChangedMeanwhileError, Offerings
from models.programme.series import HolidayPolicy, Series
from tests.models.db.offices import CENTRE

TAI_CHI = Series(
    id="tai-chi",
    space=SpaceId("hall"),
    units=("east",),
    kind="sport",
    organiser="choir",
    coach="li",
    title={"zh-Hans": "太极", "en": "Tai chi"},
    first=date(2026, 11, 23),
    start=time(9, 30),
    minutes=90,
    rule="FREQ=WEEKLY;BYDAY=MO",
    extra_dates=(date(2026, 12, 24),),
    left_out=(date(2026, 11, 30), date(2026, 12, 7)),
    holiday_policy=HolidayPolicy.AS_DAYTYPE,
    places=20,
    price_plan="low",
    ended=date(2027, 6, 30),
    external_id="x-1",
)
COACH = Organiser(
    away=(Away(first=date(2026, 11, 23), last=date(2026, 11, 25)),),
    id="li",
    kind=OrganiserKind.COACH,
    name={"zh-Hans": "李老师"},
    contact="p-7",
    availability=(
        Availability(
            days=frozenset({DayType.WORKDAY, DayType.MAKEUP}),
            weekdays=frozenset({0, 5}),
            start=time(9),
            end=time(12, 15),
            valid_to=date(2027, 1, 1),
        ),
    ),
)


@pytest.fixture
def offerings(database: Database) -> Offerings:
    return database.programme(CENTRE).offerings


def test_a_series_comes_back_as_it_was_with_its_version_raised(offerings: Offerings) -> None:
    assert offerings.put_series([TAI_CHI]) == [replace(TAI_CHI, version=1)]
    assert offerings.all_series() == [replace(TAI_CHI, version=1)]
    later = replace(TAI_CHI, version=1, rule="", ended=None, units=())
    assert offerings.put_series([later]) == offerings.all_series() == [replace(later, version=2)]


def test_of_two_who_change_a_series_at_once_only_the_first_does(offerings: Offerings) -> None:
    offerings.put_series([TAI_CHI])
    seen = offerings.all_series()[0]
    offerings.put_series([replace(seen, minutes=60)])
    with pytest.raises(ChangedMeanwhileError):
        offerings.put_series([replace(TAI_CHI, id="other"), replace(seen, minutes=30)])
    with pytest.raises(ChangedMeanwhileError):
        offerings.put_series([TAI_CHI])
    assert [(one.id, one.minutes) for one in offerings.all_series()] == [("tai-chi", 60)]


def test_kinds_and_organisers_come_back_and_the_last_word_stays(offerings: Offerings) -> None:
    kind = ActivityKind(key="sport", name={"zh-Hans": "文体", "en": "Sport"}, public_benefit=True)
    offerings.put_kind(kind)
    offerings.put_kind(replace(kind, retired=True))
    offerings.put_organiser(replace(COACH, people=3))
    offerings.put_organiser(COACH)
    assert offerings.kinds() == [replace(kind, retired=True)]
    assert offerings.organisers() == [COACH]


def test_another_centre_has_offerings_of_its_own(database: Database) -> None:
    database.programme(CENTRE).offerings.put_series([TAI_CHI])
    other = database.programme(replace(CENTRE, id="other")).offerings  # type: ignore[arg-type]
    assert other.all_series() == []
    assert other.put_series([TAI_CHI]) == [replace(TAI_CHI, version=1)]
