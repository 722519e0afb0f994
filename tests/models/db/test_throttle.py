"""Attempts are counted together, whoever counts them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from models.db import Database

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=15)


def test_each_attempt_counts_one(database: Database) -> None:
    throttle = database.throttle()
    assert [throttle.hit("wang|::1", at=AT, window=WINDOW) for _ in range(3)] == [1, 2, 3]
    assert throttle.hit("li|::1", at=AT, window=WINDOW) == 1
    assert throttle.count("wang|::1", at=AT, window=WINDOW) == 3
    assert throttle.count("nobody", at=AT, window=WINDOW) == 0


def test_a_counter_begins_again_after_its_window(database: Database) -> None:
    throttle = database.throttle()
    throttle.hit("k", at=AT, window=WINDOW)
    throttle.hit("k", at=AT + WINDOW - timedelta(seconds=1), window=WINDOW)
    assert throttle.count("k", at=AT + WINDOW - timedelta(seconds=1), window=WINDOW) == 2
    assert throttle.count("k", at=AT + WINDOW, window=WINDOW) == 0
    assert throttle.hit("k", at=AT + WINDOW, window=WINDOW) == 1


def test_success_clears_a_key_and_time_purges_it(database: Database) -> None:
    throttle = database.throttle()
    for key in ("a", "b"):
        throttle.hit(key, at=AT, window=WINDOW)
    throttle.clear("a")
    assert throttle.count("a", at=AT, window=WINDOW) == 0
    assert throttle.purge(before=AT + WINDOW) == 1
    assert throttle.count("b", at=AT, window=WINDOW) == 0


@pytest.mark.parametrize("key", ["a\x00b", "\ud800", "x" * 100_000, ""])
def test_any_text_is_a_key(database: Database, key: str) -> None:
    assert database.throttle().hit(key, at=AT, window=WINDOW) == 1


def test_no_attempt_is_lost_among_many_at_once(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: database.throttle().hit("k", at=AT, window=WINDOW), range(40)))
    assert sorted(counts) == list(range(1, 41))
