"""Where the desks are and what opens them."""

from pathlib import Path

import pytest

from config.desk import desk_addresses, desk_token
from config.settings import ConfigError, Settings, load_settings


def _settings(**environ: str) -> Settings:
    return load_settings(environ={f"LINLI__{key}": value for key, value in environ.items()})


def test_on_one_machine_every_shard_has_a_desk_on_its_own_port() -> None:
    assert desk_addresses(_settings()) == ["http://127.0.0.1:9464"]
    two = _settings(INGEST__SHARDS="2", INGEST__METRICS_HOST="0.0.0.0", INGEST__METRICS_PORT="7000")
    assert desk_addresses(two) == ["http://127.0.0.1:7000", "http://127.0.0.1:7001"]
    assert desk_addresses(_settings(INGEST__METRICS_HOST="::1")) == ["http://[::1]:9464"]


def test_addresses_that_are_given_are_taken_and_unknown_ports_are_none() -> None:
    given = _settings(DASHBOARD__DESKS="http://ingest:9464,https://other:1")
    assert desk_addresses(given) == ("http://ingest:9464", "https://other:1")
    assert desk_addresses(_settings(INGEST__METRICS_PORT="0")) == []


@pytest.mark.parametrize("address", ["ingest:9464", "http://u:p@h:1", "http://h/desk", "ftp://h", "http://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="dashboard.desks"):
        _settings(DASHBOARD__DESKS=address)


def test_the_token_is_the_settings_or_the_folders(tmp_path: Path) -> None:
    assert desk_token(_settings(INGEST__DESK_TOKEN="given")) == "given"
    own = _settings(DATA__FOLDER=str(tmp_path))
    assert desk_token(own) == (tmp_path / "desk-token").read_text()
    assert desk_token(own) not in repr(own)
