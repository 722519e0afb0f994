"""What guests paid today, by line and hour, beside what is usual on such a weekday, and what no statement shows yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median_low

from models.calendar import BUSINESS_DAY_CUT, business_date, business_day
from models.centre import Sensor, SensorRole
from models.event import Event, EventKind
from models.money.chart import CHART, AccountKind, Line, account_of
from models.money.ports import Ledger, Such, Sum
from models.money.result import result
from models.ports import Ports
from models.services.known_sensors import known_sensors
from models.services.strangers import refusal

WEEKS = 6
"""How many days of the same weekday tell what is usual."""

NOT_TAKEN = frozenset(
    {
        *("income.canteen.subsidy", "income.market.rent", "income.property"),
        *("income.grant", "income.operator_share"),
    }
)
"""Income that nobody pays at a desk or till: claimed, owed by the month, or given."""

TAKEN = tuple(key for key, one in CHART.items() if one.kind is AccountKind.INCOME and key not in NOT_TAKEN)

CLEARING = "takings"
"""The account on which money stands between its sale and the statement that shows it."""

PAID = (CLEARING, "cash", "wechat", "alipay")
"""Where what guests pay goes to: what is owed, and what comes by bank as the month's bill of a care place, is not taken."""

HOURS = tuple((BUSINESS_DAY_CUT.hour + n) % 24 for n in range(24))
"""The hours of a business day in their order."""


@dataclass(frozen=True, slots=True)
class DayTakings:
    """The takings of one business day. hours: local hour -> line -> fen; a line without any is absent."""

    day: date
    hours: Mapping[int, Mapping[Line, int]] = field(default_factory=dict)

    @property
    def fen(self) -> int:
        return self.until(len(HOURS))

    def until(self, place: int) -> int:
        """What was taken in the first hours of the business day, `place` of them."""
        return sum(self.hour(hour) for hour in HOURS[:place])

    def hour(self, hour: int) -> int:
        return sum(self.hours.get(hour, {}).values())

    def line(self, line: Line, place: int = len(HOURS)) -> int:
        return sum(self.hours.get(hour, {}).get(line, 0) for hour in HOURS[:place])

    def lines(self) -> frozenset[Line]:
        return frozenset(line for lines in self.hours.values() for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """A till and what it told today. last_at: None = nothing yet."""

    sensor: Sensor
    sales: int = 0
    fen: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    """place: the hours of the business day that are over. others: days of the same weekday, the newest first, without
    those on which nothing was taken. unseen_fen: sold up to now and on no statement yet; waiting: events not in the book."""

    at: datetime
    today: DayTakings
    place: int
    others: Sequence[DayTakings]
    tills: Sequence[Till]
    unseen_fen: int
    waiting: int

    def usual(self, place: int = len(HOURS)) -> int | None:
        """What is usual in the first hours of such a day (the median of the others); None = there is no such day yet."""
        return _usual(day.until(place) for day in self.others)

    def usual_line(self, line: Line, place: int = len(HOURS)) -> int | None:
        return _usual(day.line(line, place) for day in self.others)

    def usual_hour(self, hour: int) -> int | None:
        return _usual(day.hour(hour) for day in self.others)

    def lines(self) -> list[Line]:
        """Those that took anything today or on the other days, in the order of Line."""
        found = self.today.lines().union(*(day.lines() for day in self.others))
        return [line for line in Line if line in found]


def takings(ports: Ports) -> Takings:
    """The business day of now. Raises RefusedError where no books are kept, StoreError."""
    if ports.money is None:
        raise refusal("no_books")
    at, zone = ports.clock(), ports.centre.zone_info
    today = business_date(at, zone)
    ledger = ports.money.ledger
    days = [_day(ports, ledger, today - timedelta(weeks=n)) for n in range(WEEKS + 1)]
    unseen = ledger.sums(["account"], Such(accounts=(CLEARING,)))
    return Takings(
        at=at,
        today=days[0],
        place=(at - business_day(today, zone).start) // timedelta(hours=1),
        others=[day for day in days[1:] if day.hours],
        tills=_tills(ports, today),
        unseen_fen=sum(one.fen for one in unseen),
        waiting=ports.money.unposted.count(),
    )


def _day(ports: Ports, ledger: Ledger, day: date) -> DayTakings:
    hours: dict[int, list[Sum]] = defaultdict(list)
    for one in ledger.sums(["at", "account"], Such(first=day, last=day, accounts=TAKEN, beside=PAID)):
        if one.at is not None:
            hours[one.at.astimezone(ports.centre.zone_info).hour].append(one)
    return DayTakings(day, {hour: _by_line(some) for hour, some in hours.items()})


def _by_line(sums: Iterable[Sum]) -> Mapping[Line, int]:
    found: dict[Line, int] = defaultdict(int)
    for account, fen in result(sums).accounts.items():
        found[account_of(account).line] += fen
    return found


def _tills(ports: Ports, day: date) -> list[Till]:
    """Every till of the centre, also one that is silent; from what it told itself, whether in the book yet or not."""
    known = {key: one for key, one in known_sensors(ports).items() if one.role is SensorRole.TILL}
    told: dict[str, list[Event]] = defaultdict(list)
    for event in ports.events.within(business_day(day, ports.centre.zone_info), (EventKind.SALE,)):
        told[event.sensor].append(event)
    return [_till(one, told[key]) for key, one in known.items()]


def _till(sensor: Sensor, told: Sequence[Event]) -> Till:
    amounts = (event.values.get("total_fen", 0) for event in told)
    return Till(
        sensor=sensor,
        sales=len(told),
        fen=sum(fen for fen in amounts if isinstance(fen, int)),
        last_at=max((event.at for event in told), default=None),
    )


def _usual(values: Iterable[int]) -> int | None:
    known = list(values)
    return median_low(known) if known else None
