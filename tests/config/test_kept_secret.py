"""A secret is made once, for both processes, and only its owner may read it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.kept_secret import kept_secret
from config.settings import ConfigError


def test_it_stays_the_same_and_belongs_to_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "secret"
    made = kept_secret(file)
    assert len(made) >= 24
    assert kept_secret(file) == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_of_many_that_make_it_at_once_one_wins_for_all(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: kept_secret(tmp_path / "secret"), range(64)))
    assert len(made) == 1
    assert made != {""}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="file"):
        kept_secret(tmp_path / "file" / "secret")
