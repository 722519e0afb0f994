"""`./linli report compliance` and its sisters on a real database."""

from pathlib import Path

import pytest

from config.settings import ConfigError
from dashboard.report.verb import main
from tests.blank import blank_database


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LINLI_LANG", "en")
    blank_database(tmp_path / "centre.db").close()
    return tmp_path


def test_a_paper_is_written_in_the_forms_that_were_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("compliance", "--year", "2026", "--format", "csv,xlsx", "--out", str(folder / "out"))
    assert main([*asked, "--data-dir", str(folder)]) == 0
    written = sorted(f"{one.relative_to(folder / 'out')}" for one in (folder / "out").rglob("*.*"))
    assert written == ["shijiawan-2026-s-csv/00-rules.csv", "shijiawan-2026-s.xlsx"]
    assert "shijiawan-2026-s.xlsx" in capsys.readouterr().out
    text = (folder / "out/shijiawan-2026-s-csv/00-rules.csv").read_text(encoding="utf-8-sig")
    assert "Days open a year" in text


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--year", "soon"), "--year: 'soon' is no year"),
        (("--year", "2099"), "--year: 2099 has not begun"),
        (("--format", "docx"), "--format: 'docx'"),
    ],
)
def test_what_is_wrong_is_named(folder: Path, argv: tuple[str, ...], says: str) -> None:
    with pytest.raises(ConfigError) as told:
        main(["compliance", *argv, "--data-dir", str(folder), "--out", str(folder / "out")])
    assert says in str(told.value)
    assert not (folder / "out").exists()
