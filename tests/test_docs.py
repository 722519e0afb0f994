"""The README names every setting, verb, metric, role, page, measure, topic and option that exists, and no other."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from config.settings import Settings, load_settings
from dashboard.cli import VERBS
from dashboard.i18n import Translate, catalogue
from dashboard.pages import PAGES
from dashboard.processes.arguments import parse
from ingest.__main__ import VERBS as INGEST_VERBS
from ingest.metrics import HealthCollector
from models.account import ROLES
from models.health import Accounting, IngestHealth, Presence
from models.metric import METRICS
from models.reading import MEASURES
from tests.source import ROOT, sources

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text below a heading, up to the next one of the same or a higher level."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,2}} |\Z)", README, re.DOTALL | re.MULTILINE)
    assert found, f"README has no heading {title!r}"
    return found.group(2)


def first_column(title: str) -> list[str]:
    """Every `code` of the first cells of a section's tables."""
    rows = re.findall(r"^\| (.*?) \|", section(title), re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def settings() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        for key in getattr(field.annotation, "model_fields", {}):
            yield f"{name}.{key}"


def metrics() -> set[str]:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    accounting = Accounting(dead={"not_json": 1}, shed={"stale_retained": 1})
    health = IngestHealth(
        at=at,
        started_at=at,
        accounting=accounting,
        connected=True,
        canary_ms=1.0,
        sensors={"c": {"s": Presence(heard_at=at, received=1)}},  # type: ignore[dict-item]
    )
    families = list(HealthCollector(lambda: health).collect())
    ours = {sample.name for family in families for sample in family.samples}
    declared = re.findall(r'"(linli_dashboard_\w+)"', "\n".join(sources("dashboard").values()))
    return ours | set(declared)


def test_every_setting_is_in_the_table_of_settings() -> None:
    assert sorted(first_column("Settings")) == sorted(settings())


def test_the_defaults_in_the_table_are_those_of_the_default_file() -> None:
    shipped = load_settings(environ={})
    rows = re.findall(r"^\| (`[^|]*) \|([^|]*)\|", section("Settings"), re.MULTILINE)
    for names, values in rows:
        keys, told = re.findall(r"`([^`]+)`", names), re.findall(r"`([^`]*)`", values)
        for key, value in zip(keys, told, strict=False):
            if key in ("centre.files", "data.folder") or "{data}" in value:
                continue  # these are shown as they stand in the file, before the folder is filled in
            part, _, field = key.partition(".")
            found = getattr(getattr(shipped, part), field)
            assert value == (str(found).lower() if isinstance(found, bool) else str(found)), key


def test_every_verb_is_in_the_table_of_verbs() -> None:
    assert [name for name in first_column("Verbs") if name in VERBS] == list(VERBS)
    rows = re.findall(r"^\| `([\w-]+)` \|", section("Verbs"), re.MULTILINE)
    assert rows == list(VERBS)


def test_every_verb_of_ingest_is_a_verb_of_the_launcher() -> None:
    own = {verb.target for verb in VERBS.values() if verb.package == "ingest"}
    assert own | {"bench"} == set(INGEST_VERBS), "bench begins with that of ingest"


def test_every_metric_is_in_the_table_of_metrics() -> None:
    told = {name.partition("{")[0] for name in first_column("Metrics")}
    assert told == metrics()


def test_the_table_of_figures_is_the_registry_in_words() -> None:
    words = catalogue("en")
    rows = [
        f"| `{metric.key}` | {words[f'metric.{metric.key}']} | {words[f'metric.unit.{metric.unit}']} "
        f"| {words[f'metric.total.{metric.total}']} | {words[f'metric.{metric.key}.formula']} |"
        for metric in METRICS.values()
    ]
    assert re.findall(r"^\| `.*\|$", section("Figures"), re.MULTILINE) == rows


def test_every_page_is_in_the_table_of_pages() -> None:
    told = re.findall(
        r"^\| `(\w+)` \| `/<centre>/([\w-]+)` \| (.*?) \|", section("Pages and roles"), re.MULTILINE
    )
    permissions = {key: set(re.findall(r"`([\w.]+)`", cell)) for key, _, cell in told}
    assert [(key, path) for key, path, _ in told] == [(page.key, page.path) for page in PAGES]
    assert permissions == {page.key: {p.value for p in page.permission} for page in PAGES}


def test_every_role_is_in_the_table_of_roles() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|`]+ \|$", section("Pages and roles"), re.MULTILINE)
    assert rows == [role.value for role in ROLES]


def test_every_measure_and_its_unit_is_in_the_table_of_measures() -> None:
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|", section("Measures"), re.MULTILINE)
    told = {}
    for names, units in rows:
        keys, given = re.findall(r"`([^`]+)`", names), units.split(", ")
        told |= dict(zip(keys, given if len(given) == len(keys) else given * len(keys), strict=True))
    assert told == {measure.key: measure.unit for measure in MEASURES.values()}


def test_every_option_of_run_is_in_its_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"], Translate("en"))
    offered = set(re.findall(r"^  (?:-h, )?(--[\w-]+)", capsys.readouterr().out, re.MULTILINE)) - {"--help"}
    told = {name.partition(" ")[0] for name in first_column("Two commands")}
    assert told - {"run"} == offered  # the heading of the table names the verb


def test_every_file_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"`((?:config|models|ingest|dashboard|tests|\.ci)/[\w./-]+)`", README))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_secret_of_production_is_made_in_the_readme() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    files = re.findall(r"file: \./secrets/([\w.]+)", compose)
    assert files
    assert [name for name in files if name not in section("Production")] == []


def test_every_broker_user_of_production_may_say_or_hear_something() -> None:
    rights = (ROOT / "config" / "mosquitto" / "acl").read_text(encoding="utf-8")
    gateways = set(re.findall(r"^user (\S+)$", rights, re.MULTILINE))
    centre = (ROOT / "config" / "centres" / "shijiawan.toml").read_text(encoding="utf-8")
    devices = set(re.findall(r'^topic = "linli/(\S+)/(?:up|sale|delivery)"$', centre, re.MULTILINE))
    named = re.findall(r"^broker_user (\w+) ", section("Production"), re.MULTILINE)
    looped = re.search(r"^for user in (.*?);", section("Production"), re.MULTILINE | re.DOTALL)
    assert looped
    named += looped.group(1).replace("\\\n", "").split()
    assert set(named) == gateways | devices


def test_the_glossary_holds_the_words_of_the_field_in_both_languages() -> None:
    words = section("Glossary")
    for chinese, english in (("利用率", "utilisation"), ("使用频率", "frequency"), ("覆盖率", "coverage")):
        assert re.search(rf"\| {chinese} \| {english} \|", words)
