"""docker-compose.yml keeps the rules of production; each rule is shown to notice its violation."""

import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.settings import ENV_PREFIX, Settings

ROOT = Path(__file__).parent.parent
Compose = dict[str, Any]

ONE_SHOT = {"prepare"}
WAY_OUT = {"devices", "web"}
ALLOWED_TOGETHER = {"mosquitto": {"ingest", "dashboard"}, "dashboard": {"mosquitto"}}


def compose() -> Compose:
    tree: Compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return tree


def violations(tree: Compose) -> list[str]:
    """Every rule that does not hold, as "service: what is wrong"."""
    found = []
    for name, service in tree["services"].items():
        found += [f"{name}: {fault}" for rule in RULES for fault in rule(name, service, tree)]
    return found


def _runs_without_root(_name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    user = str(service.get("user", "")).partition(":")[0]
    if not user.isdigit() or int(user) == 0:
        yield f"user {user!r} is not a number above 0"


def _cannot_change_itself(_name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    if service.get("read_only") is not True:
        yield "its root file system can be written"
    if not any(entry.startswith("/tmp:") and "noexec" in entry for entry in service.get("tmpfs", [])):
        yield "it has no tmpfs on /tmp with noexec"


def _has_no_privileges(_name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    if service.get("cap_drop") != ["ALL"] or "cap_add" in service or service.get("privileged"):
        yield "it keeps capabilities"
    if "no-new-privileges:true" not in service.get("security_opt", []):
        yield "it may gain privileges"
    if service.get("network_mode") or service.get("pid") or service.get("ipc"):
        yield "it shares a name space with the host"


def _is_bounded(_name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    for key in ("mem_limit", "pids_limit", "stop_grace_period"):
        if key not in service:
            yield f"{key} is missing"


def _is_watched(name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    if name not in ONE_SHOT and not service.get("healthcheck", {}).get("test"):
        yield "it has no health check"
    if name not in ONE_SHOT and service.get("restart") != "unless-stopped":
        yield "it does not come back after a crash"


def _is_pinned(_name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    if not re.fullmatch(r"[\w./-]+:\d+(\.\d+)+(-[\w.]+)?", service.get("image", "")):
        yield f"image {service.get('image')} is not pinned to a version"


def _keeps_secrets_in_files(_name: str, service: Compose, tree: Compose) -> Iterator[str]:
    for key, value in service.get("environment", {}).items():
        if re.search(r"PASSWORD|TOKEN|SECRET|PRIVACY_KEY", key) and not key.endswith("_FILE"):
            yield f"environment variable {key} carries a secret"
        if key.endswith("_FILE") and Path(value).name not in service.get("secrets", []):
            yield f"environment variable {key} names {value}, which is not among its secrets"
    for secret in service.get("secrets", []):
        if "file" not in tree["secrets"].get(secret, {}):
            yield f"secret {secret} does not come from a file"


def _names_settings_that_exist(_name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    for key in service.get("environment", {}):
        if key.startswith(ENV_PREFIX):
            section, _, field = key.removeprefix(ENV_PREFIX).removesuffix("_FILE").lower().partition("__")
            known: Any = (
                Settings.model_fields[section].annotation if section in Settings.model_fields else None
            )
            if field not in getattr(known, "model_fields", {}):
                yield f"environment variable {key} names no setting"


def _keeps_data_in_named_volumes(_name: str, service: Compose, tree: Compose) -> Iterator[str]:
    for volume in service.get("volumes", []):
        source, _, rest = volume.partition(":")
        if source.startswith((".", "/")) and not rest.endswith(":ro"):
            yield f"the host's folder {source} can be written"
        if not source.startswith((".", "/")) and source not in tree["volumes"]:
            yield f"volume {source} is not named at the top"


def _is_reached_only_where_meant(name: str, service: Compose, tree: Compose) -> Iterator[str]:
    own = set(service.get("networks", []))
    if not own:
        yield "it is in the default network, with everybody"
    for network in own:
        if network not in WAY_OUT and not (tree["networks"].get(network) or {}).get("internal"):
            yield f"network {network} has a way out"
        others = {other for other, s in tree["services"].items() if network in s.get("networks", [])} - {name}
        if name == "mosquitto" and not others <= ALLOWED_TOGETHER["mosquitto"]:
            yield f"network {network} lets {', '.join(sorted(others))} reach the broker"
        if name == "mosquitto" and {"ingest", "dashboard"} <= others:
            yield f"network {network} joins broker, ingest and dashboard"
    if service.get("ports") and not own & WAY_OUT:
        yield "it publishes a port but is only in internal networks"


def _publishes_only_tls(name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    for port in service.get("ports", []):
        if port not in ("8883:8883", "127.0.0.1:8050:8050"):
            yield f"port {port} is open to the world"
    if name in ("influxdb", "postgres", "ingest") and service.get("ports"):
        yield "it needs no published port"


def _believes_only_its_own_network(_name: str, service: Compose, tree: Compose) -> Iterator[str]:
    """The proxy in front comes from the gateway of `web`; whoever else is believed may claim any address."""
    believed = service.get("environment", {}).get("LINLI__DASHBOARD__TRUSTED_PROXIES")
    web = (tree["networks"]["web"] or {}).get("ipam", {}).get("config", [{}])
    if "web" in service.get("networks", []) and [believed] != [subnet.get("subnet") for subnet in web]:
        yield f"it believes the proxies {believed}, which is not the subnet of its network web"


def _waits_for_migrations(name: str, service: Compose, _tree: Compose) -> Iterator[str]:
    awaited = service.get("depends_on", {})
    if name in ("ingest", "dashboard") and awaited.get("prepare", {}).get("condition") != (
        "service_completed_successfully"
    ):
        yield "it does not wait for the migrations"


RULES: tuple[Callable[[str, Compose, Compose], Iterator[str]], ...] = (
    _runs_without_root,
    _cannot_change_itself,
    _has_no_privileges,
    _is_bounded,
    _is_watched,
    _is_pinned,
    _keeps_secrets_in_files,
    _names_settings_that_exist,
    _keeps_data_in_named_volumes,
    _is_reached_only_where_meant,
    _publishes_only_tls,
    _believes_only_its_own_network,
    _waits_for_migrations,
)


def test_every_service_keeps_every_rule() -> None:
    assert violations(compose()) == []


def test_the_six_services_are_there_and_ours_share_one_image() -> None:
    services = compose()["services"]
    assert set(services) == {"mosquitto", "influxdb", "postgres", "prepare", "ingest", "dashboard"}
    assert services["ingest"]["image"] == services["dashboard"]["image"] == services["prepare"]["image"]
    assert services["influxdb"]["image"].startswith("influxdb:2.7")


PLANTED: dict[str, tuple[str, Callable[[Compose], object]]] = {
    "root": ("ingest: user '0'", lambda s: s["ingest"].update(user="0:0")),
    "named user": ("postgres: user 'postgres'", lambda s: s["postgres"].update(user="postgres")),
    "writable": ("dashboard: its root file system", lambda s: s["dashboard"].update(read_only=False)),
    "no tmpfs": ("influxdb: it has no tmpfs", lambda s: s["influxdb"].pop("tmpfs")),
    "capability": ("ingest: it keeps capabilities", lambda s: s["ingest"].update(cap_add=["NET_RAW"])),
    "privileges": ("mosquitto: it may gain", lambda s: s["mosquitto"].update(security_opt=[])),
    "host network": ("dashboard: it shares", lambda s: s["dashboard"].update(network_mode="host")),
    "unbounded memory": ("influxdb: mem_limit", lambda s: s["influxdb"].pop("mem_limit")),
    "unbounded processes": ("ingest: pids_limit", lambda s: s["ingest"].pop("pids_limit")),
    "no grace": ("ingest: stop_grace_period", lambda s: s["ingest"].pop("stop_grace_period")),
    "unwatched": ("postgres: it has no health check", lambda s: s["postgres"].pop("healthcheck")),
    "no restart": ("ingest: it does not come back", lambda s: s["ingest"].update(restart="no")),
    "latest": ("postgres: image postgres:latest", lambda s: s["postgres"].update(image="postgres:latest")),
    "no tag": ("postgres: image postgres ", lambda s: s["postgres"].update(image="postgres")),
    "secret in clear": (
        "ingest: environment variable LINLI__STORE__TOKEN carries",
        lambda s: s["ingest"]["environment"].update(LINLI__STORE__TOKEN="x"),
    ),
    "secret not given": (
        "dashboard: environment variable LINLI__STORE__TOKEN_FILE names",
        lambda s: s["dashboard"]["secrets"].remove("influx_dashboard_token"),
    ),
    "unknown setting": (
        "ingest: environment variable LINLI__BROKER__USER names no setting",
        lambda s: s["ingest"]["environment"].update(LINLI__BROKER__USER="x"),
    ),
    "host folder": (
        "ingest: the host's folder ./data",
        lambda s: s["ingest"].update(volumes=["./data:/data"]),
    ),
    "unnamed volume": ("ingest: volume other", lambda s: s["ingest"].update(volumes=["other:/data"])),
    "one network for all": (
        "mosquitto: network wire joins",
        lambda s: s["dashboard"]["networks"].append("wire"),
    ),
    "default network": ("postgres: it is in the default", lambda s: s["postgres"].pop("networks")),
    "database published": ("postgres: port 5432", lambda s: s["postgres"].update(ports=["5432:5432"])),
    "page published": ("dashboard: port 8050", lambda s: s["dashboard"].update(ports=["8050:8050"])),
    "everybody believed": (
        "dashboard: it believes the proxies *",
        lambda s: s["dashboard"]["environment"].update(LINLI__DASHBOARD__TRUSTED_PROXIES="*"),
    ),
    "unmigrated": ("ingest: it does not wait", lambda s: s["ingest"]["depends_on"].pop("prepare")),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_named(name: str) -> None:
    expected, plant = PLANTED[name]
    tree = copy.deepcopy(compose())
    plant(tree["services"])
    assert [fault for fault in violations(tree) if fault.startswith(expected)], violations(tree)


def test_a_network_with_a_way_out_is_named() -> None:
    tree = copy.deepcopy(compose())
    tree["networks"]["states"] = {}
    assert "mosquitto: network states has a way out" in violations(tree)


def test_a_broker_that_the_database_network_reaches_is_named() -> None:
    tree = copy.deepcopy(compose())
    tree["services"]["mosquitto"]["networks"].append("records")
    assert any("lets dashboard, ingest, postgres, prepare reach the broker" in v for v in violations(tree))


def test_the_database_counts_as_healthy_only_when_it_answers_over_tcp() -> None:
    assert "--host=127.0.0.1" in compose()["services"]["postgres"]["healthcheck"]["test"]


def test_all_of_ours_know_the_address_that_people_type() -> None:
    services = compose()["services"]
    ours = [services[name]["environment"] for name in ("prepare", "ingest", "dashboard")]
    assert all("LINLI_PUBLIC_URL" in own["LINLI__DASHBOARD__PUBLIC_URL"] for own in ours)


def test_every_mounted_file_of_the_repository_exists() -> None:
    volumes = [v for service in compose()["services"].values() for v in service.get("volumes", [])]
    mounted = [ROOT / volume.partition(":")[0] for volume in volumes if volume.startswith("./")]
    assert mounted
    assert [file for file in mounted if not file.is_file()] == []


def test_the_image_is_built_from_the_lock_without_root_and_without_a_secret() -> None:
    lines = (ROOT / ".ci" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [
        line for line in lines if line.startswith("FROM") and not re.search(r":\d+\.\d+\.\d+", line)
    ] == []
    assert "USER 10001:10001" in lines
    assert any("uv sync --locked --no-dev" in line for line in lines)
    assert not re.search(r"PASSWORD|TOKEN|SECRET", "\n".join(lines))
