"""`./linli report` on a real deployment in a folder."""

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from config.settings import ConfigError
from dashboard.report.verb import main
from models.db import open_database
from tests.blank import blank_database

MONTH = "2026-09"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment of the shipped centre in which nothing was ever heard."""
    monkeypatch.setenv("LINLI_LANG", "en")
    monkeypatch.setenv("LINLI_FROM", str(tmp_path))
    blank_database(tmp_path / "deployment" / "centre.db").close()
    return tmp_path


def run(folder: Path, *argv: str) -> int:
    return main(["--data-dir", str(folder / "deployment"), *argv])


def test_a_month_is_written_in_every_form_that_was_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "monthly", "--month", MONTH, "--format", "xlsx,csv", "--out", "out") == 0
    told = capsys.readouterr()
    written = sorted(one for one in (folder / "out").rglob("*") if one.is_file())
    assert [Path(line) for line in sorted(told.out.splitlines())] == written
    names = {one.relative_to(folder / "out").as_posix() for one in written}
    assert "shijiawan-2026-09-en.xlsx" in names
    assert "shijiawan-2026-09-en-csv/00-cover.csv" in names
    assert len(names) == 15
    assert "csv written (2 of 2)" in told.err
    with ZipFile(folder / "out" / "shijiawan-2026-09-en.xlsx") as book:
        assert book.testzip() is None


def test_files_are_those_of_the_version_that_is_kept_and_the_same_each_time(folder: Path) -> None:
    assert run(folder, "monthly", "--month", MONTH, "--format", "csv", "--out", "one") == 0
    assert run(folder, "monthly", "--month", MONTH, "--format", "csv", "--out", "two") == 0
    first, second = (
        {one.name: one.read_bytes() for one in (folder / name).rglob("*.csv")} for name in ("one", "two")
    )
    assert first == second
    database = open_database(f"sqlite:///{folder / 'deployment' / 'centre.db'}")
    assert len(database.reports("shijiawan").versions()) == 1
    database.close()


def test_chinese_is_written_where_it_is_asked_for(folder: Path) -> None:
    assert (
        run(folder, "monthly", "--month", MONTH, "--format", "csv", "--out", "out", "--lang", "zh-Hans") == 0
    )
    cover = (folder / "out" / "shijiawan-2026-09-zh-Hans-csv" / "00-cover.csv").read_text(encoding="utf-8")
    assert "覆盖率" in cover


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["monthly", "--month", "2026-13"], "2026-13"),
        (["monthly", "--month", MONTH, "--format", "xlsx,doc"], "'doc' is none of xlsx, csv, pdf"),
        (["yearly"], "yearly"),
    ],
)
def test_what_cannot_be_read_is_named_and_ends_with_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str], argv: list[str], named: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(folder, *argv)
    assert ended.value.code == 2
    assert named in capsys.readouterr().err


def test_a_month_must_be_named(folder: Path) -> None:
    with pytest.raises(ConfigError, match="--month is missing"):
        run(folder, "monthly")


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(ConfigError, match="taken: it cannot be written"):
        run(folder, "monthly", "--month", MONTH, "--format", "csv", "--out", "taken")
    assert (folder / "taken").read_text(encoding="utf-8") == "a file"


def test_a_month_that_has_not_begun_is_refused_with_code_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "monthly", "--month", "2099-01", "--format", "csv") == 1
    assert "2099-01 has not begun yet" in capsys.readouterr().err


def test_versions_are_listed_and_made_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "monthly", "--month", MONTH, "--format", "csv", "--out", "out")
    capsys.readouterr()
    assert run(folder, "list") == 0
    assert "shijiawan 2026-09 r0 Draft" in capsys.readouterr().out
    assert run(folder, "verify", "--month", MONTH) == 0
    assert capsys.readouterr().out.endswith("comes out the same again\n")


def spoil(folder: Path, digest: str, content: bytes) -> None:
    with closing(sqlite3.connect(folder / "deployment" / "centre.db")) as connection, connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'report_content'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE report_content SET content = ? WHERE digest = ?", (content, digest))


@pytest.mark.parametrize("part", ["inputs", "statement"])
@pytest.mark.parametrize("spoilt", [lambda kept: zlib.compress(kept + b" "), lambda kept: b"torn" + kept])
def test_a_version_of_which_any_bytes_were_changed_or_torn_is_told_as_lost(
    folder: Path, capsys: pytest.CaptureFixture[str], part: str, spoilt: Callable[[bytes], bytes]
) -> None:
    run(folder, "monthly", "--month", MONTH, "--format", "csv", "--out", "out")
    database = open_database(f"sqlite:///{folder / 'deployment' / 'centre.db'}")
    (version,) = database.reports("shijiawan").versions()
    digest = getattr(version, part)
    content = database.reports("shijiawan").content(digest)
    assert content is not None
    database.close()
    spoil(folder, digest, spoilt(content))
    capsys.readouterr()
    assert run(folder, "verify") == 1
    told = capsys.readouterr()
    assert (told.out, f"was changed ({digest[:12]})" in told.err) == ("", True)
