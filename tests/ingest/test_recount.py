"""`./linli recount` makes old days anew, can be stopped, goes on where it was, and says what it came to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from config.settings import Settings, load_settings
from ingest.recount import Bar, main, sentence
from ingest.recounting import Piece, Wanted, journal, pieces, works_of
from models.calendar import business_day
from models.centre import CentreId, Schedule, SpaceId
from models.day_account import account_of
from models.db import Database
from models.fact_ports import Settled
from models.occupancy import Occupancy
from models.people_day import rounded
from models.slot import CALC_VERSION
from tests.blank import blank_database
from tests.measured import ZONE

CENTRE, GYM = CentreId("shijiawan"), SpaceId("gym")
FIRST = datetime.now(UTC).date() - timedelta(days=40)
DAYS = [FIRST + timedelta(days=n) for n in range(36)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(environ={"LINLI__DATA__FOLDER": str(tmp_path)})


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """Five weeks of the gym with five people all day, worked out by an older calculation."""
    database = blank_database(settings.data.folder / "centre.db")
    work = works_of(settings)[CENTRE]
    schedule = Schedule(work.centre.spaces[GYM], work.calendar, ZONE)

    def old(day: date, _kept: object):
        window = business_day(day, ZONE)
        start, people = np.array([window.start.timestamp()]), np.array([5.0])
        present = rounded(Occupancy(window, start, people, np.array([True]), people, people))
        account = account_of(schedule.space, schedule, day, present, [])
        return replace(account, facts=[replace(f, calc_version=1, person_min=0) for f in account.facts])

    database.book(CENTRE).settle(GYM, {day: business_day(day, ZONE) for day in DAYS}, old)
    yield database
    database.close()


def versions(database: Database) -> dict[int, int]:
    found = database.days(CENTRE).within([GYM], DAYS[0], DAYS[-1])
    return {
        version: sum(day.calc_version == version for day in found)
        for version in {d.calc_version for d in found}
    }


def test_days_of_an_older_calculation_are_made_anew(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(settings.data.folder)
    assert versions(database) == {1: 36}
    assert main(["--data-dir", folder, "--space", "gym", "--until", f"{DAYS[-2]}"]) == 0
    assert versions(database) == {1: 1, CALC_VERSION: 35}
    assert "35 space-days worked out again" in capsys.readouterr().out
    assert (
        main(["--data-dir", folder, "--space", "gym", "--since", f"{DAYS[-1]}", "--until", f"{DAYS[-1]}"])
        == 0
    )
    assert versions(database) == {CALC_VERSION: 36}
    (day,) = database.days(CENTRE).within([GYM], DAYS[-1], DAYS[-1])
    assert day.person_min == pytest.approx(5 * day.open_min)
    assert not (settings.data.folder / "recount.json").exists()


def test_readings_that_are_gone_leave_the_people_that_are_kept(
    settings: Settings, database: Database
) -> None:
    words = ["--data-dir", str(settings.data.folder), "--space", "gym", "--from-readings"]
    assert main([*words, "--since", f"{DAYS[0]}", "--until", f"{DAYS[2]}"]) == 0
    (day,) = database.days(CENTRE).within([GYM], DAYS[0], DAYS[0])
    assert (day.calc_version, day.person_min) == (CALC_VERSION, pytest.approx(5 * day.open_min))


def test_a_space_that_nobody_knows_is_named(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data-dir", str(settings.data.folder), "--space", "cellar"]) == 1
    assert "'cellar'" in capsys.readouterr().err


@pytest.mark.usefixtures("database")
def test_pieces_are_months_of_spaces_each_month_before_the_next(settings: Settings) -> None:
    found = pieces(works_of(settings), Wanted(spaces=("gym", "dance")), datetime.now(UTC))
    assert [piece.space for piece in found[:2]] == ["gym", "dance"]
    months = [piece.days[0].replace(day=1) for piece in found]
    assert months == sorted(months)
    days = [day for piece in found if piece.space == GYM for day in piece.days]
    assert days[:36] == DAYS
    assert days == sorted(set(days))


def test_a_run_that_was_stopped_is_taken_up_by_the_same_question_only(tmp_path: Path) -> None:
    wanted = Wanted(since=DAYS[0])
    done = Piece(CENTRE, GYM, tuple(DAYS[:3]))
    left = Piece(CENTRE, GYM, tuple(DAYS[3:]))
    journal(tmp_path, wanted).mark(done)
    assert journal(tmp_path, wanted).left([done, left]) == [left]
    assert journal(tmp_path, Wanted(since=DAYS[1])).left([done, left]) == [done, left]
    (tmp_path / "recount.json").write_text("{torn")
    assert journal(tmp_path, wanted).left([done]) == [done]


def test_the_bar_says_how_much_of_how_much_and_how_long_still() -> None:
    seconds = iter([0.0, 5.0, 5.0, 5.0, 20.0])
    bar = Bar(100, clock=lambda: next(seconds))
    bar.step(25)
    assert bar.text() == "recount: [########......................] 25 of 100 space-days, 15 s left"


def test_what_could_not_be_worked_out_is_told() -> None:
    assert (
        sentence(Settled(days=3, slots=1_234))
        == "3 space-days worked out again: 1,234 quarter hours changed\n"
    )
    assert "2 left as they are" in sentence(Settled(days=3, left=2, slots=0))
