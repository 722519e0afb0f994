"""The monthly claim for subsidised meals: put together from the tills, tied to the book, checked by one, sent by another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from models.account import Account, Permission
from models.centre import SpaceKind
from models.event import EventKind
from models.metric.period import Period, month_of
from models.money.correction import document_key, newest
from models.money.entry import Entry
from models.money.meal_claim import (
    SUBSIDY_ACCOUNT,
    BandSum,
    Claim,
    ClaimStatus,
    Difference,
    SubsidisedMeal,
    beside,
    differences,
    drafted,
    payment,
    subsidised,
    weeks_of,
)
from models.money.ports import Such
from models.money.property_ports import Subsidies
from models.money.subsidy import SubsidyRule
from models.ports import Ports
from models.services.deed import done_by
from models.services.known_sensors import known_sensors
from models.services.property import demand
from models.services.strangers import refusal

LONGEST_REASON = 200
FINAL = frozenset({ClaimStatus.SENT, ClaimStatus.PAID})
"""What left the house: what is heard of afterwards is claimed by a supplement."""

MOST_FEN = 10**11
SHOWN = 200
"""Slips that are listed one by one; how many there are beside them is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSheet:
    """A month's claim and what lies beside it.

    claim: as it is kept, or as the slips say it now where it is a draft; heard: as the slips say it now; differing: days on
    which tills and book differ; unbooked: slips of those days that are not in the book with that amount; odd: slips whose
    subsidy is not the share of their band, or whose band is not known; booked: whether the book has anything of the month; made: its claim and
    supplements that are past their draft.
    """

    claim: Claim
    heard: Claim
    differing: Sequence[Difference]
    unbooked: Sequence[SubsidisedMeal]
    odd: Sequence[SubsidisedMeal]
    booked: bool
    made: Sequence[Claim]

    @property
    def fits(self) -> bool:
        """Whether it may be checked without a reason."""
        return not (self.differing or self.odd)

    @property
    def supplement(self) -> int | None:
        """The number of the supplement that what was heard of late may go into; None = there is none to make yet."""
        final = bool(self.made) and all(one.status in FINAL for one in self.made)
        return len(self.made) if final and self.late.subsidy_fen > 0 else None

    @property
    def late(self) -> BandSum:
        """What was heard of since it was checked, less what was taken back."""
        now, then = self.heard.total, self.claim.total
        return BandSum(
            meals=now.meals - then.meals,
            menu_fen=now.menu_fen - then.menu_fen,
            subsidy_fen=now.subsidy_fen - then.subsidy_fen,
        )


def subsidies_of(ports: Ports) -> Subsidies:
    """Raises RefusedError where this deployment keeps no books."""
    if ports.money is None:
        raise refusal("property.no_books")
    return ports.money.subsidies


def claims_of(ports: Ports, month: date) -> list[Claim]:
    """The claim of the month in which a day lies and its supplements, past their draft, by number. Raises RefusedError."""
    return [one for one in subsidies_of(ports).claims() if one.month == month_of(month).first]


def claim_sheet(ports: Ports, month: date, number: int = 0) -> ClaimSheet:
    """The claim of the month in which a day lies, or a supplement: one that is kept, or the next. Raises RefusedError."""
    kept, period = subsidies_of(ports), month_of(month)
    made = claims_of(ports, month)
    if not 0 <= number <= len(made):
        raise refusal("claim.number", n=number)
    meals = _meals(ports, period, kept.rules())
    whole = drafted(period.first, meals, weeks_of(period.first, period.last))
    heard = beside(whole, [one for one in made if one.number != number], number)
    claim = next((one for one in made if one.number == number), heard)
    such = Such(first=period.first, last=period.last, accounts=(SUBSIDY_ACCOUNT,))
    booked = ports.money.ledger.sums(("day",), such) if ports.money else []
    differing = differences(meals, booked)
    days = {one.day for one in differing}
    return ClaimSheet(
        claim=claim,
        heard=heard,
        differing=differing,
        unbooked=_unbooked(ports, [one for one in meals if one.day in days]),
        odd=[one for one in meals if one.odd],
        booked=bool(booked),
        made=made,
    )


def _meals(ports: Ports, period: Period, rules: Sequence[SubsidyRule]) -> list[SubsidisedMeal]:
    zone = ports.centre.zone_info
    canteens = {space.id for space in ports.centre.spaces.values() if space.kind is SpaceKind.CANTEEN}
    elsewhere = {key for key, one in known_sensors(ports).items() if one.space not in canteens}
    events = ports.events.within(period.window(zone), [EventKind.SALE])
    return subsidised([one for one in events if one.sensor not in elsewhere], rules, zone)


