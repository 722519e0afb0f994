"""The broker's URL and the embedded broker's password."""

from pathlib import Path

import pytest

from config.broker import embedded_password, endpoint, is_embedded
from config.settings import ConfigError, load_settings


def settings(tmp_path: Path, **broker: str):
    environ = {f"LINLI__BROKER__{key.upper()}": value for key, value in broker.items()}
    return load_settings(environ={"LINLI__DATA__FOLDER": str(tmp_path), **environ})


def test_the_embedded_broker_has_a_password_of_its_own_that_only_the_owner_reads(tmp_path: Path) -> None:
    found = endpoint(settings(tmp_path))
    assert (found.username, found.password) == ("linli", embedded_password(tmp_path))
    assert (tmp_path / "broker-password").stat().st_mode & 0o777 == 0o600


def test_another_broker_gets_its_default_port_and_tls_by_the_scheme(tmp_path: Path) -> None:
    found = endpoint(settings(tmp_path, url="mqtts://mosquitto", username="u", password="p"))
    assert (found.host, found.port, found.tls, found.password) == ("mosquitto", 8883, True, "p")
    assert not is_embedded(settings(tmp_path, url="mqtts://mosquitto"))


@pytest.mark.parametrize("url", ["http://x:1", "mqtt://", "mqtt://h:99999", "nonsense"])
def test_a_url_that_is_none_is_named(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match=f"setting broker.url = '{url}' is wrong"):
        endpoint(settings(tmp_path, url=url))


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="data folder .*file/sub cannot be written"):
        embedded_password(tmp_path / "file" / "sub")
