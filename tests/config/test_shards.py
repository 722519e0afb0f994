"""Every shard has a place of its own, and the first has that of a single process."""

from pathlib import Path

import pytest

from config.settings import ConfigError, Settings, load_settings
from config.shards import SUBSCRIBED, leaving, metrics_port, named, spool_folder


def settings(tmp_path: Path, shards: int = 1, port: int = 9464) -> Settings:
    return load_settings(
        environ={
            "LINLI__DATA__FOLDER": str(tmp_path),
            "LINLI__INGEST__SHARDS": str(shards),
            "LINLI__INGEST__METRICS_PORT": str(port),
        }
    )


def test_names_folders_and_ports(tmp_path: Path) -> None:
    made = settings(tmp_path, 3)
    assert [named("linli", n) for n in range(3)] == ["linli", "linli-1", "linli-2"]
    assert [spool_folder(made, n).name for n in range(3)] == ["spool", "spool-1", "spool-2"]
    assert [metrics_port(made, n) for n in range(3)] == [9464, 9465, 9466]
    assert metrics_port(settings(tmp_path, 3, port=0), 2) == 0


def test_only_shards_with_a_session_beyond_the_layout_are_leaving(tmp_path: Path) -> None:
    for name in ("spool", "spool-1", "spool-2", "spool-10", "spool-old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / SUBSCRIBED).touch()
    (tmp_path / "spool-3").mkdir()

    assert leaving(settings(tmp_path, 2)) == [2, 10]


@pytest.mark.parametrize("shards", [0, 17])
def test_too_few_or_many_are_refused_by_name(tmp_path: Path, shards: int) -> None:
    with pytest.raises(ConfigError, match="ingest.shards"):
        settings(tmp_path, shards)
