"""Where the broker is and how to sign in to it: what every MQTT client of ours starts from."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A broker as a client sees it. protocol: 5 or 311 (MQTT 3.1.1); session_expiry_s, receive_maximum: MQTT 5 only."""

    host: str
    port: int
    tls: bool = False
    username: str = ""
    password: str = ""
    ca_file: Path | None = None
    client_id: str = "linli"
    protocol: int = 5
    session_expiry_s: int = 604_800
    receive_maximum: int = 1000
