"""The simulated front desk as time passes: neighbours book, call off and are checked in, by the ways that people use."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from config.settings import Settings
from ingest.simulator.books import begun, keep_books
from ingest.simulator.filling import BOOKED_AHEAD
from ingest.simulator.funds import endow
from ingest.simulator.office import chronicle
from ingest.simulator.world import World
from models.db import Database, open_database
from models.ports import StoreError
from models.programme.booking import Booking, BookingSource, BookingStatus, Party
from models.programme.ports import ChangedMeanwhileError, FullError, Programme

EVERY_S = 60.0

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
        while not stopped.wait(EVERY_S):
            try:
                _serve_all(database, worlds)
            except StoreError as error:
                log.warning("the front desk must wait: %s", error)
    finally:
        database.close()


def _serve_all(database: Database, worlds: Sequence[World]) -> None:
    if database.is_current():
        for world in worlds:
            now = datetime.now(UTC)
            attend(world, database.programme(world.centre), now)
            _keep_books(world, database, now)


def _keep_books(world: World, database: Database, now: datetime) -> None:
    """The hours and invoices of the last days. A book that nobody began is begun by the history, from its first day."""
    money, today = database.money(world.centre.id), world.centre.day_of(now)
    if begun(money.ledger):
        let = database.tenancies(world.centre.id).within(today - BOOKED_SINCE, today)
        keep_books(world, money, let, today - BOOKED_SINCE, now)
        endow(money, world.centre, now, world.seed)


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
            programme.bookings.book(replace(told, status=_CONFIRMED, cancelled_at=None, checked_in_at=None))
            return True
        if kept.source is BookingSource.SIMULATED and (kept.status, told.status) in _STEPS:
            at = told.checked_in_at or told.cancelled_at or told.booked_at
            programme.bookings.change(kept.id, [kept.status], told.status, at)
            return True
    except (ChangedMeanwhileError, FullError, LookupError):
        return False
    return False
