"""What the filling of history says of itself."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.processes.progress import filled_share, is_simulated, present_is_filled

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def wrote(folder: Path, centre: str, done: int = 5, present: datetime | None = NOW) -> None:
    tree = {"done": done, "total": 10, "present": present.isoformat() if present else None}
    (folder / f"history-{centre}.json").write_text(json.dumps(tree), encoding="utf-8")


def test_the_share_is_over_all_centres(tmp_path: Path) -> None:
    wrote(tmp_path, "a", done=10)
    wrote(tmp_path, "b", done=0)
    assert filled_share(tmp_path) == 0.5


def test_nothing_begun_is_no_share_and_not_zero(tmp_path: Path) -> None:
    assert filled_share(tmp_path) is None


def test_a_torn_file_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "history-a.json").write_text('{"done": 3, "to', encoding="utf-8")
    assert filled_share(tmp_path) is None
    assert not present_is_filled(tmp_path, 1, NOW)


def test_every_centre_must_have_filled_this_run_s_present(tmp_path: Path) -> None:
    wrote(tmp_path, "a")
    assert present_is_filled(tmp_path, 1, NOW)
    assert not present_is_filled(tmp_path, 2, NOW)
    wrote(tmp_path, "b", present=NOW - timedelta(hours=9))
    assert not present_is_filled(tmp_path, 2, NOW)
    wrote(tmp_path, "b", present=None)
    assert not present_is_filled(tmp_path, 2, NOW)


def test_a_centre_is_simulated_from_the_first_made_up_week_on(tmp_path: Path) -> None:
    assert not is_simulated(tmp_path, "a")
    wrote(tmp_path, "a", done=0)
    assert is_simulated(tmp_path, "a")
    assert not is_simulated(tmp_path, "b")
