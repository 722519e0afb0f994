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
    assert written == ["shijiawan-2026-s-en-csv/00-rules.csv", "shijiawan-2026-s-en.xlsx"]
    assert "shijiawan-2026-s-en.xlsx" in capsys.readouterr().out
    text = (folder / "out/shijiawan-2026-s-en-csv/00-rules.csv").read_text(encoding="utf-8-sig")
    assert "Days open a year" in text


@pytest.mark.parametrize(
    ("name", "period", "file"),
    [("weekly", ("--week", "2026-W49"), "shijiawan-2026-w49-zh-Hans-csv"), ("yearly", (), "")],
)
def test_a_house_without_any_data_has_its_papers_all_the_same(
    folder: Path, name: str, period: tuple[str, ...], file: str
) -> None:
    out = folder / "out"
    asked = (name, *period, "--format", "csv", "--out", str(out), "--lang", "zh-Hans")
    assert main([*asked, "--data-dir", str(folder)]) == 0
    assert any(file in one.name for one in out.iterdir())
    assert "无数据" in next(out.rglob("00-*.csv")).read_text(encoding="utf-8-sig")


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
