"""influx://HOST:PORT/ORG/BUCKET taken apart and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from models.aggregate import Step

_SCHEMES: Mapping[str, str] = {"influx": "http", "influxs": "https"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}")
_DEFAULT_PORT = 8086


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluxAddress:
    """Where a bucket is. Names are of plain letters, so they may stand in a query's text."""

    server: str
    org: str
    bucket: str

    def step_bucket(self, step: Step) -> str:
        """Where the aggregates of a step go: "readings_15m"."""
        return f"{self.bucket}_{step}"

    def __str__(self) -> str:
        return f"{self.server}/{self.org}/{self.bucket}"


def influx_address(url: str) -> InfluxAddress:
    """The address that a URL names. Raises ValueError naming the part that is wrong."""
    parts = urlsplit(url)
    names = [unquote(name) for name in parts.path.strip("/").split("/")]
    if parts.scheme not in _SCHEMES:
        raise ValueError(f"scheme {parts.scheme!r} is not one of {', '.join(_SCHEMES)}")
    if parts.username or parts.password or parts.query:
        raise ValueError("credentials belong in store.token, not in the URL")
    if not parts.hostname:
        raise ValueError("the host is missing")
    wrong = [name for name in names if not _NAME.fullmatch(name)]
    if len(names) != 2 or wrong:
        raise ValueError(f"path {parts.path!r} is not /ORG/BUCKET of letters, digits, '_', '-' and '.'")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return InfluxAddress(
        server=f"{_SCHEMES[parts.scheme]}://{host}:{parts.port or _DEFAULT_PORT}",
        org=names[0],
        bucket=names[1],
    )
