"""What things cost in the simulated centre: low-fee courses, the gym's three prices an hour, meals, rooms."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ingest.simulator.courier import FEE_FEN
from ingest.simulator.effects import EFFECTS, WORKING
from ingest.simulator.till import BANDS
from models.calendar import DayType
from models.message import LocalText
from models.money.ports import Prices
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

CLERK, COUNCIL = "sim-clerk", "sim-manager"
"""Who proposes the simulated prices, and who agrees to them."""

_FREE = frozenset(DayType) - WORKING
_HALF = Concession(who=Who.REDUCED, way=Way.SHARE, amount=5_000)
_NO_SHOW = frozenset({BookingStatus.NO_SHOW})


def _text(zh: str, en: str) -> LocalText:
    return {"zh-Hans": zh, "en": en}


def _band(start: str, end: str, fen: int, days: frozenset[DayType] = WORKING) -> Band:
    return Band(days=days, start=time.fromisoformat(start), end=time.fromisoformat(end), fen=fen)


def _plan(key: str, zh: str, en: str, what: Priced, fen: int) -> PlanVersion:
    return PlanVersion(plan=key, name=_text(zh, en), what=what, base_fen=fen, valid_from=date.min)


PLANS = (
    replace(
        _plan("sport", "低偿运动课", "Low-fee sport class", Priced.COURSE, 1_200),
        bands=(_band("09:00", "16:00", 600), _band("09:00", "18:00", 1_500, _FREE)),
        concessions=(_HALF, Concession(who=Who.SENIOR_75, way=Way.FIXED, amount=200)),
        cap_fen=1_500,
        cap_month_fen=8_000,
        charged=_NO_SHOW,
    ),
    replace(
        _plan("craft", "低价手作与书画课", "Low-fee art and craft class", Priced.COURSE, 1_000),
        bands=(_band("09:00", "16:30", 500),),
        concessions=(_HALF,),
        cap_fen=1_500,
        charged=_NO_SHOW,
    ),
    replace(
        _plan("family", "亲子课程", "Class for families", Priced.COURSE, 1_500),
        concessions=(replace(_HALF, amount=3_000),),
        cap_fen=2_000,
    ),
    replace(
        _plan("gym", "健身房（按小时）", "Gym by the hour", Priced.GYM, 500),
        unit=PriceUnit.HOUR,
        bands=(
            _band("08:30", "16:00", 200),
            _band("18:30", "21:00", 800),
            _band("14:00", "18:00", 800, _FREE),
        ),
        concessions=(
            replace(_HALF, who=Who.SENIOR_60),
            Concession(who=Who.SENIOR_75, way=Way.FIXED, amount=100),
            replace(_HALF, who=Who.DISABLED),
            Concession(who=Who.STUDENT, way=Way.SHARE, amount=2_000),
        ),
        cap_fen=1_500,
    ),
    replace(
        _plan("room", "活动室租用", "Room hire", Priced.ROOM, 4_000),
        unit=PriceUnit.HOUR,
        bands=(_band("09:00", "17:00", 2_000), _band("09:00", "21:00", 6_000, _FREE)),
        concessions=(replace(_HALF, who=Who.VOLUNTEER),),
    ),
    replace(
        _plan("lunch", "午餐套餐", "Set lunch", Priced.MEAL, 1_500),
        bands=(_band("10:30", "11:00", 1_300, frozenset(DayType)),),
        concessions=tuple(
            Concession(who=who, way=Way.SHARE, amount=band.bp)
            for who, band in zip((Who.SENIOR_60, Who.SENIOR_75), BANDS, strict=True)
        ),
    ),
    replace(
        _plan("delivery", "送餐上门", "Meal delivery", Priced.DELIVERY, FEE_FEN),
        concessions=(Concession(who=Who.SENIOR_75, way=Way.FIXED, amount=0),),
    ),
)
"""As they are from the first day of the history on."""

CHEAPER_MORNING = _band("08:30", "11:30", 100)
"""What EFFECTS["gym-morning-price"] brings: an earlier and cheaper part of the working day."""

COURSE_PLANS: Mapping[str, str] = {"orange": "sport", "green": "craft", "purple": "family"}
"""Zone of the room -> the plan of its courses; those of other zones are free."""


def tariff(first: date, last: date) -> Iterator[tuple[PlanVersion, date]]:
    """The versions of the days from first to last, each with the day on which it was agreed to."""
    for plan in PLANS:
        yield replace(plan, valid_from=first, decision="居民议事会 01 号"), first
    starts = sorted(EFFECTS["gym-morning-price"].first_day(year) for year in (first.year, last.year))
    for cheaper in sorted({start for start in starts if first + timedelta(days=30) < start <= last})[:1]:
        gym = next(plan for plan in PLANS if plan.plan == "gym")
        bands = (CHEAPER_MORNING, _band("11:30", "16:00", 200), *gym.bands[1:])
        yield (
            replace(gym, bands=bands, valid_from=cheaper, decision="居民议事会 07 号"),
            cheaper - timedelta(days=14),
        )


def price(prices: Prices, first: date, last: date, at: datetime) -> None:
    """Only into an empty book: what is there stays as people left it."""
    if prices.versions():
        return
    for version, agreed in tariff(first, last):
        kept = prices.propose(version, by=CLERK, at=at)
        prices.decide(kept.plan, kept.number, PlanStatus.APPROVED, by=COUNCIL, at=at, today=agreed)
