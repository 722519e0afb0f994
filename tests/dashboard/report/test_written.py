"""Files of a report in a folder: what lay there stays whole until the new one is."""

from pathlib import Path

import pytest

from config.settings import ConfigError
from dashboard.report.written import write


def test_files_are_laid_where_their_names_say_and_nothing_else_is_left(tmp_path: Path) -> None:
    write(tmp_path / "out", {"a.xlsx": b"1", "b/c.csv": b"2"})
    write(tmp_path / "out", {"a.xlsx": b"3"})
    found = {
        one.relative_to(tmp_path).as_posix(): one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()
    }
    assert found == {"out/a.xlsx": b"3", "out/b/c.csv": b"2"}


def test_a_disk_that_fails_in_the_middle_leaves_the_old_file_and_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.xlsx": b"old"})

    def full(file: Path, content: bytes) -> int:
        with file.open("wb") as half:
            half.write(content[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ConfigError, match="No space left on device"):
        write(tmp_path, {"a.xlsx": b"new"})
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.xlsx", b"old")]
