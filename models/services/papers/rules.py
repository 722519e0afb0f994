"""What the opening standard of a year is judged by: opening rules and closures, the programme, the prices. No person."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from models.calendar import DayType, business_date
from models.centre import SpaceKind
from models.document import filled, plain
from models.metric.period import Period
from models.money.price import Priced
from models.money.price_life import by_plan, in_force
from models.ports import Ports
from models.programme.activity import OrganiserKind
from models.programme.who import Who
from models.report.home import Home
from models.report.inputs.programme import Offered
from models.report.inputs.rules import DaysOpen, RulesInputs
from models.services.monthly.opening import HOLIDAYS, Hours, closures, open_hours, promised
from models.services.monthly.programme import programme_inputs
from models.services.papers.frame import frame

FITNESS_DAY = (8, 8)
"""全民健身日: month and day."""

GROUPS = (Who.STUDENT, Who.SENIOR_60, Who.DISABLED)
"""Who is to pay less (domain.md 2.4)."""

VENUE = (Priced.COURSE, Priced.ROOM, Priced.GYM)
"""What is a price of a place for sports; meals are not."""


def rules_inputs(ports: Ports, year: int) -> RulesInputs:
    """Of the days of the year that are over; ValueError for a year that has not begun, StoreError."""
    whole, today = Period(date(year, 1, 1), date(year, 12, 31)), _today(ports)
    if whole.first >= today:
        raise ValueError(f"{year} has not begun: nothing can be said of it")
    period = Period(whole.first, min(whole.last, today - timedelta(days=1)))
    spaces = ports.centre.spaces
    house = open_hours(ports, spaces.values(), whole)
    outdoor = [one for one in spaces.values() if one.kind is SpaceKind.OUTDOOR]
    days = list(period.days())
    read = RulesInputs(
        **frame(ports, whole),
        house=promised(house, days),
        ahead=sum(house[day] > 0 for day in whole.days() if day > period.last),
        is_over=period.last == whole.last,
        kinds={kind: _days(house, _such(ports, days, kind)) for kind in DayType},
        school_holidays=_days(house, [day for day in days if ports.calendar.day(day).school in HOLIDAYS]),
        outdoor=_days(open_hours(ports, outdoor, period), days) if outdoor else None,
        closures=closures(ports, period),
        names={key: one.name for key, one in spaces.items()},
        **_programme(ports, period),
        reduced=_reduced(ports, period.last),
        limits=dict(ports.centre.standard),
    )
    return filled(RulesInputs, plain(read))


def _today(ports: Ports) -> date:
    return business_date(ports.clock(), ports.centre.zone_info)


def _such(ports: Ports, days: Iterable[date], kind: DayType) -> list[date]:
    return [day for day in days if ports.calendar.day_type(day) is kind]


def _days(hours: Hours, days: Sequence[date]) -> DaysOpen:
    opened = [hours[day] for day in days if hours[day] > 0]
    return DaysOpen(promised=promised(hours, days), shortest=min(opened, default=None))


def _programme(ports: Ports, period: Period) -> dict[str, Any]:
    """Nothing is known where no programme is kept, or nothing was ever written in it."""
    day = date(period.first.year, *FITNESS_DAY)
    found: dict[str, Any] = {"fitness_day": day <= period.last}
    told = programme_inputs(ports, period)
    if not told.offered:
        return found | {"priced": None, "events": None, "trained": None}
    courses = [one for one in told.of(Home.PROGRAMME) if one.organiser is not OrganiserKind.GROUP]
    return found | {
        "priced": _priced(ports, day),
        "events": sum(one.held for one in told.of(Home.ACTIVITY)),
        "trained": sum(one.outcome.attended for one in courses) if _counted(courses) else None,
    }


def _counted(courses: Iterable[Offered]) -> bool:
    """Whether it is known of any session how many came."""
    return any(one.outcome.sessions for one in courses)


def _priced(ports: Ports, day: date) -> int:
    """Sessions of that day that took place and cost something."""
    window = Period(day, day).window(ports.centre.zone_info)
    sessions = ports.programme.sessions.within(window) if ports.programme else ()
    return sum(one.held and bool(one.price_plan) for one in sessions)


def _reduced(ports: Ports, day: date) -> tuple[str, ...] | None:
    """None = nothing costs anything here, or no prices are kept."""
    if ports.money is None:
        return None
    plans = by_plan(ports.money.prices.versions()).values()
    held = [one for versions in plans if (one := in_force(versions, day)) and one.what in VENUE]
    dear = [one for one in held if one.base_fen > 0]
    if not dear:
        return None
    return tuple(who for who in GROUPS if all(one.concession(who) for one in dear))
