"""Compressed copies: quick at first, small later, right always."""

import gzip
from pathlib import Path

import brotli
import pytest

from dashboard.compressed import Compressed, compress_folder, file_name

BODY = Path(brotli.__file__).read_bytes() + Path(gzip.__file__).read_bytes()


@pytest.mark.parametrize(("encoding", "undo"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_copy_is_the_same_text(tmp_path: Path, encoding: str, undo: object) -> None:
    assert callable(undo)
    assert undo(Compressed(tmp_path).get(BODY, encoding)) == BODY


def test_the_helper_process_makes_the_small_copies_and_they_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there" / "yet"
    compressed = Compressed(folder)
    quick = compressed.get(BODY, "br")
    helper = compressed.prepare([BODY, b"other" * 500])
    assert helper is not None
    assert helper.wait(60) == 0
    assert compressed.missing([BODY]) == []
    assert compressed.prepare([BODY]) is None
    small = compressed.get(BODY, "br")
    assert small == (folder / file_name(BODY, "br")).read_bytes()
    assert len(small) <= len(quick)
    assert sorted(file.suffix for file in folder.iterdir()) == [".br", ".br", ".gzip", ".gzip"]


def test_two_helpers_in_one_folder_do_not_disturb_each_other(tmp_path: Path) -> None:
    first, second = Compressed(tmp_path), Compressed(tmp_path)
    helpers = [first.prepare([BODY]), second.prepare([BODY])]
    assert [helper.wait(60) for helper in helpers if helper] == [0, 0]
    assert brotli.decompress(first.get(BODY, "br")) == BODY


def test_a_helper_that_was_stopped_half_way_is_made_up_for(tmp_path: Path) -> None:
    (tmp_path / file_name(BODY, "raw")).write_bytes(BODY)
    (tmp_path / (file_name(b"x", "br") + ".99.part")).write_bytes(b"half")
    compress_folder(tmp_path)
    assert Compressed(tmp_path).missing([BODY]) == []
