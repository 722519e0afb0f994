"""The simulated street is mostly let, never twice, and always in the same way."""

from datetime import date

from ingest.simulator.rents import tenancies
from tests.fakes import MemoryTenancies
from tests.ingest.simulator.worlds import shijiawan

FIRST, LAST = date(2025, 10, 20), date(2026, 11, 22)


def test_no_stall_is_let_twice_and_most_are_let() -> None:
    world, book = shijiawan(), MemoryTenancies()
    for one in tenancies(world, FIRST, LAST):
        book.put(one)
    assert {one.stall for one in book.kept.values()} == set(world.centre.stalls)
    assert 0.6 * len(world.centre.stalls) < len(book.within(LAST, LAST))


def test_the_same_seed_lets_the_same_stalls() -> None:
    assert list(tenancies(shijiawan(), FIRST, LAST)) == list(tenancies(shijiawan(), FIRST, LAST))
    assert list(tenancies(shijiawan(seed=8), FIRST, LAST)) != list(tenancies(shijiawan(), FIRST, LAST))
