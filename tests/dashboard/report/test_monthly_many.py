"""Every centre's month at a time: a failure is one centre's, and the next run goes on from there."""

from argparse import Namespace
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from config.settings import DEFAULT_FILE
from dashboard.i18n import Translate
from dashboard.report.monthly_many import monthly_many, newest
from models.services.reporting import inputs_of, make
from tests.blank import blank_database
from tests.house import CENTRE_FILE
from tests.monthly import a_month_house

ENGLISH = Translate("en")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two centres of one deployment, in one database."""
    (tmp_path / "data").mkdir()
    blank_database(tmp_path / "data" / "centre.db").close()
    found = []
    for name in ("shijiawan", "jiuyanqiao"):
        file = tmp_path / f"{name}.toml"
        file.write_text((CENTRE_FILE.parent / f"{name}.toml").read_text(encoding="utf-8"), encoding="utf-8")
        found.append(file)
    return found


def asked(files: list[Path], folder: Path) -> Namespace:
    return Namespace(
        settings=DEFAULT_FILE,
        data_dir=files[0].parent / "data",
        centre=files,
        month=date(2026, 1, 1),
        format=["csv"],
        out=str(folder),
        lang=None,
    )


def losing(file: Path) -> Executor:
    """An executor at whose opening a centre's file is gone."""
    file.unlink(missing_ok=True)
    return ThreadPoolExecutor(1)


def test_a_centre_that_fails_is_named_the_others_are_written_and_the_next_run_does_it_alone(
    files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told, out = files[1].read_text(encoding="utf-8"), tmp_path / "out"
    assert monthly_many(asked(files, out), ENGLISH, partial(losing, files[1])) == 1
    assert "linli: jiuyanqiao: ConfigError" in capsys.readouterr().err
    assert [one.name for one in out.iterdir() if one.is_dir()] == ["shijiawan-2026-01-en-csv"]
    first = out / "shijiawan-2026-01-en-csv" / "00-cover.csv"
    first.write_text("seen", encoding="utf-8")
    files[1].write_text(told, encoding="utf-8")
    assert monthly_many(asked(files, out), ENGLISH, partial(losing, tmp_path / "nothing")) == 0
    assert first.read_text(encoding="utf-8") == "seen", "what was done is not done again"
    assert len(list((out / "jiuyanqiao-2026-01-en-csv").iterdir())) == 14
    assert sorted(one.name[:4] for one in out.iterdir()) == ["jiuy", "shij"], "nothing is left to go on with"


def test_another_folder_has_everything_still_to_do(files: list[Path], tmp_path: Path) -> None:
    lost = partial(losing, files[1])
    assert monthly_many(asked(files, tmp_path / "one"), ENGLISH, lost) == 1
    told = (CENTRE_FILE.parent / "jiuyanqiao.toml").read_text(encoding="utf-8")
    files[1].write_text(told, encoding="utf-8")
    assert monthly_many(asked(files, tmp_path / "two"), ENGLISH, partial(losing, tmp_path / "no")) == 0
    assert len([one for one in (tmp_path / "two").iterdir() if one.is_dir()]) == 2


def test_a_draft_of_a_month_that_ran_is_made_anew_once_it_is_over_and_then_stands(tmp_path: Path) -> None:
    database = blank_database(tmp_path / "centre.db")
    month = date(2026, 10, 1)
    house = a_month_house(month, reports=database.reports("test"), audit=database.audit().append)
    running = replace(house, clock=lambda: house.clock() - timedelta(days=16))
    provisional = make(running, "system", month)
    later = replace(house, clock=lambda: house.clock() + timedelta(days=30))
    version, _ = newest(later, month)
    assert (inputs_of(house, provisional).is_over, inputs_of(house, version).is_over) == (False, True)
    assert newest(later, month)[0] == version
    database.close()
