"""Who rents the stalls of the simulated street: most of them for long, some change hands, a few stand empty."""

from collections.abc import Iterator
from datetime import date, timedelta

from ingest.simulator.seed import number
from ingest.simulator.world import World
from models.stall import Tenancy

EMPTY_OF_TEN, CHANGED_OF_TEN = 1, 3
LEAST_RENT_FEN, RENT_STEP_FEN = 80_000, 10_000
"""The cheapest stall of a month, and what the next better one costs more."""

VACANT = timedelta(days=40)
"""How long a stall stands empty between two tenants."""


def tenancies(world: World, first: date, last: date) -> Iterator[Tenancy]:
    """Those of the days from first to last; the same whenever they are asked for with the same seed."""
    for stall in world.centre.stalls.values():
        drawn = number(world.seed, world.centre.id, stall.id, "rent")
        fate, middle = drawn % 10, first + (last - first) * (20 + drawn // 10 % 60) // 100
        codes = [f"T{drawn // 1000 % 900 + 100}", f"T{drawn // 1_000_000 % 900 + 100}"]
        spells: list[tuple[date, date | None]] = [(first, None)]
        if fate < EMPTY_OF_TEN:
            spells = [(first, middle)]
        elif fate < EMPTY_OF_TEN + CHANGED_OF_TEN:
            spells = [(first, middle), (middle + VACANT, None)]
        for n, (start, end) in enumerate(spells):
            yield Tenancy(
                id=f"sim-{stall.id}-{n}",
                stall=stall.id,
                tenant=codes[n],
                first=start,
                last=end,
                rent_fen=LEAST_RENT_FEN + drawn // 7 % 15 * RENT_STEP_FEN,
            )
