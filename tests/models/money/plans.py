"""Price plans for tests: the gym of 2, 5 and 8 yuan an hour, and a low-fee course."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from models.calendar import CHINA, Calendar, CalendarDay, DayType, Window
from models.money.price import (
    Band,
    Concession,
    PlanStatus,
    PlanVersion,
    Priced,
    PriceUnit,
    Way,
)
from models.programme.booking import BookingStatus
from models.programme.who import Who

WORKING = frozenset({DayType.WORKDAY, DayType.MAKEUP})
FREE = frozenset(DayType) - WORKING

GYM_PLAN = PlanVersion(
    plan="gym",
    number=1,
    name={"zh-Hans": "健身房", "en": "Gym"},
    what=Priced.GYM,
    unit=PriceUnit.HOUR,
    base_fen=500,
    bands=(
        Band(days=WORKING, start=time(9), end=time(16), fen=200),
        Band(days=WORKING, start=time(18, 30), end=time(21), fen=800),
        Band(days=FREE, start=time(14), end=time(0), fen=800),
    ),
    concessions=(
        Concession(who=Who.REDUCED, way=Way.SHARE, amount=3_000),
        Concession(who=Who.SENIOR_75, way=Way.FIXED, amount=100),
        Concession(who=Who.STUDENT, way=Way.OFF, amount=250),
    ),
    cap_fen=1_200,
    valid_from=date(2026, 1, 1),
    status=PlanStatus.APPROVED,
    proposed_by="li",
    decided_by="wang",
)

COURSE = replace(
    GYM_PLAN,
    plan="course",
    name={"zh-Hans": "低价课程"},
    what=Priced.COURSE,
    unit=PriceUnit.USE,
    base_fen=1_000,
    bands=(Band(days=WORKING, start=time(9), end=time(16), fen=600),),
    concessions=(Concession(who=Who.REDUCED, way=Way.SHARE, amount=5_000),),
    cap_fen=None,
    charged=frozenset({BookingStatus.NO_SHOW}),
)

HOLIDAY = date(2026, 10, 1)
CALENDAR = Calendar({HOLIDAY: CalendarDay(day=HOLIDAY, day_type=DayType.STATUTORY)})


def use(day: date, start: str, minutes: int) -> Window:
    """From a local time on, so many minutes."""
    at = datetime.combine(day, time.fromisoformat(start), tzinfo=CHINA).astimezone(UTC)
    return Window(at, at + timedelta(minutes=minutes))


def changed(one: PlanVersion, **fields: Any) -> PlanVersion:
    return replace(one, **fields)
