"""The official notice on its way into the calendar table."""

from datetime import date
from pathlib import Path

import pytest

from config.settings import ConfigError
from dashboard.official_days import main
from models.calendar import DayType
from models.db import open_database


def notice(folder: Path, *rows: str) -> list[str]:
    file = folder / "notice.csv"
    file.write_text("date,day_type,name\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return ["import", str(file), "--data-dir", str(folder)]


def test_an_imported_notice_is_in_the_calendar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINLI_LANG", "en")
    assert main(notice(tmp_path, "2027-02-06,statutory,Spring Festival", "2027-02-14,makeup,")) == 0
    told = capsys.readouterr().out
    assert "2027-02-06" in told
    assert "takes effect at the next start" in told
    database = open_database(f"sqlite:///{tmp_path}/centre.db")
    days = database.calendar().within(date(2027, 1, 1), date(2027, 12, 31))
    database.close()
    assert [(day.day.day, day.day_type) for day in days] == [(6, DayType.STATUTORY), (14, DayType.MAKEUP)]


def test_a_wrong_row_is_named_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holiday!"):
        main(notice(tmp_path, "2027-02-06,statutory,x", "2027-02-07,holiday!,x"))
    assert not (tmp_path / "centre.db").exists()
