"""The health page as a tree and as what its script is told."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.components.health_facts import FACTS
from dashboard.components.health_json import health_json
from dashboard.i18n import LOCALES, Locale, Translate, catalogue
from dashboard.page import Visit
from dashboard.pages.health import layout
from models.account import Account, Grant, Role
from models.centre import CentreId, SensorRole
from models.health import Accounting, IngestHealth
from models.message import Message
from models.services.health import health
from tests.builders import NOON, some_ports

SCRIPT = Path(__file__).parents[3] / "dashboard/assets/30-health.js"


def test_every_fact_of_the_page_has_a_row_in_the_script() -> None:
    table = SCRIPT.read_text(encoding="utf-8").partition("const FACTS = {")[2].partition("\n  };")[0]
    assert set(re.findall(r"^    (\w+): \(f", table, re.MULTILINE)) == set(FACTS)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_that_the_script_says_is_in_the_catalogue(locale: Locale) -> None:
    said = set(re.findall(r'say\("(\w+)"', SCRIPT.read_text(encoding="utf-8")))
    assert {f"health.say.{key}" for key in said} <= set(catalogue(locale))
    assert {f"health.role.{role}" for role in SensorRole} <= set(catalogue(locale))


def test_the_page_opens_before_the_ingestor_has_said_a_word() -> None:
    account = Account(id=1, name="somebody", grants=(Grant(role=Role.MANAGER),))
    visit = Visit(ports=some_ports(), translate=Translate("en"), account=account, query={})
    told = json.loads(layout(visit).to_plotly_json()["props"]["data-facts"])
    assert told["received"] is None
    assert told["ingest"] is None


def test_books_that_do_not_balance_are_told_as_such() -> None:
    books = Accounting(received=10, stored=7, dead={"not_json": 2})
    says = IngestHealth(at=NOON, started_at=NOON, accounting=books, connected=True)
    told = health_json(health(replace(some_ports(), ingest=lambda: says), NOON))
    assert (told["received"], told["missing"]) == (10, 1)
    assert {"fate": "dead", "reason": "not_json", "n": 2} in told["columns"]


def test_a_store_that_is_away_is_told_to_its_own_centre_and_without_what_it_said() -> None:
    for centre, away in (("test", True), ("other", False)):
        raw = {CentreId(centre): "http://influx.internal:8086: connection refused"}
        says = IngestHealth(
            at=NOON, started_at=NOON, accounting=Accounting(), connected=True, store_faults=raw
        )
        told = health_json(health(replace(some_ports(), ingest=lambda says=says: says), NOON))  # type: ignore[misc]
        assert told["store_away"] is away
        assert "influx.internal" not in json.dumps(told)


def test_a_fault_is_told_with_what_fills_its_sentence() -> None:
    fault = Message("ingest.fault.device_mismatch", {"topic": "linli/c/z/d/up", "claimed": "other"})
    says = IngestHealth(at=NOON, started_at=NOON, accounting=Accounting(), connected=True, faults=(fault,))
    told = health_json(health(replace(some_ports(), ingest=lambda: says), NOON))["ingest"]
    assert told["faults"] == [fault.key]
    assert told["healthy"]
    for locale in LOCALES:
        sentence = catalogue(locale)[fault.key].format(**told["fault_values"][fault.key])
        assert "linli/c/z/d/up" in sentence
        assert "other" in sentence
