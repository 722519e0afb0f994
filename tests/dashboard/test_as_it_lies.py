"""Looking at records without changing them."""

from pathlib import Path

import pytest

from config.settings import Settings, load_settings
from dashboard.as_it_lies import records_of
from models.db import open_database
from models.ports import StoreError


def settings(folder: Path) -> Settings:
    return load_settings(environ={"LINLI__DATA__FOLDER": str(folder)})


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="centre.db"), records_of(settings(tmp_path)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_tables_of_another_version_are_left_as_they_are(tmp_path: Path) -> None:
    other = open_database(f"sqlite:///{tmp_path / 'centre.db'}")
    other.ping()
    other.close()
    with pytest.raises(StoreError, match="prepare"), records_of(settings(tmp_path)):
        pass
