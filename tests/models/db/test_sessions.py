"""Sessions end when they should and cannot be read out of the database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, make_url, text

from models.account import Grant, Role
from models.db import Database
from tests.postgres import PASSWORD

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)


@pytest.fixture
def account(database: Database) -> int:
    return database.accounts().create("wang", "h", [Grant(role=Role.MANAGER)], at=AT).id


def opened(database: Database, account: int, at: datetime = AT) -> str:
    return database.sessions().open(account, at=at, idle=IDLE, absolute=ABSOLUTE, address="127.0.0.1")


def alive(database: Database, token: str, at: datetime, *, active: bool = True) -> bool:
    return database.sessions().resume(token, at=at, active=active) is not None


def test_a_session_leads_to_its_account(database: Database, account: int) -> None:
    found = database.sessions().resume(opened(database, account), at=AT)
    assert found is not None
    session, owner = found
    assert owner == database.accounts().by_id(account)
    assert (session.created_at, session.last_seen_at, session.expires_at) == (AT, AT, AT + ABSOLUTE)
    assert (session.idle, session.address, session.account_id) == (IDLE, "127.0.0.1", account)


def test_tokens_are_long_and_never_the_same(database: Database, account: int) -> None:
    tokens = {opened(database, account) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 22 for token in tokens)


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "\ud800", "' or 1=1 --"])
def test_a_wrong_token_opens_nothing(database: Database, account: int, token: str) -> None:
    opened(database, account)
    assert not alive(database, token, AT)


def test_a_session_ends_after_its_idle_time(database: Database, account: int) -> None:
    token = opened(database, account)
    assert alive(database, token, AT + IDLE - timedelta(seconds=1), active=False)
    assert not alive(database, token, AT + IDLE)


def test_activity_prolongs_and_looking_does_not(database: Database, account: int) -> None:
    busy, looked_at = opened(database, account), opened(database, account)
    for minutes in range(20, 100, 20):
        at = AT + timedelta(minutes=minutes)
        assert alive(database, busy, at)
        assert alive(database, looked_at, at, active=False) == (at < AT + IDLE)


def test_many_requests_at_once_are_few_writes(database: Database, account: int) -> None:
    token = opened(database, account)
    database.sessions().resume(token, at=AT + timedelta(seconds=59))
    (session,) = database.sessions().of(account, at=AT + timedelta(minutes=1))
    assert session.last_seen_at == AT
    database.sessions().resume(token, at=AT + timedelta(seconds=60))
    (session,) = database.sessions().of(account, at=AT + timedelta(minutes=1))
    assert session.last_seen_at == AT + timedelta(seconds=60)


def test_no_activity_prolongs_beyond_the_absolute_end(database: Database, account: int) -> None:
    token = opened(database, account)
    at = AT
    while at < AT + ABSOLUTE:
        assert alive(database, token, at)
        at += timedelta(minutes=20)
    assert not alive(database, token, AT + ABSOLUTE)


def test_a_revoked_session_is_dead_and_its_neighbour_lives(database: Database, account: int) -> None:
    one, two = opened(database, account), opened(database, account)
    database.sessions().revoke(one)
    database.sessions().revoke("unknown")
    assert (alive(database, one, AT), alive(database, two, AT)) == (False, True)


def test_all_sessions_of_an_account_can_end_but_one(database: Database, account: int) -> None:
    other = database.accounts().create("li", "h", [], at=AT).id
    tokens = [opened(database, account) for _ in range(3)]
    foreign = opened(database, other)
    assert database.sessions().revoke_all(account, keep=tokens[1]) == 2
    assert [alive(database, token, AT) for token in (*tokens, foreign)] == [False, True, False, True]
    assert database.sessions().revoke_all(account) == 1


def test_a_disabled_account_has_no_living_session(database: Database, account: int) -> None:
    token = opened(database, account)
    database.accounts().set_disabled(account, disabled=True)
    assert not alive(database, token, AT)


def test_living_sessions_are_listed_newest_first_and_dead_ones_purged(
    database: Database, account: int
) -> None:
    opened(database, account, AT - ABSOLUTE)
    opened(database, account, AT - timedelta(minutes=5))
    opened(database, account, AT)
    sessions = database.sessions().of(account, at=AT)
    assert [session.created_at for session in sessions] == [AT, AT - timedelta(minutes=5)]
    assert database.sessions().purge(at=AT) == 1
    assert database.sessions().of(account, at=AT) == sessions


def test_neither_a_token_nor_its_key_stands_in_the_database_in_clear(
    database: Database, account: int, url: str
) -> None:
    token = opened(database, account)
    link = database.links().issue(account, at=AT, lifetime=IDLE)
    address = make_url(url)
    engine = create_engine(
        address if address.get_backend_name() == "sqlite" else address.set(password=PASSWORD)
    )
    with engine.connect() as connection:
        kept = [
            str(connection.execute(text(f"SELECT * FROM {table}")).all())
            for table in ("web_session", "sign_in_link")
        ]
    engine.dispose()
    (session,) = database.sessions().of(account, at=AT)
    assert token not in kept[0]
    assert link not in kept[1]
    assert not alive(database, session.key, AT)
