"""What the simulated house pays and is given, as vouchers that one person entered and another approved."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from ingest.simulator.gym_fees import gym_fees, gyms
from ingest.simulator.seed import number
from ingest.simulator.till import sales
from ingest.simulator.world import World
from models.centre import SpaceId, SpaceKind
from models.money.apportion import apportion
from models.money.entry import Posting
from models.money.month import month_of, next_month, previous_month
from models.money.voucher import Voucher, VoucherState

CLERK, MANAGER = "sim-clerk", "sim-manager"

FOOD_OF_HUNDRED = 45
"""Share of the menu price that the food costs."""

OPERATOR_OF_HUNDRED = 30
"""Share of the gym's fees that its operator keeps."""

STAFF_FEN, CLEANING_FEN, ENERGY_FEN, GRANT_FEN, CARE_FEN = 6_800_000, 850_000, 900_000, 6_000_000, 2_600_000

SEASON = (130, 130, 105, 85, 90, 115, 150, 155, 115, 85, 95, 120)
"""January to December: energy in hundredths of ENERGY_FEN, for heating and for cooling."""

_WEEK = timedelta(days=7)

SIGNED_AFTER = _WEEK
"""The manager signs once a week, so that something always waits."""


@dataclass(frozen=True, slots=True)
class Bill:
    """A row of MONTHLY. at: day of the month; fen: of the world and the month, 0 = none this time."""

    at: int
    debit: str
    credit: str
    memo: str
    fen: Callable[[World, date], int]
    kind: SpaceKind | None = None
    """The kind of space that it was for; of several such the one with the most room."""


def _always(fen: int) -> Callable[[World, date], int]:
    return lambda _world, _month: fen


def _energy(_world: World, month: date) -> int:
    return ENERGY_FEN // 100 * SEASON[previous_month(month).month - 1]


def _grant(_world: World, month: date) -> int:
    return GRANT_FEN if month.month % 3 == 0 else 0


def _repair(world: World, month: date) -> int:
    return 20_000 + number(world.seed, world.centre.id, f"{month}", "repair") % 1_600 * 100


def _operator(world: World, month: date) -> int:
    """Of the month before."""
    first, fees = previous_month(month), 0
    for n in range((month - first).days):
        fees += sum(sum(gym_fees(world, gym.id, first + timedelta(days=n)).values()) for gym in gyms(world))
    return apportion(fees, (OPERATOR_OF_HUNDRED, 100 - OPERATOR_OF_HUNDRED))[0]


def _owed(world: World, month: date) -> int:
    return CLEANING_FEN + _repair(world, previous_month(month))


MONTHLY: Mapping[str, Bill] = {
    "care": Bill(3, "bank", "income.care", "日间照料月费", _always(CARE_FEN), SpaceKind.CARE),
    "operator": Bill(5, "cost.operator_share", "bank", "健身运营方分成", _operator, SpaceKind.GYM),
    "energy": Bill(8, "cost.energy", "bank", "水电气费", _energy),
    "repair": Bill(12, "cost.repair", "payable.supplier", "维修", _repair),
    "suppliers": Bill(15, "payable.supplier", "bank", "支付上月保洁和维修", _owed),
    "grant": Bill(20, "bank", "income.grant", "街道运营补助", _grant),
    "staff": Bill(25, "cost.staff", "bank", "工资", _always(STAFF_FEN)),
    "cleaning": Bill(28, "cost.cleaning", "payable.supplier", "保洁", _always(CLEANING_FEN)),
}
"""What comes round every month; its memo is what the simulated clerk wrote."""


def invoices(world: World, first: date, until: datetime, known: Collection[str] = ()) -> Iterator[Voucher]:
    """Everything that was entered by `until`, of the months and weeks since the first day. What is of today waits still.

    known: ids that are not asked for.
    """
    today = world.centre.day_of(until)
    month = next_month(month_of(first))
    while month <= today:
        for key, bill in MONTHLY.items():
            day, name = month.replace(day=bill.at), f"sim-{month:%Y-%m}-{key}"
            new = name not in known and _entered_at(world, day) <= until
            if new and (fen := bill.fen(world, month)):
                yield _voucher(world, name, day, bill, fen, until)
        month = next_month(month)
    yield from _food(world, first, until, known)


def _food(world: World, first: date, until: datetime, known: Collection[str]) -> Iterator[Voucher]:
    """Each Monday the food of the week before."""
    for canteen in (one for one in world.centre.spaces.values() if one.kind is SpaceKind.CANTEEN):
        monday = first + _WEEK + timedelta(days=-first.weekday() % 7)
        while _entered_at(world, monday) <= until:
            name = f"sim-{monday}-food-{canteen.id}"
            if name not in known and (fen := _price_of_food(world, canteen.id, monday - _WEEK)):
                bill = Bill(0, "cost.food", "bank", "上周食材", _always(fen), SpaceKind.CANTEEN)
                yield _voucher(world, name, monday, bill, fen, until)
            monday += _WEEK


def _price_of_food(world: World, canteen: SpaceId, monday: date) -> int:
    days = (monday + timedelta(days=n) for n in range(7))
    price = sum(one.total_fen for day in days for one in sales(world, canteen, day))
    return apportion(price, (FOOD_OF_HUNDRED, 100 - FOOD_OF_HUNDRED))[0]


def _entered_at(world: World, day: date) -> datetime:
    return datetime.combine(day, time(16), tzinfo=world.centre.zone_info).astimezone(UTC)


def _voucher(world: World, key: str, day: date, bill: Bill, fen: int, until: datetime) -> Voucher:
    such = [one for one in world.centre.spaces.values() if one.kind is bill.kind]
    space = max(such, key=lambda one: one.area_m2).id if such else ""
    entered = Voucher(
        id=key,
        state=VoucherState.ENTERED,
        day=day,
        lines=(
            Posting(account=bill.debit, fen=fen, space=space),
            Posting(account=bill.credit, fen=-fen, space=space),
        ),
        memo=bill.memo,
        entered_by=CLERK,
        entered_at=_entered_at(world, day),
    )
    return signed(entered, until) or entered


def signed(voucher: Voucher, until: datetime) -> Voucher | None:
    """The same as the simulated manager has approved it by `until`; None = not yet."""
    at = voucher.entered_at + SIGNED_AFTER
    if at > until:
        return None
    return replace(voucher, state=VoucherState.APPROVED, decided_by=MANAGER, decided_at=at)
