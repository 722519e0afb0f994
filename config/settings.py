"""Settings of one deployment: TOML file < environment LINLI__A__B < secret files. Read only by the entry points."""

import os
import tomllib
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)

from models.aggregate import Step
from models.exchange.remote import AddressError, host_port

ENV_PREFIX = "LINLI__"
SHORTEST_RETENTION = 32
DEFAULT_FILE = Path(__file__).parent / "default.toml"


class ConfigError(Exception):
    """A setting or a centre file is wrong; the text names the file or variable, the key and the value."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _network(text: str) -> str:
    """An address or network that a proxy may have. Everybody's network would let anybody claim any address."""
    if (
        ip_network(text).prefixlen == 0
    ):  # raises ValueError, also for an address inside its network (10.0.0.1/8)
        raise ValueError("this is everybody; name the proxy's address or network")
    return text


def _web_address(text: str) -> str:
    """http://HOST:PORT of a desk; paths and passwords have no place in it."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or "@" in parts.netloc:
        raise ValueError("expected http://HOST:PORT or https://HOST:PORT")
    return text


class CentreSettings(_Section):
    """Which centres this deployment holds."""

    files: tuple[Path, ...]


class FolderSettings(_Section):
    """Where things are kept."""

    folder: Path


class BrokerSettings(_Section):
    """The MQTT broker. embedded://HOST:PORT starts one of our own; mqtt:// and mqtts:// use another's."""

    url: str
    engine: Literal["auto", "mosquitto", "iotcore"] = "auto"
    username: str = ""
    password: SecretStr = SecretStr("")
    ca_file: Path | None = None
    client_id: str = "linli"
    protocol: Literal[5, 311] = 5
    session_expiry_s: int = Field(ge=60, le=2_592_000)
    receive_maximum: int = Field(ge=1, le=65_535)


class StoreSettings(_Section):
    """The sensor store: sqlite:///FILE or influx://HOST:PORT/ORG/BUCKET (influxs:// for TLS)."""

    url: str
    token: SecretStr = SecretStr("")
    retention_days: int = Field(ge=0, description="0 keeps readings for ever")
    minute_days: int = Field(default=92, ge=SHORTEST_RETENTION)
    quarter_days: int = Field(default=1100, ge=101)

    @property
    def keep_days(self) -> Mapping[Step, int]:
        """How long the minutes and the quarter hours are kept; hours are kept for ever."""
        return {Step.MINUTE: self.minute_days, Step.QUARTER: self.quarter_days}

    @field_validator("retention_days")
    @classmethod
    def _longer_than_late(cls, days: int) -> int:
        """A reading may come 30 days late, and its day is then worked out again from all readings."""
        if 0 < days < SHORTEST_RETENTION:
            raise ValueError(f"0 (for ever) or at least {SHORTEST_RETENTION} days")
        return days


class DatabaseSettings(_Section):
    """Holds, facts, accounts: an SQLAlchemy URL."""

    url: str
    password: SecretStr = SecretStr("")


class IngestSettings(_Section):
    """The ingestor's own limits."""

    metrics_host: str
    metrics_port: int = Field(ge=0, le=65_535)
    spool_max_mb: int = Field(ge=16)
    spool_max_hours: int = Field(ge=1, le=8_760)
    disk_floor_mb: int = Field(ge=20)
    raw_days: int = Field(ge=1, le=3_650)
    desk_token: SecretStr = SecretStr("")
    home_assistant: bool = False
    privacy_key: SecretStr = SecretStr("")
    shards: int = Field(ge=1, le=16)


class DashboardSettings(_Section):
    """The web server."""

    host: str
    port: int = Field(ge=0, le=65_535)
    public_url: str = ""
    trusted_proxies: tuple[Annotated[str, AfterValidator(_network)], ...] = ()
    locale: Literal["zh-Hans", "en"]
    idle_minutes: int = Field(ge=1, le=1_440)
    session_hours: int = Field(ge=1, le=168)
    metrics_token: SecretStr = SecretStr("")
    desks: tuple[Annotated[str, AfterValidator(_web_address)], ...] = ()


