"""The property service of the simulated centre: a dozen courtyards, what is done there every month and on call, for a year."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ingest.simulator.seed import generator, number
from ingest.simulator.tariff import CLERK, COUNCIL
from ingest.simulator.world import World
from models.money.assent import Assent
from models.money.correction import corrected
from models.money.entry import Entry, EntrySource, Posting
from models.money.month import month_of, next_month
from models.money.ports import Ledger, Money
from models.money.property import Building, ServiceLine, ServiceUnit, Tariff, tariff_on
from models.money.property_ports import Property
from models.money.standing import standing_entries
from models.money.work_order import WorkOrder, order_entries

_DAY, _FORTNIGHT = timedelta(days=1), timedelta(days=14)
CHUNK = 500
"""Documents of one transaction."""

COURTS = (
    *("探勘一院 Court 1", "探勘二院 Court 2", "探勘三院 Court 3", "翠竹苑 Bamboo Court"),
    *("梅园 Plum Garden", "桂苑 Osmanthus Court", "河畔院 Riverside", "老机务院 Old Depot"),
    *("供销院 Co-op Court", "粮站院 Granary Court", "新安院 Xin'an", "学府院 College Court"),
)
LINES = (
    ("stairs", "楼道保洁 Stairs and yards", ServiceUnit.FLAT_MONTH, 1_300, 800),
    ("gate", "门岗值守 Gate keeping", ServiceUnit.M2_MONTH, 14, 8),
    ("drains", "管道疏通 Drains", ServiceUnit.CALL, 12_000, 5_000),
    ("lamps", "灯具更换 Lamps", ServiceUnit.CALL, 4_500, 2_000),
    ("locks", "门锁维修 Locks", ServiceUnit.CALL, 8_000, 4_000),
    ("handyman", "上门小修 Handyman", ServiceUnit.HOUR, 6_000, 3_000),
)
"""Key, name in both languages, unit, what a unit costs and what residents pay, in fen."""

GUARANTEED = frozenset({"stairs", "gate"})
CALLS_A_DAY = 0.14
"""Of each courtyard."""

ASKED, PAID_AT_ONCE, NEVER_PAID = 0.6, 0.82, 0.05
OPEN_DAYS = 3
"""How long the youngest orders may wait for somebody."""


def keep_property(
    world: World,
    money: Money,
    first: date,
    until: datetime,
    asked: Callable[[], None] = lambda: None,
) -> int:
    """Papers, orders and monthly charges from the first day to `until`: how many entries. What is there stays as people
    left it. asked: called before each chunk; may raise to stop, and the next run goes on from there."""
    kept, today = money.property_service, world.centre.day_of(until)
    _papers(world, kept, first, until)
    ids = {one.id for one in kept.orders(first, today)}
    new = [one for one in orders(world, kept.tariffs(), first, until) if one.id not in ids]
    done = 0
    for start in range(0, len(new), CHUNK):
        asked()
        some = new[start : start + CHUNK]
        kept.put_orders(some)
        done += len(corrected(money.ledger, list(order_entries(some)), by=CLERK, at=until).posted)
    asked()
    return done + _charge(world, kept, money.ledger, first, until)


def houses(world: World) -> Iterator[Building]:
    for n, name in enumerate(COURTS, start=1):
        flats = 24 + number(world.seed, world.centre.id, "court", n) % 73
        yield Building(id=f"Y{n:02}", name=_name(name), flats=flats, area_m2=flats * (62 + n % 5 * 9))


def lines() -> Iterator[ServiceLine]:
    for key, name, unit, _, _ in LINES:
        yield ServiceLine(key=key, name=_name(name), unit=unit, guaranteed=key in GUARANTEED)


def tariffs(first: date, until: datetime, zone_noon: datetime) -> Iterator[Tariff]:
    """From the first day on; the handyman became dearer half a year ago, and drains wait for a second person."""
    agreed = Assent(
        decision="2025-09/3",
        proposed_by=CLERK,
        proposed_at=zone_noon,
        approved_by=COUNCIL,
        approved_at=zone_noon,
    )
    for key, _, _, cost, fee in LINES:
        yield _tariff(key, first.replace(day=1), cost, fee, agreed)
    turn = month_of(until.date() - timedelta(days=182))
    if turn > first:
        yield _tariff("handyman", turn, 6_600, 3_200, replace(agreed, decision="2026-03/2"))
    waiting = Assent(decision="2026-11/1", proposed_by=CLERK, proposed_at=until)
    yield _tariff("drains", next_month(month_of(until.date())), 12_600, 5_200, waiting)


def _tariff(line: str, day: date, cost: int, fee: int, assent: Assent) -> Tariff:
    return Tariff(
        id=f"sim-{line}-{day}", line=line, valid_from=day, cost_fen=cost, fee_fen=fee, assent=assent
    )


def orders(world: World, known: Sequence[Tariff], first: date, until: datetime) -> Iterator[WorkOrder]:
    """What residents called for, day by day."""
    today = world.centre.day_of(until)
    on_call = [key for key, _, unit, _, _ in LINES if unit in (ServiceUnit.CALL, ServiceUnit.HOUR)]
    for n in range((today - first).days + 1):
        day = first + n * _DAY
        for house in houses(world):
            draw = generator(world.seed, world.centre.id, house.id, day.isoformat(), "call")
            if draw.random() < CALLS_A_DAY:
                line = on_call[int(draw.integers(len(on_call)))]
                tariff = tariff_on(known, line, day)
                if tariff is not None:
                    yield _order(world, house.id, tariff, day, today, draw.random(4).tolist())


def _order(
    world: World, house: str, tariff: Tariff, day: date, today: date, chance: Sequence[float]
) -> WorkOrder:
    units = 1 + int(chance[0] * 3) if tariff.line == "handyman" else 1
    at = datetime.combine(day, time(10), tzinfo=world.centre.zone_info)
    order = WorkOrder(
        id=f"sim-{house}-{day:%Y%m%d}",
        building=house,
        line=tariff.line,
        units=units,
        day=day,
        by=CLERK,
        at=at,
    )
    if (today - day).days < OPEN_DAYS and chance[1] < 0.5:
        return order
    later = day if chance[2] < PAID_AT_ONCE else day + _FORTNIGHT
    paid = later if chance[2] < 1 - NEVER_PAID and later <= today else None
    judged = 5 - int(chance[3] / ASKED * 2.6) if chance[3] < ASKED else None
    cost, fee = units * tariff.cost_fen, units * tariff.fee_fen
    return replace(order, done=day, paid=paid, satisfaction=judged, cost_fen=cost, fee_fen=fee)


def _papers(world: World, kept: Property, first: date, until: datetime) -> None:
    """Only where there are none."""
    if not kept.buildings():
        kept.put_buildings(list(houses(world)))
    if not kept.lines():
        kept.put_lines(list(lines()))
        noon = datetime.combine(first, time(12), tzinfo=world.centre.zone_info)
        kept.propose(list(tariffs(first, until, noon)))


def _charge(world: World, kept: Property, ledger: Ledger, first: date, until: datetime) -> int:
    month, today, wanted = month_of(first), world.centre.day_of(until), list[Entry]()
    while month <= today:
        charged = list(
            standing_entries(kept.lines(), kept.buildings(), kept.tariffs(), month, world.centre.zone_info)
        )
        wanted += [*charged, *_paid(world, charged, today)]
        month = next_month(month)
    there = {one.entry.key for one in ledger.by_keys([one.key for one in wanted])}
    new = [one for one in wanted if one.key not in there]
    return len(corrected(ledger, new, by=CLERK, at=until).posted)


def _paid(world: World, charged: Iterable[Entry], today: date) -> Iterator[Entry]:
    """Most flats pay by the twelfth; each courtyard in its own measure."""
    for one in charged:
        day, house, line = one.day.replace(day=12), one.postings[0].building, one.postings[0].party
        part = 80 + number(world.seed, world.centre.id, house, one.key) % 20
        fen = one.postings[0].fen * part // 100
        if day <= today and fen:
            taken = {"takings": fen, "receivable.property": -fen}
            yield Entry(
                key=f"{one.key}:paid",
                source=EntrySource.PROPERTY,
                day=day,
                at=datetime.combine(day, time(12), tzinfo=world.centre.zone_info),
                postings=tuple(
                    Posting(account=account, fen=amount, building=house, party=line)
                    for account, amount in taken.items()
                ),
                document=one.document,
            )


def _name(both: str) -> dict[str, str]:
    chinese, _, english = both.partition(" ")
    return {"zh-Hans": chinese, "en": english}
