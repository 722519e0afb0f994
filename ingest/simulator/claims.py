"""The meal claims of the simulated centre: its bands, and every month's claim but the last checked, sent and mostly paid."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ingest.simulator.tariff import CLERK, COUNCIL
from ingest.simulator.till import BANDS
from ingest.simulator.world import World
from models.calendar import Window, business_day
from models.event import EventKind
from models.money.assent import Assent
from models.money.meal_claim import Claim, ClaimStatus, drafted, payment, subsidised, weeks_of
from models.money.month import month_of, next_month
from models.money.ports import Money
from models.money.subsidy import SubsidyRule
from models.ports import Events

PAID_AFTER = timedelta(days=40)
"""From the end of a month until its money comes."""

_DAY = timedelta(days=1)


def keep_claims(world: World, money: Money, events: Events, first: date, until: datetime) -> int:
    """Bands where there are none, and the claims of whole months that nobody has begun: how many claims."""
    kept, today, month = money.subsidies, world.centre.day_of(until), next_month(month_of(first - _DAY))
    if not kept.rules():
        kept.propose([_rule(world, first)])
    done = 0
    while next_month(next_month(month)) <= today:
        if kept.claim(month) is None:
            done += claim(world, money, events, month, today)
        month = next_month(month)
    return done


def _rule(world: World, first: date) -> SubsidyRule:
    at = _noon(world, first)
    assent = Assent(
        decision="2025-09/4", proposed_by=CLERK, proposed_at=at, approved_by=COUNCIL, approved_at=at
    )
    return SubsidyRule(id="sim-bands", valid_from=month_of(first), bands=BANDS, assent=assent)


def claim(world: World, money: Money, events: Events, month: date, today: date) -> bool:
    """The claim of a month that is over, unless somebody has begun it: whether there is one now that was not there."""
    last, zone = next_month(month) - _DAY, world.centre.zone_info
    window = Window(business_day(month, zone).start, business_day(last, zone).end)
    meals = subsidised(events.within(window, [EventKind.SALE]), money.subsidies.rules(), zone)
    told = _told(world, drafted(month, meals, weeks_of(month, last)), last, today)
    return bool(told.total.subsidy_fen) and _keep(world, money, told, ClaimStatus.DRAFT)


def receive(world: World, money: Money, today: date) -> int:
    """The money of claims that the simulated office sent, once it is due: how many were paid."""
    done = 0
    for sent in money.subsidies.claims():
        due = next_month(sent.month) - _DAY + PAID_AFTER
        if sent.status is ClaimStatus.SENT and sent.sent_by == COUNCIL and due <= today:
            paid = replace(
                sent, status=ClaimStatus.PAID, paid_by=CLERK, paid_on=due, paid_fen=sent.total.subsidy_fen
            )
            done += _keep(world, money, paid, ClaimStatus.SENT)
    return done


def _keep(world: World, money: Money, told: Claim, before: ClaimStatus) -> bool:
    """Whether it was still as it was before; the money that came is written down in the same transaction."""
    entry = payment(told, _noon(world, told.paid_on)) if told.paid_on else None
    return money.subsidies.keep(told, before, entry=entry)


def _told(world: World, draft: Claim, last: date, today: date) -> Claim:
    """Checked on the third day after the month, sent on the fifth, paid later."""
    paid_on = last + PAID_AFTER if last + PAID_AFTER <= today else None
    return Claim(
        month=draft.month,
        status=ClaimStatus.PAID if paid_on else ClaimStatus.SENT,
        bands=draft.bands,
        weeks=draft.weeks,
        checked_by=CLERK,
        checked_at=_noon(world, last + 3 * _DAY),
        sent_by=COUNCIL,
        sent_at=_noon(world, last + 5 * _DAY),
        paid_by=CLERK if paid_on else "",
        paid_on=paid_on,
        paid_fen=draft.total.subsidy_fen if paid_on else 0,
    )


def _noon(world: World, day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=world.centre.zone_info)
