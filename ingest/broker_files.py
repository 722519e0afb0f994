"""The configuration that makes each embedded engine safe: loopback, password, sizes, queues that do not drop."""

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path

from config.settings import ConfigError
from ingest.sample import MAX_PAYLOAD
from models.feed.endpoint import Endpoint

INFLIGHT = 1000
QUEUED_BYTES = 256 * 1024 * 1024
_ITERATIONS = 101
_SALT_BYTES = 12


def mosquitto_conf(broker: Endpoint, folder: Path, passwords: Path, *, as_root: bool) -> str:
    """The defaults drop beyond 1,000 queued messages and lose all of them when killed; these lines do not."""
    lines = [
        f"listener {broker.port} {broker.host}",
        "allow_anonymous false",
        f"password_file {passwords}",
        "persistence true",
        f"persistence_location {folder}/",
        "persistence_file broker.db",
        "autosave_interval 1",
        "persistent_client_expiration 14d",
        f"message_size_limit {MAX_PAYLOAD}",
        f"max_inflight_messages {INFLIGHT}",
        "max_queued_messages 0",
        f"max_queued_bytes {QUEUED_BYTES}",
        "set_tcp_nodelay true",
        "sys_interval 0",
        "log_dest stderr",
        "log_type error",
        "log_type warning",
    ]
    if as_root:
        lines.append("user root")  # else it becomes the user mosquitto, who may not enter the data folder
    return "\n".join(lines) + "\n"


def mosquitto_password(username: str, password: str) -> str:
    """One line of a password file, in the salted form that `mosquitto_passwd` writes (PBKDF2, SHA-512)."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ITERATIONS)
    coded = (base64.b64encode(part).decode() for part in (salt, digest))
    return f"{username}:$7${_ITERATIONS}${'$'.join(coded)}\n"


def iotcore_toml(broker: Endpoint) -> str:
    """MQTT 5 on the port of the settings, 3.1.1 on the next; segments small enough for a small machine."""
    head = "id = 0\n[router]\nid = 0\nmax_connections = 1010\nmax_outgoing_packet_count = 200\n"
    segments = f"max_segment_size = {16 * 1024 * 1024}\nmax_segment_count = 8\n"
    return head + segments + _listener("v5", broker, broker.port) + _listener("v4", broker, broker.port + 1)


def _listener(version: str, broker: Endpoint, port: int) -> str:
    return f"""
[{version}.1]
name = "{version}"
listen = {json.dumps(_address(broker.host, port))}
next_connection_delay_ms = 1
[{version}.1.connections]
connection_timeout_ms = 5000
max_payload_size = {MAX_PAYLOAD}
max_inflight_count = {INFLIGHT}
dynamic_filters = true
[{version}.1.connections.auth]
{json.dumps(broker.username)} = {json.dumps(broker.password)}
"""


def _address(host: str, port: int) -> str:
    """rumqttd takes numbers only."""
    plain = "127.0.0.1" if host == "localhost" else host
    return f"[{plain}]:{port}" if ":" in plain else f"{plain}:{port}"


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner may read. Raises ConfigError naming it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(made, "w", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}") from error
