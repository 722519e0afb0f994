"""Buckets are made when the store can be reached, and not asked for again."""

from ingest.store_preparation import StorePreparation
from models.ports import StoreError, StoreUnavailableError


class Store:
    def __init__(self, *faults: Exception) -> None:
        self.faults, self.asked = list(faults), 0

    def ensure(self) -> None:
        self.asked += 1
        if self.faults:
            raise self.faults.pop(0)


def test_a_store_that_starts_later_is_prepared_later() -> None:
    store = Store(StoreUnavailableError("away"))
    preparation = StorePreparation(store.ensure)
    preparation.step()
    assert not preparation.settled
    preparation.step()
    assert (preparation.settled, store.asked) == (True, 2)


def test_a_token_that_may_only_read_and_write_settles_it() -> None:
    preparation = StorePreparation(Store(StoreError("organisation 'x' is not seen")).ensure)
    preparation.step()
    assert preparation.settled
