"""The page of what leaves the house as a tree: recipients without their secrets, the schedule, what did not arrive."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.answer import Json, answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import deliveries
from models.account import Role
from models.db import Database
from models.message import Message
from models.ports import Ports
from models.sending.delivery import Delivery, DeliveryState
from models.sending.recipient import Channel, Occasion
from models.sending.schedule import ReportKind
from tests.blank import blank_database
from tests.builders import some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.sending import an_outbox

AT = datetime(2026, 11, 10, 4, tzinfo=UTC)
ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=geheim-1"
TYPED = {"name": "值班群", "channel": "dingtalk", "address": ROBOT, "sign": "geheim-2", "failure": "yes"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = blank_database(tmp_path / "centre.db")
    yield database
    database.close()


@pytest.fixture
def ports(database: Database, tmp_path: Path) -> Ports:
    sending = an_outbox(database, tmp_path, *Channel)
    return replace(some_ports(clock=lambda: AT), sending=sending, audit=database.audit().append)


def page(ports: Ports, locale: Locale = "en", role: Role = Role.MANAGER) -> str:
    return text(shown(deliveries, a_visit(role, ports, locale)))


def ask(ports: Ports, do: str, role: Role = Role.MANAGER, **fields: str) -> Json:
    return answered(a_visit(role, ports), {"do": do, **fields}, deliveries.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_recipient_is_added_shown_without_its_secret_tried_out_and_removed(
    ports: Ports, locale: Locale
) -> None:
    assert ask(ports, "add", **TYPED)["ok"]
    told = page(ports, locale)
    assert "值班群" in told
    assert "oapi.dingtalk.com" in told
    assert "geheim" not in told
    assert ports.sending is not None
    (known,) = ports.sending.mailroom.recipients()
    assert known.occasions == {Occasion.FAILURE}
    assert ask(ports, "try", key=known.id)["ok"]
    assert ask(ports, "remove", key=known.id)["ok"]
    assert list(ports.sending.mailroom.recipients()) == []
    assert not ask(ports, "remove", key=known.id)["ok"]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_did_not_arrive_stands_above_all_with_its_reason(ports: Ports, locale: Locale) -> None:
    assert ports.sending is not None
    why = Message("sending.fault.robot", {"code": 93000, "said": "<script>invalid"})
    one = Delivery(id="a", recipient="x", occasion=Occasion.TEST, subject="s", made_at=AT, next_at=None)
    ports.sending.mailroom.add([replace(one, state=DeliveryState.DEAD, answer=why, is_doubtful=True)])
    told = page(ports, locale)
    assert "93000" in told
    assert told.index('"dead"') < told.index('"history"')
    assert ask(ports, "drop", key="a")["ok"]
    assert not ask(ports, "again", key="a")["ok"]


def test_the_schedule_is_set(ports: Ports) -> None:
    assert "2026-12-01 08:00" in page(ports)
    assert ask(ports, "schedule", kind="monthly", unsigned="yes")["ok"]
    assert ports.sending is not None
    kept = ports.sending.mailroom.schedule(ReportKind.MONTHLY)
    assert kept is not None
    assert (kept.is_active, kept.sends_unsigned) == (False, True)
    assert not ask(ports, "schedule", kind="hourly")["ok"]


def test_who_may_not_send_is_refused_in_words(ports: Ports) -> None:
    assert not ask(ports, "add", Role.FINANCE, **TYPED)["ok"]
    assert "may not" in page(ports, role=Role.FINANCE)


def test_a_deployment_that_sends_nothing_says_so() -> None:
    assert "Nothing is sent" in page(some_ports())
