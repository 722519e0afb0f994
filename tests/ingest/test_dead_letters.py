"""The command shows dead letters safely, gives them another try and throws them away."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.dead_letters import dead_letters, dump, main
from ingest.spool import Spool
from tests.ingest.letters import a_letter, with_letters
from tests.ingest.spools import check_account

LETTERS = (a_letter(0), a_letter(1, "unknown_device", b"zigbee2mqtt/plug"), a_letter(2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    hostile = replace(a_letter(3), payload=b"\x1b[31mred\xff", text="\x1b]0;x")
    with_letters(tmp_path / "spool" / "spool.db", *LETTERS, hostile).close()
    return tmp_path


def _run(folder: Path, *argv: str) -> int:
    return main([*argv, "--data-dir", str(folder)])


def _account(folder: Path) -> tuple[int, int]:
    spool = Spool(folder / "spool" / "spool.db")
    account = check_account(spool)
    spool.close()
    return account.spooled, sum(account.dead.values())


def test_without_a_verb_it_lists_the_newest_first_without_steering_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(folder, "--reason", "not_json", "--limit", "2") == 0
    listed = capsys.readouterr().out
    assert "\x1b" not in listed
    assert r"\x1b[31m" in listed
    assert listed.splitlines()[:2] == ["       3 not_json", "       1 unknown_device"]
    assert [line.split()[0] for line in listed.splitlines()[2:]] == ["4", "3"]


def test_each_ingest_process_has_letters_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_letters(folder / "spool-1" / "spool.db", a_letter(7)).close()
    assert _run(folder, "--shard", "1") == 0
    assert capsys.readouterr().out.splitlines()[0] == "       1 not_json"
    assert _run(folder, "--shard", "2") == 1
    assert "spool-2" in capsys.readouterr().err


def test_one_letter_is_shown_with_every_byte(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(folder, "show", "4") == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "00000000  1b 5b 33 31 6d 72 65 64 ff" in shown
    assert ".[31mred." in shown


def test_letters_are_replayed_by_number_topic_and_all(folder: Path) -> None:
    assert _run(folder, "replay", "1") == 0
    assert _account(folder) == (1, 3)
    assert _run(folder, "replay", "--topic", "plug") == 0
    assert _account(folder) == (2, 2)
    assert _run(folder, "replay", "--since", "2026-01-01") == 0
    assert _account(folder) == (2, 2)
    assert _run(folder, "replay") == 0
    assert _account(folder) == (4, 0)


def test_letters_are_thrown_away_only_when_it_is_said_which(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(folder, "drop") == 1
    assert "--all" in capsys.readouterr().err
    assert _run(folder, "drop", "--reason", "unknown_device") == 0
    spool = Spool(folder / "spool" / "spool.db")
    assert [letter.id for letter in dead_letters(spool)] == [4, 3, 1]
    spool.close()
    assert _account(folder) == (0, 4), "what was thrown away was dead all the same"
    assert _run(folder, "drop", "--all") == 0


def test_a_dump_has_sixteen_bytes_in_a_row() -> None:
    assert list(dump(bytes(range(60, 77)))) == [
        "00000000  3c 3d 3e 3f 40 41 42 43 44 45 46 47 48 49 4a 4b  <=>?@ABCDEFGHIJK",
        "00000010  4c" + " " * 45 + "  L",
    ]


def test_what_is_not_there_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path) == 1
    assert str(tmp_path) in capsys.readouterr().err
    with_letters(tmp_path / "spool" / "spool.db").close()
    assert _run(tmp_path, "show", "7") == 1
    assert "no letter 7" in capsys.readouterr().err
