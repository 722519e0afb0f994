"""Broker settings -> models.feed.endpoint.Endpoint; the embedded broker's password is made once and kept in the data folder."""

from pathlib import Path
from urllib.parse import urlsplit

from config.kept_secret import kept_secret
from config.settings import ConfigError, Settings
from models.feed.endpoint import Endpoint

DEFAULT_PORTS = {"embedded": 18883, "mqtt": 1883, "mqtts": 8883}
EMBEDDED_USER = "linli"


def is_embedded(settings: Settings) -> bool:
    """Whether the deployment starts a broker of its own."""
    return urlsplit(settings.broker.url).scheme == "embedded"


def endpoint(settings: Settings) -> Endpoint:
    """The broker that the settings name. Raises ConfigError on a URL that is none."""
    broker = settings.broker
    try:
        url = urlsplit(broker.url)
        port = url.port
    except ValueError as error:
        raise ConfigError(f"setting broker.url = {broker.url!r} is wrong: {error}") from error
    if url.scheme not in DEFAULT_PORTS or not url.hostname:
        raise ConfigError(
            f"setting broker.url = {broker.url!r} is wrong: "
            f"expected {' or '.join(f'{scheme}://HOST:PORT' for scheme in DEFAULT_PORTS)}"
        )
    embedded = url.scheme == "embedded"
    return Endpoint(
        host=url.hostname,
        port=DEFAULT_PORTS[url.scheme] if port is None else port,
        tls=url.scheme == "mqtts",
        username=broker.username or (EMBEDDED_USER if embedded else ""),
        password=broker.password.get_secret_value()
        or (embedded_password(settings.data.folder) if embedded else ""),
        ca_file=broker.ca_file,
        client_id=broker.client_id,
        protocol=broker.protocol,
        session_expiry_s=broker.session_expiry_s,
        receive_maximum=broker.receive_maximum,
    )


def address(settings: Settings) -> str:
    """The broker as a person may read it: without what else a URL could carry."""
    broker = endpoint(settings)
    return f"{urlsplit(settings.broker.url).scheme}://{broker.host}:{broker.port}"


def embedded_password(folder: Path) -> str:
    """The password of the embedded broker, made at the first start; only the owner may read the file."""
    return kept_secret(folder / "broker-password")
