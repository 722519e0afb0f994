"""`./linli prepare` waits for a database that is still starting, and not for ever."""

from pathlib import Path

import pytest

from config.settings import load_settings
from dashboard.prepare import main, patiently, prepare
from models.db import open_database
from models.ports import StoreError, StoreUnavailableError


def test_a_database_that_comes_up_while_we_wait_is_prepared(tmp_path: Path) -> None:
    obstacle = tmp_path / "later"
    obstacle.write_text("")
    url = f"sqlite:///{obstacle}/centre.db"
    settings = load_settings(environ={"LINLI__DATA__FOLDER": str(tmp_path), "LINLI__DATABASE__URL": url})
    said: list[str] = []

    def come_up(error: StoreUnavailableError) -> None:
        said.append(str(error))
        obstacle.unlink()

    assert patiently(lambda: prepare(settings, with_link=False), 5.0, come_up).password
    assert (obstacle / "centre.db").exists()
    assert len(said) == 1


def test_a_database_that_stays_away_is_waited_for_said_once_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINLI_LANG", "en")
    monkeypatch.setenv("LINLI__DATABASE__URL", "postgresql+psycopg://linli@127.0.0.1:1/linli")
    with pytest.raises(StoreUnavailableError, match="127"):
        main(["--data-dir", str(tmp_path), "--wait", "0.2"])
    assert capsys.readouterr().err.count("linli: waiting: ") == 1


def test_a_url_that_is_none_is_not_tried_again(tmp_path: Path) -> None:
    settings = load_settings(
        environ={"LINLI__DATA__FOLDER": str(tmp_path), "LINLI__DATABASE__URL": "ftp://x"}
    )
    said: list[object] = []
    with pytest.raises(StoreError):
        patiently(lambda: prepare(settings, with_link=False), 60.0, said.append)
    assert said == []


def test_the_first_manager_and_each_link_are_on_record(tmp_path: Path) -> None:
    settings = load_settings(environ={"LINLI__DATA__FOLDER": str(tmp_path)})
    for _ in range(2):
        assert prepare(settings, with_link=True).link
    database = open_database(settings.database.url)
    told = [record.entry for record in database.audit().recent()][::-1]
    database.close()
    assert [(one.actor, one.action, one.subject) for one in told] == [
        ("system", "account.create", "manager"),
        ("system", "link.issue", "manager"),
        ("system", "link.issue", "manager"),
    ]
    assert told[0].details == {"roles": "manager"}
