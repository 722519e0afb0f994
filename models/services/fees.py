"""Finished sessions into the book: what each booking owes by the price plan of its session, and what it owes no more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from models.calendar import Calendar, Window, business_date, business_day
from models.centre import Centre
from models.money.correction import corrected, withdrawn
from models.money.entry import Entry
from models.money.fee import Tariff, fee_key, hire_key
from models.money.month import month_of, next_month
from models.money.ports import Money
from models.money.price import PlanVersion
from models.money.price_life import by_plan
from models.programme.booking import Booking
from models.programme.ports import Programme
from models.programme.session import Session
from models.programme.who import Who

SYSTEM = "system"
"""Who posts, in the book and in the audit trail."""

AT_A_TIME = 500
"""Sessions that are charged in one go."""

_DAY = timedelta(days=1)


def charge_fees(centre: Centre, calendar: Calendar, programme: Programme, money: Money, at: datetime) -> int:
    """Charge every session that changed since the last time, in the order of the changes; how many entries that made.

    A session changes when it ends, and after that with each of its bookings: however late, it is met once more. Twice is
    the same as once. Where a plan for days that are over is approved meanwhile, the next turn begins anew: so the place is
    read before the plans. Raises StoreError.
    """
    done, reached = 0, money.prices.fees_up_to()
    plans = by_plan(money.prices.versions())
    if not plans:
        return 0
    while page := programme.sessions.modified_after(reached.modified, reached.session, AT_A_TIME):
        done += _charge(Tariff(plans, calendar, centre.zone_info), programme, money, page, at)
        place = replace(reached, modified=page[-1].modified, session=page[-1].id)
        if not money.prices.fees_are_up_to(place, reached):
            break
        reached = place
    return done


def _charge(
    tariff: Tariff, programme: Programme, money: Money, changed: Sequence[Session], at: datetime
) -> int:
    sessions = _with_their_months(tariff, programme, changed)
    bookings = _by_session(programme, [one.id for one in sessions if one.places])
    parties = _parties(programme, tariff.plans, sessions, bookings)
    wanted = [entry for one in sessions for entry in tariff.fees(one, bookings.get(one.id, ()), parties)]
    owed = {entry.key for entry in wanted}
    keys = [hire_key(one.id) for one in sessions if not one.places]
    keys += [fee_key(one.id) for rows in bookings.values() for one in rows]
    return _write(money, wanted, [key for key in keys if key not in owed], at)


def _write(money: Money, wanted: Sequence[Entry], others: Collection[str], at: datetime) -> int:
    made = corrected(money.ledger, wanted, by=SYSTEM, at=at) + withdrawn(
        money.ledger, others, by=SYSTEM, at=at
    )
    return len(made.posted) + len(made.corrected)


def _with_their_months(tariff: Tariff, programme: Programme, changed: Sequence[Session]) -> list[Session]:
    """In order of time; with all sessions of a plan in a month where what a party pays in it has a limit."""
    capped = {
        key
        for key, versions in tariff.plans.items()
        if any(one.cap_month_fen is not None for one in versions)
    }
    found = {one.id: one for one in changed}
    for plan, month in sorted(
        {(one.price_plan, _month(tariff, one)) for one in changed if one.price_plan in capped}
    ):
        others = programme.sessions.within(_span(tariff, month))
        found |= {one.id: one for one in others if one.price_plan == plan and _month(tariff, one) == month}
    return sorted(found.values(), key=lambda one: (one.window, one.id))


def _month(tariff: Tariff, session: Session) -> date:
    return month_of(business_date(session.window.start, tariff.zone))


def _span(tariff: Tariff, month: date) -> Window:
    last = business_day(next_month(month) - _DAY, tariff.zone)
    return Window(business_day(month, tariff.zone).start, last.end)


def _by_session(programme: Programme, ids: Collection[str]) -> Mapping[str, list[Booking]]:
    found: dict[str, list[Booking]] = {}
    for booking in programme.bookings.of_sessions(ids):
        found.setdefault(booking.session, []).append(booking)
    return found


def _parties(
    programme: Programme,
    plans: Mapping[str, Sequence[PlanVersion]],
    sessions: Sequence[Session],
    bookings: Mapping[str, Sequence[Booking]],
) -> Mapping[str, Who]:
    """As whom they pay, of those who booked what has a price and whose bookings do not say it."""
    priced = (booking for one in sessions if one.price_plan in plans for booking in bookings.get(one.id, ()))
    ids = {booking.party for booking in priced if booking.pays_as is None}
    return {party.id: party.pays_as for party in programme.bookings.parties(ids) if party.pays_as is not None}
