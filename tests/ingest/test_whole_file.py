"""A small file is replaced as a whole or not at all."""

from pathlib import Path

import pytest

from ingest.whole_file import replaced


def test_new_content_stands_in_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "layout.json"
    assert replaced(file, b"one")
    assert replaced(file, b"two")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("layout.json", b"two")]


def test_what_cannot_be_written_leaves_the_old_content_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "layout.json"
    file.write_bytes(b"old")
    file.with_suffix(".new").mkdir()  # nobody may write there, not even root
    assert not replaced(file, b"new")
    assert file.read_bytes() == b"old"
    assert "layout.json cannot be written" in caplog.text
