"""`python -m ingest broker`: the embedded broker in the foreground, Mosquitto when it is here, else iotcore."""

import ipaddress
import logging
import os
import shutil
import signal
import socket
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from config.arguments import add_deployment, complain, settings_from
from config.broker import endpoint, is_embedded
from config.settings import ConfigError, Settings
from ingest.broker_files import iotcore_toml, mosquitto_conf, mosquitto_password, write_private
from models.feed.endpoint import Endpoint

SEARCH_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
"""Debian installs the broker where an ordinary user's PATH does not look."""


def main(argv: Sequence[str]) -> int:
    """Run the broker until it is stopped; 1 and one sentence when it cannot start."""
    parser = ArgumentParser(
        prog="linli broker", description="Run the embedded MQTT broker in the foreground."
    )
    arguments = add_deployment(parser).parse_args(argv)
    try:
        serve(settings_from(arguments))
    except ConfigError as error:
        return complain(error)
    return 0


def serve(settings: Settings) -> None:
    """Become the broker that the settings ask for. Raises ConfigError when it cannot start."""
    if not is_embedded(settings):
        raise ConfigError(
            f"setting broker.url = {settings.broker.url!r} names a broker of its own; only embedded://HOST:PORT is run here"
        )
    broker = endpoint(settings)
    _check_loopback(broker)
    engine = choose_engine(settings.broker.engine)
    for port in ports(engine, broker):
        _check_free(broker.host, port, settings.broker.url)
    _ENGINES[engine](broker, settings.data.folder / "broker")


def choose_engine(wanted: str) -> str:
    """The engine to run: the wanted one, or with "auto" the best that is here."""
    here = [name for name, present in _PRESENT.items() if present()]
    if wanted == "auto" and here:
        return here[0]
    if wanted in here:
        return wanted
    raise ConfigError(
        f"no MQTT broker to run (setting broker.engine = {wanted!r}): install mosquitto, "
        "or the Python package iotcore where it has a wheel, or set broker.url to a broker of yours"
    )


def ports(engine: str, broker: Endpoint) -> tuple[int, ...]:
    """What the engine listens on: iotcore needs a second port, the next one, for MQTT 3.1.1."""
    return (broker.port,) if engine == "mosquitto" else (broker.port, broker.port + 1)


def mosquitto() -> str | None:
    return shutil.which("mosquitto", path=SEARCH_PATH)


_PRESENT: Mapping[str, Callable[[], bool]] = {
    "mosquitto": lambda: mosquitto() is not None,
    "iotcore": lambda: find_spec("iotcore") is not None,
}
"""Best first. amqtt is left out on purpose: it loses unacknowledged messages."""


def _check_loopback(broker: Endpoint) -> None:
    try:
        address = ipaddress.ip_address("127.0.0.1" if broker.host == "localhost" else broker.host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise ConfigError(
            f"setting broker.url: the embedded broker listens on this machine only, not on {broker.host}; "
            "sensors on the network need a broker with TLS and accounts (docker-compose.yml)"
        )


def _check_free(host: str, port: int, url: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise ConfigError(
                f"setting broker.url = {url!r}: {host}:{port} cannot be used: {error}"
            ) from error


def _run_mosquitto(broker: Endpoint, folder: Path) -> None:
    """Write the configuration and become mosquitto, so that signals and the exit code are its own."""
    program = mosquitto()
    assert program is not None
    passwords, configuration = folder / "passwords", folder / "mosquitto.conf"
    write_private(passwords, mosquitto_password(broker.username, broker.password))
    write_private(configuration, mosquitto_conf(broker, folder, passwords, as_root=os.geteuid() == 0))
    os.execv(program, [program, "-c", str(configuration)])  # noqa: S606 -- no shell is the point


def _run_iotcore(broker: Endpoint, folder: Path) -> None:
    """Run the broker of the wheel in this process; it has no shutdown of its own, so signals end the process."""
    from iotcore.iotcore import IotCoreBroker  # noqa: PLC0415 -- has no wheel for every machine

    logging.getLogger("rumqttd").setLevel(logging.CRITICAL + 1)
    configuration = folder / "iotcore.toml"
    write_private(configuration, iotcore_toml(broker))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    IotCoreBroker(config_path=str(configuration)).run_forever()


_ENGINES: Mapping[str, Callable[[Endpoint, Path], None]] = {
    "mosquitto": _run_mosquitto,
    "iotcore": _run_iotcore,
}
