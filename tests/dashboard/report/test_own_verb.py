"""`./linli report own NAME` on a real database."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import ConfigError
from dashboard.report.verb import main
from models.report.own.choice import OwnChoice
from models.report.own.saved import OwnReport
from tests.blank import blank_database
from tests.models.db.test_own_reports import TOLD

AT = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LINLI_LANG", "en")
    database = blank_database(tmp_path / "centre.db")
    for key, name in (("a1", "课程"), ("b2", "twice"), ("c3", "twice")):
        choice = OwnChoice(metrics=("person_hours", "income"))
        database.own("shijiawan").reports.put(
            OwnReport(id=key, name=name, choice=choice, by="wang", at=AT), TOLD
        )
    database.close()
    return tmp_path


def written(folder: Path, *argv: str) -> list[str]:
    out = folder / "out"
    asked = ("own", *argv, "--format", "csv,xlsx", "--out", str(out), "--data-dir", str(folder))
    assert main(asked) == 0
    return sorted(one.name for one in out.iterdir())


def test_a_kept_report_is_written_by_its_name_or_its_id(folder: Path) -> None:
    folder_of_csv, workbook = written(folder, "课程")
    assert workbook.startswith("shijiawan-own-")
    assert workbook.endswith("-en.xlsx")
    table = (folder / "out" / folder_of_csv / "00-own.csv").read_text(encoding="utf-8-sig")
    assert "no data" in table
    assert written(folder, "b2", "--lang", "zh-Hans")


@pytest.mark.parametrize(
    ("name", "says"), [("nobody", "There are: twice, 课程"), ("twice", "b2 (shijiawan, wang), c3")]
)
def test_a_name_of_none_or_of_several_is_told_with_what_there_is(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, says: str
) -> None:
    assert main(["own", name, "--data-dir", str(folder), "--out", str(folder / "out")]) == 1
    assert says in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_a_form_that_there_is_not_is_named(folder: Path) -> None:
    with pytest.raises(ConfigError, match="docx"):
        main(["own", "课程", "--format", "docx", "--data-dir", str(folder)])
