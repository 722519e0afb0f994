"""What the canteen's till sells: one sale for each guest, at menu price, with the seniors' subsidy in whole fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ingest.simulator.seed import generator
from ingest.simulator.truth import space_day
from ingest.simulator.world import World, instant
from models.centre import SpaceId
from models.money.subsidy import BASIS_POINTS, AgeBand

BUYS = 0.94
"""Share of guests who buy; the rest keep somebody company."""

BANDS = (AgeBand(lowest=60, highest=74, bp=1000), AgeBand(lowest=75, highest=None, bp=1500))
"""What the subsidy pays of the menu price."""

SUBSIDY_BP = (0, *(band.bp for band in BANDS))
"""Basis points by place in AGES: under 60, 60 to 74, 75 and older."""

AGES = (0.45, 0.38, 0.17)

MENU: Mapping[str, tuple[tuple[tuple[str, int], ...], ...]] = {
    "breakfast": ((("porridge-set", 500),), (("noodles", 800),), (("soy-milk", 200), ("steamed-bun", 300))),
    "lunch": ((("set-meal-a", 1500),), (("set-meal-b", 1200), ("soup", 200)), (("senior-set", 1000),)),
    "dinner": ((("set-meal-a", 1500),), (("noodles", 900), ("side-dish", 400)), (("senior-set", 1000),)),
}
"""Meal -> what people put on their tray, as dishes with their price in fen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One tray at the till. lines: dish, number, fen of the line; band: "" = without subsidy."""

    id: str
    at: int
    meal: str
    lines: tuple[tuple[str, int, int], ...]
    subsidy_fen: int
    band: str = ""

    @property
    def total_fen(self) -> int:
        return sum(fen for _, _, fen in self.lines)


def sales(world: World, space: SpaceId, day: date) -> list[Sale]:
    """Every sale of a canteen's day, in order of time."""
    people = space_day(world, space, day)
    draw = generator(world.seed, world.centre.id, space, day.isoformat(), "till")
    count = len(people.arrivals)
    at = people.arrivals + draw.integers(20_000, 120_000, count)
    buys, age = draw.random(count) < BUYS, draw.choice(len(AGES), count, p=AGES)
    tray = draw.integers(0, 3, count)
    rows = sorted(zip(at[buys].tolist(), age[buys].tolist(), tray[buys].tolist(), strict=True))
    return [_sale(world, day, number, *row) for number, row in enumerate(rows, start=1)]


def _sale(world: World, day: date, number: int, at: int, age: int, tray: int) -> Sale:
    meal = _meal(instant(at).astimezone(world.centre.zone_info).hour)
    lines = tuple((dish, 1, fen) for dish, fen in MENU[meal][tray])
    total = sum(fen for _, _, fen in lines)
    return Sale(
        id=f"{day:%Y%m%d}-{number:05d}",
        at=at,
        meal=meal,
        lines=lines,
        subsidy_fen=total * SUBSIDY_BP[age] // BASIS_POINTS,
        band=BANDS[age - 1].key if age else "",
    )


def _meal(hour: int) -> str:
    if hour < 10:
        return "breakfast"
    return "lunch" if hour < 15 else "dinner"
