"""The doctor on what leaves the house: no way to a recipient, a failed attempt, what waits for a person."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.doctor.finding import Level
from models.audit import AuditEntry
from models.db import Database
from models.db.secret_folder import SecretFolder
from models.sending.delivery import Delivery, DeliveryState
from models.sending.recipient import Channel, Occasion, RobotSecret
from tests.blank import blank_database
from tests.dashboard.doctor.test_report import case_of, found
from tests.sending import AT, a_recipient

TOLD = AuditEntry(at=datetime(2026, 1, 1, tzinfo=UTC), actor="wang", action="test")
MAIL = {"DELIVERY__MAIL": "smtp://mail.example.org", "DELIVERY__SENDER": "linli@example.org"}
CENTRE = "shijiawan"
ONE = Delivery(
    id="a", recipient="r1", occasion=Occasion.REPORT, subject="s", made_at=AT, next_at=None, tried_at=AT
)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return blank_database(tmp_path / "centre.db")


def told(folder: Path, database: Database, **settings: str) -> dict[str, Level]:
    database.close()
    case = case_of(folder, DATABASE__URL=f"sqlite:///{folder}/centre.db", **settings)
    return {key: one.level for key, one in found("deliveries", case).items()}


def test_a_house_that_sends_nothing_is_well(tmp_path: Path, database: Database) -> None:
    assert told(tmp_path, database) == {"deliveries.nobody": Level.OK}


def test_letters_without_a_mail_server_are_wrong(tmp_path: Path, database: Database) -> None:
    database.mailroom(CENTRE).put_recipient(a_recipient(), TOLD)
    assert told(tmp_path, database) == {"deliveries.no_mail": Level.WRONG}
    assert told(tmp_path, database, **MAIL) == {"deliveries": Level.OK}


def test_a_robot_whose_secret_is_gone_is_wrong(tmp_path: Path, database: Database) -> None:
    database.mailroom(CENTRE).put_recipient(a_recipient(Channel.FEISHU), TOLD)
    assert told(tmp_path, database) == {"deliveries.no_secret": Level.WRONG}
    secret = RobotSecret("https://open.feishu.cn/open-apis/bot/v2/hook/x")
    SecretFolder(tmp_path / "recipients" / CENTRE).put("r1", secret)
    assert told(tmp_path, database) == {"deliveries": Level.OK}


def test_dead_deliveries_are_counted_and_the_newest_failure_is_told(
    tmp_path: Path, database: Database
) -> None:
    room = database.mailroom(CENTRE)
    room.put_recipient(a_recipient(), TOLD)
    room.add([replace(ONE, state=DeliveryState.DEAD), replace(ONE, id="b", state=DeliveryState.DEAD)])
    room.add([replace(ONE, id="c", state=DeliveryState.FAILED, tried_at=AT.replace(hour=3), attempts=2)])
    database.close()
    case = case_of(tmp_path, DATABASE__URL=f"sqlite:///{tmp_path}/centre.db", **MAIL)
    dead, failed = (found("deliveries", case)[f"deliveries.{key}"] for key in ("dead", "failed"))
    assert (dead.level, dead.values["count"]) == (Level.WRONG, 2)
    assert (failed.level, failed.values) == (
        Level.WARNING,
        {"centre": CENTRE, "name": "街道办", "times": 2},
    )


def test_a_failure_that_was_mended_since_is_not_told(tmp_path: Path, database: Database) -> None:
    room = database.mailroom(CENTRE)
    room.put_recipient(a_recipient(), TOLD)
    room.add([replace(ONE, state=DeliveryState.FAILED)])
    room.add([replace(ONE, id="b", state=DeliveryState.SENT, tried_at=AT.replace(hour=3))])
    assert told(tmp_path, database, **MAIL) == {"deliveries": Level.OK}


def test_a_wrong_setting_is_named(tmp_path: Path, database: Database) -> None:
    assert told(tmp_path, database, **{**MAIL, "DELIVERY__SENDER": "nobody"}) == {
        "deliveries.setting": Level.WRONG
    }
