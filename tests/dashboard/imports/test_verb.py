"""`./linli import` from the terminal: tried, taken in, listed, undone, and refused with row and column."""

from pathlib import Path

import pytest

from dashboard.imports.verb import main
from tests.source import ROOT

ROWS = "编号,场地,日期,开始,结束,名称,活动类型\nA-1,craft,2030-12-05,09:00,10:00,剪纸,culture-sport\n"


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("LINLI_LANG", "en")
    monkeypatch.setenv("LINLI_FROM", str(tmp_path))
    centre = ROOT / "config/centres/shijiawan.toml"
    return ["--data-dir", str(tmp_path / "var"), "--centre", str(centre), "--kind", "sessions"]


def test_a_file_is_tried_taken_in_once_listed_and_undone(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_text(ROWS, encoding="gb18030")
    assert main(["x.csv", "--dry-run", *options]) == 0
    assert "new 1" in capsys.readouterr().out
    assert main(["x.csv", *options]) == 0
    batch = capsys.readouterr().out.split()[-1]
    assert main(["x.csv", *options]) == 0
    assert "already there 1" in capsys.readouterr().out
    assert main(["undo", batch, *options]) == 0
    assert "1 row taken back" in capsys.readouterr().out
    assert main(["list", *options]) == 0
    assert "undone" in capsys.readouterr().out


def test_a_faulty_row_is_named_and_ends_with_code_1(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_text(ROWS.replace("09:00", "nine"), encoding="utf-8")
    assert main(["x.csv", *options]) == 1
    assert "Row 2, Start “nine”: Please write a time such as 09:30." in capsys.readouterr().out
    (tmp_path / "x.csv").write_bytes(b"PK\x03\x04")
    assert main(["x.csv", *options]) == 1
    assert "holds xlsx" in capsys.readouterr().err
