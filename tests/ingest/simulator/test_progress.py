"""The progress file tells how far history is, survives a torn write and never vouches for another seed."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.simulator.progress import Progress, read_progress
from models.centre import SpaceId

MONDAY = date(2026, 11, 16)
UNTIL = datetime(2026, 11, 18, 7, tzinfo=UTC)
GYM = SpaceId("gym")


def saved(file: Path) -> Progress:
    progress = Progress(file, 7, total=4)
    progress.mark(GYM, MONDAY, UNTIL)
    progress.save()
    return progress


def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    saved(tmp_path / "deep" / "history.json")
    assert read_progress(tmp_path / "deep" / "history.json", 7).until(GYM, MONDAY) == UNTIL


def test_the_file_says_how_many_of_how_many(tmp_path: Path) -> None:
    saved(tmp_path / "history.json")
    tree = json.loads((tmp_path / "history.json").read_text(encoding="utf-8"))
    assert (tree["done"], tree["total"]) == (1, 4)


def test_another_seed_starts_afresh(tmp_path: Path) -> None:
    saved(tmp_path / "history.json")
    assert read_progress(tmp_path / "history.json", 8).until(GYM, MONDAY) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"seed": 7}', '{"seed": 7, "calc_version": 1, "filled": 3}']
)
def test_a_torn_file_costs_time_and_no_truth(tmp_path: Path, text: str) -> None:
    file = tmp_path / "history.json"
    file.write_text(text, encoding="utf-8")
    assert read_progress(file, 7).filled == {}


def test_a_missing_file_is_no_progress(tmp_path: Path) -> None:
    assert read_progress(tmp_path / "none.json", 7).filled == {}


def test_a_community_that_was_broken_off_is_remembered_with_its_past(tmp_path: Path) -> None:
    progress = saved(tmp_path / "history.json")
    assert read_progress(progress.file, 7).lived is None
    progress.lived = (UNTIL, UNTIL)
    progress.save()
    found = read_progress(progress.file, 7)
    assert (found.lived, found.lived_out) == ((UNTIL, UNTIL), False)
    progress.lived_out = True
    progress.save()
    assert read_progress(progress.file, 7).lived_out