def _host(text: str) -> str:
    """HOST or HOST:PORT as the network spells it; a scheme or a path has no place in it."""
    try:
        _, host, port = host_port(f"https://{text}")
    except AddressError as error:
        raise ValueError("expected HOST or HOST:PORT") from error
    if "/" in text:
        raise ValueError("expected HOST or HOST:PORT")
    return f"{host}:{port}" if text.endswith(f":{port}") else host


class ImportSettings(_Section):
    """What may be read from elsewhere."""

    hosts: tuple[Annotated[str, AfterValidator(_host)], ...] = ()
    inside: tuple[Annotated[str, AfterValidator(_host)], ...] = ()


class DeliverySettings(_Section):
    """How reports leave the house. mail: smtp://HOST (STARTTLS), smtps://HOST or smtp+plain://HOST; "" = no letters."""

    mail: str = ""
    username: str = ""
    password: SecretStr = SecretStr("")
    sender: str = ""
    ca_file: Path | None = None
    inside: tuple[Annotated[str, AfterValidator(_host)], ...] = ()


class ExecutorSettings(_Section):
    """Where work for many centres is done: a Dask scheduler's address, "" for processes of this machine."""

    address: str = ""


class SimulateSettings(_Section):
    """The simulated centre."""

    enabled: bool
    seed: int
    speed: float = Field(gt=0, le=3_600)
    history_weeks: int = Field(ge=0, le=260)


class Settings(_Section):
    """Everything that differs between places."""

    centre: CentreSettings
    data: FolderSettings
    broker: BrokerSettings
    store: StoreSettings
    database: DatabaseSettings
    ingest: IngestSettings
    dashboard: DashboardSettings
    imports: ImportSettings = ImportSettings()
    delivery: DeliverySettings = DeliverySettings()
    simulate: SimulateSettings
    executor: ExecutorSettings = ExecutorSettings()


def load_settings(file: Path = DEFAULT_FILE, environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from a TOML file, overlaid by the environment. Raises ConfigError naming the key and the value."""
    try:
        tree: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"settings file {file} cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"settings file {file} is not TOML: {error}") from error
    for name, value in environ.items():
        if name.startswith(ENV_PREFIX):
            _overlay(tree, name, value)
    try:
        return _in_folder(Settings.model_validate(tree))
    except ValidationError as error:
        raise ConfigError(_first_fault(file, error)) from error


def _in_folder(settings: Settings) -> Settings:
    """{data} in a URL stands for the data folder."""
    folder = settings.data.folder.absolute()
    return settings.model_copy(
        update={
            "data": FolderSettings(folder=folder),
            "store": settings.store.model_copy(
                update={"url": settings.store.url.replace("{data}", str(folder))}
            ),
            "database": settings.database.model_copy(
                update={"url": settings.database.url.replace("{data}", str(folder))}
            ),
        }
    )


def _overlay(tree: dict[str, Any], name: str, value: str) -> None:
    """Put LINLI__STORE__TOKEN_FILE=/run/secrets/x (or LINLI__STORE__URL=...) into the tree."""
    *path, key = name[len(ENV_PREFIX) :].lower().split("__")
    if len(path) != 1 or not key:
        raise ConfigError(f"environment variable {name} does not name a setting (LINLI__SECTION__KEY)")
    section = tree.setdefault(path[0], {})
    field = Settings.model_fields.get(path[0])
    known: Any = getattr(field.annotation, "model_fields", {}) if field else {}
    if key.endswith("_file") and key not in known:
        try:
            section[key.removesuffix("_file")] = Path(value).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigError(
                f"environment variable {name}: file {value} cannot be read: {error.strerror}"
            ) from error
    elif key in known and "tuple" in str(known[key].annotation):
        apart = os.pathsep if "Path" in str(known[key].annotation) else ","  # IPv6 addresses hold colons
        section[key] = [part.strip() for part in value.split(apart) if part.strip()]
    else:
        section[key] = value


def _first_fault(file: Path, error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"setting {key} is not known (in {file} or {ENV_PREFIX}{key.replace('.', '__').upper()})"
    if fault["type"] == "missing":
        return f"setting {key} is missing in {file}"
    shown = "***" if any(word in key for word in ("password", "token", "key")) else repr(fault["input"])
    return f"setting {key} = {shown} is wrong: {fault['msg']}"
