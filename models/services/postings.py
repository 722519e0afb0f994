"""Documents become entries: what tills and carriers told, and the rent of every stall."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from models.calendar import business_date
from models.centre import Space
from models.event import Event
from models.money.correction import Corrected, corrected, document_of, withdrawn
from models.money.entry import Entry, EntrySource
from models.money.ports import Money, Such
from models.money.rent_entry import rent_entries
from models.money.sale_entry import ENTRIES, event_key
from models.money.unposted import Unposted
from models.ports import Ports
from models.services.deed import note
from models.services.known_sensors import known_sensors

BOOKKEEPER = "system"
"""Who writes down what no person entered."""

CHUNK = 1_000
"""Documents of one transaction: a fifth of a second, so that nobody waits long for the book."""

MOST_AT_ONCE = 10_000
"""Events of one turn; a year that was filled in takes some turns, and the other jobs of the house come between."""

log = logging.getLogger(__name__)


def post_events(ports: Ports, _since: datetime, at: datetime) -> int:
    """Write down what was sold and brought: how many entries changed. What a replay corrected is taken back and posted
    anew; what is no more is taken back; an amount that cannot be is told in the audit trail and left out."""
    money, done = ports.money, 0
    if money is None:
        return 0
    for _ in range(MOST_AT_ONCE // CHUNK):
        waiting = money.unposted.newest(CHUNK)
        if not waiting:
            break
        became = _post(ports, money, waiting, at)
        money.unposted.strike(waiting)
        done += len(became.posted) + len(became.corrected)
    return done


def post_rents(ports: Ports, _since: datetime, at: datetime) -> int:
    """Write down the rent of each month that has begun, as the tenancies say it now: how many entries changed. What
    the book says of other months is taken back: a first or last day that was moved, a tenancy that was removed."""
    if ports.money is None or ports.tenancies is None:
        return 0
    zone = ports.centre.zone_info
    today = business_date(at, zone)
    wanted: list[Entry] = []
    for tenancy in ports.tenancies.within(date.min, today):
        stall = ports.centre.stalls.get(tenancy.stall)
        wanted += rent_entries(tenancy, stall.space if stall else "", today, zone)
    ledger = ports.money.ledger
    became = corrected(ledger, wanted, by=BOOKKEEPER, at=at)
    told = {document_of(one.entry.key) for one in ledger.lines(Such(sources=(EntrySource.RENT,)))}
    became += withdrawn(ledger, told - {one.key for one in wanted}, by=BOOKKEEPER, at=at)
    return len(became.posted) + len(became.corrected)


def _post(ports: Ports, money: Money, waiting: Sequence[Unposted], at: datetime) -> Corrected:
    spaces = {key: ports.centre.spaces.get(sensor.space) for key, sensor in known_sensors(ports).items()}
    wanted: list[Entry] = []
    unwanted: list[str] = []
    for one in waiting:
        event = one.event
        entry = _entry(ports, event, spaces.get(event.sensor), at) if event else None
        if entry is None:
            unwanted.append(event_key(one.kind, one.sensor, one.id))
        else:
            wanted.append(entry)
    became = corrected(money.ledger, wanted, by=BOOKKEEPER, at=at)
    return became + withdrawn(money.ledger, unwanted, by=BOOKKEEPER, at=at)


def _entry(ports: Ports, event: Event, space: Space | None, at: datetime) -> Entry | None:
    try:
        return ENTRIES[event.kind](event, space, ports.centre.zone_info)
    except ValueError as error:
        log.warning("%s %s of %s is not posted: %s", event.kind, event.id, event.sensor, error)
        subject = f"{event.sensor}:{event.kind}:{event.id}"[:200]
        note(ports, BOOKKEEPER, "posting.refused", subject, at, why=str(error)[:300])
        return None
