"""The verb `user`: accounts from the command line."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import passwords
from dashboard.users import ACTIONS, main
from models.account import EVERYWHERE, Account, Grant, Role
from models.db import Database
from tests.blank import blank_database
from tests.web_deployment import PASSWORD


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return blank_database(tmp_path / "centre.db")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_LANG", "en")


def user(folder: Path, *arguments: str) -> int:
    return main(["--data-dir", str(folder), *arguments])


def account(database: Database, name: str) -> Account:
    found = database.accounts().find(name)
    assert found is not None
    return found


def test_a_new_account_gets_a_password_that_must_be_changed(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert user(tmp_path, "add", "mei", "--role", "viewer@shijiawan", "--role", "auditor") == 0
    shown = re.search(r"Password: (\S+)", capsys.readouterr().out)
    made = account(database, "mei")
    assert shown
    assert passwords.matches(shown[1], database.accounts().password_hash(made.id))
    assert made.must_change_password
    assert set(made.grants) == {
        Grant(role=Role.VIEWER, centre="shijiawan"),
        Grant(role=Role.AUDITOR, centre=EVERYWHERE),
    }


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["add", "mei", "--role", "king"], "king"),
        (["add", "mei", "--role", "viewer@atlantis"], "atlantis"),
        (["passwd", "nobody"], "nobody"),
        (["link", "nobody"], "nobody"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    assert user(tmp_path, *arguments) == 1
    assert word in capsys.readouterr().err


def test_a_name_is_taken_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert user(tmp_path, "add", "mei", "--role", "viewer") == 0
    assert user(tmp_path, "add", "MEI", "--role", "viewer") == 1
    assert "exists already" in capsys.readouterr().err


def test_a_typed_password_is_judged_and_needs_no_change(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    user(tmp_path, "add", "mei", "--role", "viewer")
    monkeypatch.setattr("sys.stdin", io.StringIO("password123\n"))
    assert user(tmp_path, "passwd", "mei", "--ask") == 1
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert user(tmp_path, "passwd", "mei", "--ask") == 0
    made = account(database, "mei")
    assert passwords.matches(PASSWORD, database.accounts().password_hash(made.id))
    assert not made.must_change_password


def test_a_link_signs_in_and_locking_out_kills_it(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    user(tmp_path, "add", "mei", "--role", "viewer")
    user(tmp_path, "link", "mei")
    assert "http://127.0.0.1:8050/sign-in/link?token=" in capsys.readouterr().out
    assert user(tmp_path, "disable", "mei") == 0
    assert account(database, "mei").disabled
    assert user(tmp_path, "enable", "mei") == 0
    assert not account(database, "mei").disabled


def test_a_wall_screen_gets_a_link_of_its_own(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    user(tmp_path, "add", "hall", "--role", "viewer@shijiawan")
    assert user(tmp_path, "link", "hall", "--wall") == 0
    told = capsys.readouterr().out
    assert "400 days" in told
    token = re.search(r"token=(\S+)", told)
    assert token
    redeemed = database.links().redeem(token[1], at=datetime.now(UTC))
    assert redeemed is not None
    assert redeemed.wall
    assert database.audit().recent()[0].entry.action == "link.wall"


@pytest.mark.parametrize("roles", [["manager"], ["viewer@shijiawan", "finance@shijiawan"]])
def test_who_is_more_than_a_viewer_cannot_be_a_wall_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], roles: list[str]
) -> None:
    user(tmp_path, "add", "mei", *(part for role in roles for part in ("--role", role)))
    assert user(tmp_path, "link", "mei", "--wall") == 1
    said = capsys.readouterr().err
    assert all(word in said for word in ("mei", "viewer", *roles))


def test_the_list_shows_names_and_roles_and_no_secret(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    user(tmp_path, "add", "mei", "--role", "viewer@shijiawan")
    capsys.readouterr()
    assert user(tmp_path, "list") == 0
    shown = capsys.readouterr().out
    assert re.fullmatch(r"mei +viewer@shijiawan\n", shown)
    assert database.accounts().password_hash(account(database, "mei").id) not in shown


def test_other_roles_take_the_place_of_those_held_and_both_are_on_record(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    user(tmp_path, "add", "mei", "--role", "viewer@shijiawan", "--role", "auditor")
    assert user(tmp_path, "roles", "mei", "--role", "finance") == 0
    assert "finance" in capsys.readouterr().out
    assert account(database, "mei").grants == (Grant(role=Role.FINANCE),)
    changed, made = (record.entry for record in database.audit().recent(2))
    assert (changed.action, made.action) == ("account.roles", "account.create")
    assert set(made.details["roles"].split(", ")) == {"viewer@shijiawan", "auditor"}
    assert set(changed.details["before"].split(", ")) == {"viewer@shijiawan", "auditor"}
    assert changed.details["after"] == "finance"


def test_every_act_is_on_record(tmp_path: Path, database: Database) -> None:
    user(tmp_path, "add", "mei", "--role", "viewer")
    for action in ("passwd", "link", "disable", "enable"):
        assert user(tmp_path, action, "mei") == 0
    written = [record.entry.action for record in database.audit().recent()]
    assert written == ["account.enable", "account.disable", "link.issue", "password.reset", "account.create"]


def test_every_action_has_help_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for language in ("en", "zh"):
        monkeypatch.setenv("LINLI_LANG", language)
        for action in ACTIONS:
            with pytest.raises(SystemExit) as ended:
                main([action, "--help"])
            assert ended.value.code == 0
    assert capsys.readouterr().out
