"""The monthly claim for subsidised meals: by band and week, tied to the book to the fen, and how far it has come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from models.addition import Addable
from models.calendar import business_date
from models.event import Event, EventKind
from models.money.chart import CHART
from models.money.entry import Entry, EntrySource, Posting
from models.money.ports import Sum
from models.money.subsidy import NOBODY, UNKNOWN, SubsidyRule, band_of, pays, rule_on

SUBSIDY_ACCOUNT = CHART["income.canteen.subsidy"].key


class ClaimStatus(StrEnum):
    """How far a claim has come; each is `claims.status.<status>` of the catalogue."""

    DRAFT = "draft"
    CHECKED = "checked"  # its figures stand still from here on
    SENT = "sent"  # by another person
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class BandSum(Addable):
    """meals: attendances, not persons; menu_fen: at menu price; subsidy_fen: the part that is claimed."""

    meals: int = 0
    menu_fen: int = 0
    subsidy_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidisedMeal:
    """A slip of the till with a subsidy. odd: its subsidy is not the share of its band."""

    sensor: str
    id: str
    day: date
    band: str
    told: BandSum
    odd: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A day on which tills and book do not say the same subsidy."""

    day: date
    told_fen: int
    booked_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One month (its first day). number: 0 = the month's claim, 1, 2 ... = what was heard of after those before it. weeks: Monday -> band -> meals; reason: why it was checked although something did not fit.

    sent_by is never checked_by. paid_fen: what came, which may be less than what was claimed.
    """

    month: date
    number: int = 0
    status: ClaimStatus = ClaimStatus.DRAFT
    bands: Mapping[str, BandSum] = field(default_factory=dict)
    weeks: Mapping[date, Mapping[str, int]] = field(default_factory=dict)
    reason: str = ""
    checked_by: str = ""
    checked_at: datetime | None = None
    sent_by: str = ""
    sent_at: datetime | None = None
    paid_by: str = ""
    paid_on: date | None = None
    paid_fen: int = 0

    @property
    def total(self) -> BandSum:
        return BandSum.summed(self.bands.values())

    @property
    def key(self) -> str:
        """ "2026-11", and "2026-11+1" for its first supplement."""
        return f"{self.month:%Y-%m}" + (f"+{self.number}" if self.number else "")


def subsidised(events: Iterable[Event], rules: Collection[SubsidyRule], zone: tzinfo) -> list[SubsidisedMeal]:
    """The slips that a subsidy was paid for, or should have been: those with an amount or a band."""
    found = []
    for event in events:
        if event.kind is EventKind.SALE:
            one = _meal(event, rules, zone)
            if one.band != NOBODY:
                found.append(one)
    return found


def _meal(event: Event, rules: Collection[SubsidyRule], zone: tzinfo) -> SubsidisedMeal:
    day, told = business_date(event.at, zone), _sum(event)
    rule = rule_on(rules, day)
    said = str(event.values.get("age_band", ""))
    band = band_of(rule, told.menu_fen, told.subsidy_fen, told.meals, said)
    share = next((one for one in (rule.bands if rule else ()) if one.key == band), None)
    odd = share is not None and not pays(share, told.menu_fen, told.subsidy_fen, told.meals)
    return SubsidisedMeal(
        sensor=event.sensor, id=event.id, day=day, band=band, told=told, odd=odd or band == UNKNOWN
    )


def _sum(event: Event) -> BandSum:
    names = {"meals": "covers", "menu_fen": "total_fen", "subsidy_fen": "subsidy_fen"}
    values = {name: event.values.get(key, int(name == "meals")) for name, key in names.items()}
    return BandSum(**{name: value for name, value in values.items() if isinstance(value, int)})


def weeks_of(first: date, last: date) -> list[date]:
    """The Mondays whose weeks touch the days from first to last."""
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(days=n) for n in range(0, (last - monday).days + 1, 7)]


def drafted(month: date, meals: Iterable[SubsidisedMeal], mondays: Sequence[date]) -> Claim:
    """The claim as the slips say it now. mondays: of the weeks that touch the month, each with every band."""
    bands: dict[str, BandSum] = defaultdict(BandSum)
    weeks: dict[date, dict[str, int]] = {monday: defaultdict(int) for monday in mondays}
    for one in meals:
        bands[one.band] += one.told
        monday = max(monday for monday in mondays if monday <= one.day)
        weeks[monday][one.band] += one.told.meals
    ordered = sorted(bands, key=lambda band: (band == UNKNOWN, band))
    return Claim(
        month=month,
        bands={band: bands[band] for band in ordered},
        weeks={monday: {band: row.get(band, 0) for band in ordered} for monday, row in weeks.items()},
    )


def beside(heard: Claim, others: Collection[Claim], number: int) -> Claim:
    """What a month's slips say beside what its other claims say already: with those before it, what a supplement is of."""
    bands = {
        band: _rest(one, [other.bands.get(band) for other in others]) for band, one in heard.bands.items()
    }
    gone = {band for other in others for band in other.bands} - heard.bands.keys()
    bands |= {band: _rest(BandSum(), [other.bands.get(band) for other in others]) for band in sorted(gone)}
    weeks = {
        monday: {
            band: row.get(band, 0) - sum(other.weeks.get(monday, {}).get(band, 0) for other in others)
            for band in bands
        }
        for monday, row in heard.weeks.items()
    }
    return replace(heard, number=number, bands=bands, weeks=weeks)


def _rest(one: BandSum, others: Iterable[BandSum | None]) -> BandSum:
    return BandSum.summed([one, *(other.times(-1) for other in others if other is not None)])


def differences(meals: Iterable[SubsidisedMeal], booked: Iterable[Sum]) -> list[Difference]:
    """Days on which they differ. booked: sums of SUBSIDY_ACCOUNT by day; income is below 0 there."""
    told: dict[date, int] = defaultdict(int)
    for one in meals:
        told[one.day] += one.told.subsidy_fen
    book: dict[date, int] = defaultdict(int)
    for row in booked:
        if row.day is not None:
            book[row.day] -= row.fen
    days = sorted(told.keys() | book.keys())
    return [Difference(day, told[day], book[day]) for day in days if told[day] != book[day]]


def payment(claim: Claim, at: datetime) -> Entry:
    """The entry of what came for a claim that was paid. Raises ValueError for one that was not."""
    if claim.paid_on is None:
        raise ValueError(f"the claim of {claim.key} is not paid")
    return Entry(
        key=f"claim:{claim.key}",
        source=EntrySource.CLAIM,
        day=claim.paid_on,
        at=at,
        postings=(
            Posting(account="bank", fen=claim.paid_fen),
            Posting(account="receivable.subsidy", fen=-claim.paid_fen),
        ),
        document=f"claim:{claim.month:%Y-%m}",
    )