def _unbooked(ports: Ports, meals: Collection[SubsidisedMeal]) -> list[SubsidisedMeal]:
    if ports.money is None or not meals:
        return []
    keys = {document_key("sale", one.sensor, one.id): one for one in meals}
    versions = newest(ports.money.ledger, keys)
    found = []
    for key, one in keys.items():
        entry = versions[key].entry if versions[key].stands else None
        told = -sum(
            line.fen for line in (entry.entry.postings if entry else ()) if line.account == SUBSIDY_ACCOUNT
        )
        if told != one.told.subsidy_fen:
            found.append(one)
    return found


def check_claim(ports: Ports, account: Account, month: date, reason: str = "", number: int = 0) -> Claim:
    """Draft -> checked: the figures stand still. Without a reason only where everything fits. A supplement is checked once
    the claims before it were sent. Raises RefusedError."""
    demand(ports, account, Permission.MONEY_ENTER)
    sheet, why = claim_sheet(ports, month, number), " ".join(reason.split())
    before = [one for one in sheet.made if one.number < number]
    if sheet.claim.status is not ClaimStatus.DRAFT or any(one.status not in FINAL for one in before):
        raise refusal("claim.moved")
    if sheet.heard.total.subsidy_fen <= 0:
        raise refusal("claim.nothing")
    if month_of(month).last >= ports.centre.business_day_of(ports.clock()):
        raise refusal("claim.month_runs")
    if not sheet.fits and not why:
        raise refusal("claim.reason")
    if len(why) > LONGEST_REASON or not why.isprintable():
        raise refusal("claim.reason_long", most=LONGEST_REASON)
    at = ports.clock()
    checked = replace(
        sheet.heard, status=ClaimStatus.CHECKED, reason=why, checked_by=account.name, checked_at=at
    )
    return _keep(ports, account, checked, ClaimStatus.DRAFT)


def reopen_claim(ports: Ports, account: Account, month: date, number: int = 0) -> Claim:
    """Checked -> draft, before it was sent. Raises RefusedError."""
    demand(ports, account, Permission.MONEY_ENTER, Permission.MONEY_APPROVE)
    _standing(ports, month, number, ClaimStatus.CHECKED)
    return _keep(ports, account, Claim(month=month_of(month).first, number=number), ClaimStatus.CHECKED)


def send_claim(ports: Ports, account: Account, month: date, number: int = 0) -> Claim:
    """Checked -> sent, by another person than the one who checked it. Raises RefusedError."""
    demand(ports, account, Permission.MONEY_APPROVE)
    claim = _standing(ports, month, number, ClaimStatus.CHECKED)
    if claim.checked_by == account.name:
        raise refusal("same_person")
    sent = replace(claim, status=ClaimStatus.SENT, sent_by=account.name, sent_at=ports.clock())
    return _keep(ports, account, sent, ClaimStatus.CHECKED)


def pay_claim(ports: Ports, account: Account, month: date, paid_on: date, fen: int, number: int = 0) -> Claim:
    """Sent -> paid: so much came to the bank. What is missing stays to be received. Raises RefusedError."""
    demand(ports, account, Permission.MONEY_ENTER)
    claim = _standing(ports, month, number, ClaimStatus.SENT)
    if not 0 < fen <= min(claim.total.subsidy_fen, MOST_FEN):
        raise refusal("claim.paid_amount")
    if not month_of(month).last < paid_on <= ports.centre.business_day_of(ports.clock()):
        raise refusal("claim.paid_day")
    paid = replace(claim, status=ClaimStatus.PAID, paid_by=account.name, paid_on=paid_on, paid_fen=fen)
    noon = datetime.combine(paid_on, time(12), tzinfo=ports.centre.zone_info).astimezone(UTC)
    return _keep(ports, account, paid, ClaimStatus.SENT, payment(paid, noon))


def _standing(ports: Ports, month: date, number: int, status: ClaimStatus) -> Claim:
    claim = subsidies_of(ports).claim(month_of(month).first, number)
    if claim is None or claim.status is not status:
        raise refusal("claim.moved")
    return claim


def _keep(
    ports: Ports, account: Account, claim: Claim, expected: ClaimStatus, entry: Entry | None = None
) -> Claim:
    told = done_by(
        ports,
        account,
        f"claim.{claim.status}",
        claim.key,
        subsidy_fen=claim.total.subsidy_fen,
        meals=claim.total.meals,
        paid_fen=claim.paid_fen,
        reason=claim.reason,
    )
    if not subsidies_of(ports).keep(claim, expected, told, entry):
        raise refusal("claim.moved")
    return claim
