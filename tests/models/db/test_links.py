"""A one-time link works once, in time, for an account that may sign in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from models.db import Database
from models.identity import UnknownAccountError

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
LIFE = timedelta(minutes=10)


@pytest.fixture
def account(database: Database) -> int:
    return database.accounts().create("wang", "h", [], at=AT).id


def test_a_link_signs_in_once(database: Database, account: int) -> None:
    token = database.links().issue(account, at=AT, lifetime=LIFE)
    first = database.links().redeem(token, at=AT)
    assert first.account == database.accounts().by_id(account)
    assert database.links().redeem(token, at=AT) is None


@pytest.mark.parametrize("wall", [True, False])
def test_a_link_tells_whether_it_is_for_a_wall_screen(database: Database, account: int, wall: bool) -> None:
    redeemed = database.links().redeem(
        database.links().issue(account, at=AT, lifetime=LIFE, wall=wall), at=AT
    )
    assert redeemed is not None
    assert redeemed.wall is wall


def test_of_many_at_once_one_wins(database: Database, account: int) -> None:
    token = database.links().issue(account, at=AT, lifetime=LIFE)
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda _: database.links().redeem(token, at=AT), range(8)))
    assert sum(winner is not None for winner in won) == 1


def test_a_link_is_worthless_after_its_life(database: Database, account: int) -> None:
    token = database.links().issue(account, at=AT, lifetime=LIFE)
    assert database.links().redeem(token, at=AT + LIFE) is None
    assert database.links().redeem("unknown", at=AT) is None


def test_a_link_of_a_disabled_account_opens_nothing(database: Database, account: int) -> None:
    token = database.links().issue(account, at=AT, lifetime=LIFE)
    database.accounts().set_disabled(account, disabled=True)
    assert database.links().redeem(token, at=AT) is None


def test_nobody_gets_no_link(database: Database) -> None:
    with pytest.raises(UnknownAccountError, match="404"):
        database.links().issue(404, at=AT, lifetime=LIFE)


def test_old_links_are_purged(database: Database, account: int) -> None:
    database.links().issue(account, at=AT, lifetime=LIFE)
    fresh = database.links().issue(account, at=AT + LIFE, lifetime=LIFE)
    assert database.links().purge(at=AT + LIFE) == 1
    assert database.links().redeem(fresh, at=AT + LIFE) is not None
