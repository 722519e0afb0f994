"""The simulated front desk as time passes: neighbours book, call off and are checked in, by the ways that people use."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from config.settings import Settings
from ingest.simulator.books import begun, keep_books
from ingest.simulator.clerk import Clerk
from ingest.simulator.filling import BOOKED_AHEAD
from ingest.simulator.office import chronicle
from ingest.simulator.world import World
from models.db import Database, open_database
from models.ports import StoreError
from models.programme.booking import Booking, BookingSource, BookingStatus, Party
from models.programme.ports import ChangedMeanwhileError, FullError, Programme
from models.programme.who import Who

EVERY_S = 60.0
HURRY_S = 2.0
"""How long others have the book for themselves while the clerk has more to do."""

BOOKED_SINCE = timedelta(days=40)
"""How far back the desk looks whether its books are whole: a month and what is due some days after it."""

_CONFIRMED, _WAITING = BookingStatus.CONFIRMED, BookingStatus.WAITING
_STEPS = {
    (_CONFIRMED, BookingStatus.CHECKED_IN),
    (_CONFIRMED, BookingStatus.CANCELLED),
    (_CONFIRMED, BookingStatus.LATE_CANCELLED),
    (_WAITING, BookingStatus.CANCELLED),
}
"""What neighbours and the desk do. Absence and the end of a session are for the house to notice."""

log = logging.getLogger("linli.simulate")


def serve(settings: Settings, worlds: Sequence[World], stopped: threading.Event) -> None:
    """Look after the desks of the centres until `stopped` is set. A database that is away is tried again."""
    database = open_database(settings.database.url, password=settings.database.password.get_secret_value())
    try:
        clerks, wait_s = [Clerk(world) for world in worlds], EVERY_S
        while not stopped.wait(wait_s):
            wait_s = EVERY_S
            try:
                if _serve_all(database, clerks):
                    wait_s = HURRY_S
            except StoreError as error:
                log.warning("the front desk must wait: %s", error)
    finally:
        database.close()


def _serve_all(database: Database, clerks: Sequence[Clerk]) -> bool:
    """One turn of every centre; whether a clerk has more to do."""
    more = False
    if database.is_current():
        for clerk in clerks:
            now = datetime.now(UTC)
            attend(clerk.world, database.programme(clerk.world.centre), now)
            more |= _keep_books(clerk, database, now)
    return more


def _keep_books(clerk: Clerk, database: Database, now: datetime) -> bool:
    """The hours and invoices of the last days, and a step of the clerk's work. A book that nobody began is begun by the
    history, from its first day."""
    world = clerk.world
    money, today = database.money(world.centre.id), world.centre.day_of(now)
    if not begun(money.ledger):
        return False
    let = database.tenancies(world.centre.id).within(today - BOOKED_SINCE, today)
    keep_books(world, money, let, today - BOOKED_SINCE, now)
    return clerk.turn(database, now)


def attend(world: World, programme: Programme, now: datetime) -> int:
    """Bring the bookings of today and of the next weeks to where they are at `now`; how many changed."""
    today = world.centre.day_of(now)
    told = chronicle(world, today - timedelta(days=1), today + BOOKED_AHEAD, now)
    open_ones = {
        one.id
        for one in programme.sessions.find([session.id for session in told.sessions])
        if one.held and one.places and now < one.window.end
    }
    kept = {one.id: one for one in programme.bookings.of_sessions(open_ones)}
    parties = {party.id: party for party in told.parties}
    wanted = sorted((one for one in told.bookings if one.session in open_ones), key=lambda one: one.booked_at)
    return sum(_follow(programme, kept.get(one.id), one, parties[one.party]) for one in wanted)


def _follow(programme: Programme, kept: Booking | None, told: Booking, party: Party) -> bool:
    """One booking. What somebody else made of it stays."""
    try:
        if kept is None:
            programme.bookings.put_party(party)
            asked = replace(
                told, cancelled_at=None, checked_in_at=None, pays_as=party.pays_as or Who.EVERYBODY
            )
            programme.bookings.book(replace(asked, status=_CONFIRMED))
            return True
        if kept.source is BookingSource.SIMULATED and (kept.status, told.status) in _STEPS:
            at = told.checked_in_at or told.cancelled_at or told.booked_at
            programme.bookings.change(kept.id, [kept.status], told.status, at)
            return True
    except (ChangedMeanwhileError, FullError, LookupError):
        return False
    return False
