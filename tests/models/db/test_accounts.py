"""Accounts: names, grants, passwords and the lock."""

from datetime import UTC, datetime

import pytest

from models.account import Account, Grant, Role
from models.db import Database
from models.identity import NameTakenError, UnknownAccountError

AT = datetime(2026, 11, 22, 4, 0, 0, 123456, tzinfo=UTC)
HERE = Grant(role=Role.FRONT_DESK, centre="shijiawan")
EVERYWHERE = Grant(role=Role.MANAGER)


def manager(database: Database, name: str = "Wang Fang") -> Account:
    return database.accounts().create(
        name, "$argon2id$x", [EVERYWHERE, HERE], at=AT, must_change_password=True, locale="en"
    )


def test_an_account_comes_back_as_it_was_made(database: Database) -> None:
    made = manager(database)
    assert made.name == "Wang Fang"
    assert set(made.grants) == {HERE, EVERYWHERE}
    assert (made.must_change_password, made.disabled, made.created_at, made.locale) == (True, False, AT, "en")
    assert database.accounts().by_id(made.id) == made
    assert database.accounts().find("Wang Fang") == made


@pytest.mark.parametrize("name", ["wang fang", " WANG FANG ", "Ｗａｎｇ Ｆａｎｇ"])
def test_a_name_is_found_without_regard_to_case_and_width(database: Database, name: str) -> None:
    made = manager(database)
    assert database.accounts().find(name) == made
    with pytest.raises(NameTakenError, match="is taken"):
        manager(database, name)


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "a\nb", "\ud800", "' or 1=1 --"])
def test_a_hostile_name_finds_nobody(database: Database, name: str) -> None:
    manager(database)
    assert database.accounts().find(name) is None


def test_an_unprintable_name_cannot_be_taken(database: Database) -> None:
    with pytest.raises(ValueError, match="unprintable"):
        manager(database, "a\x00b")


def test_an_account_without_grants_is_one_too(database: Database) -> None:
    made = database.accounts().create("guest", "h", [], at=AT)
    assert made.grants == ()
    assert database.accounts().all() == [made]


def test_all_come_by_name(database: Database) -> None:
    for name in ("陈", "bo", "Al"):
        manager(database, name)
    assert [account.name for account in database.accounts().all()] == ["Al", "bo", "陈"]


def test_password_grants_lock_and_language_can_be_changed(database: Database) -> None:
    accounts = database.accounts()
    made = manager(database)
    accounts.set_password(made.id, "$argon2id$y")
    accounts.set_grants(made.id, [HERE])
    accounts.set_disabled(made.id, disabled=True)
    accounts.set_locale(made.id, "zh-Hans")
    found = accounts.by_id(made.id)
    assert found is not None
    assert (found.grants, found.disabled, found.locale) == ((HERE,), True, "zh-Hans")
    assert not found.must_change_password
    assert accounts.password_hash(made.id) == "$argon2id$y"


def test_nobody_is_named_as_nobody(database: Database) -> None:
    accounts = database.accounts()
    assert accounts.by_id(404) is None
    for change in (
        lambda: accounts.password_hash(404),
        lambda: accounts.set_password(404, "h"),
        lambda: accounts.set_grants(404, [HERE]),
        lambda: accounts.set_disabled(404, disabled=True),
        lambda: accounts.set_locale(404, "en"),
    ):
        with pytest.raises(UnknownAccountError, match="404"):
            change()
