"""People write remarks; what is wrong is refused in words, and what was done stands in the audit trail."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.calendar import Window
from models.ports import Ports
from models.remark import LONGEST_TEXT
from models.services.remarks import Written, remarks, remove_remark, write_remark
from models.services.strangers import RefusedError
from tests.builders import GYM, NOON, some_ports
from tests.fakes import MemoryRemarks

LI = Account(id=1, name="li", grants=(Grant(role=Role.OPERATOR),))
READER = Account(id=2, name="he", grants=(Grant(role=Role.AUDITOR),))
RAIN = Written(text=" 暴雨  停课 ", kind="weather", first="2026-11-18")


def noting(trail: list[AuditEntry] | None = None) -> Ports:
    told = [] if trail is None else trail
    return replace(some_ports(), remarks=MemoryRemarks(), audit=told.append)


def test_a_remark_without_times_is_about_whole_days() -> None:
    trail: list[AuditEntry] = []
    ports = noting(trail)
    remark = write_remark(ports, LI, replace(RAIN, last="2026-11-19", space="gym"))
    zone = ports.centre.zone_info
    assert remark.window == Window(datetime(2026, 11, 18, tzinfo=zone), datetime(2026, 11, 20, tzinfo=zone))
    assert (remark.text, remark.by, remark.space, remark.at) == ("暴雨 停课", "li", GYM, NOON)
    assert remarks(ports, remark.window) == [remark]
    assert [(entry.action, entry.actor) for entry in trail] == [("remark.write", "li")]


def test_a_remark_with_times_is_about_those() -> None:
    ports = noting()
    remark = write_remark(ports, LI, replace(RAIN, start="19:00", end="20:30"))
    assert remark.window.start == NOON + timedelta(hours=7)
    assert remark.window.length == timedelta(minutes=90)


def test_a_remark_that_begins_and_does_not_say_when_it_ends_lasts_to_the_end_of_its_day() -> None:
    assert write_remark(noting(), LI, replace(RAIN, start="19:00")).window.length == timedelta(hours=5)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"text": "  "}, "refused.remark_text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "refused.remark_text"),
        ({"kind": "gossip"}, "refused.remark_kind"),
        ({"space": "cellar"}, "refused.no_space"),
        ({"first": "tomorrow"}, "refused.no_day"),
        ({"start": "late"}, "refused.no_time"),
        ({"last": "2026-11-17"}, "refused.remark_order"),
        ({"start": "20:00", "end": "19:00"}, "refused.remark_order"),
    ],
)
def test_what_is_filled_in_wrongly_is_refused_and_nothing_is_kept(wrong: dict[str, str], key: str) -> None:
    ports = noting()
    with pytest.raises(RefusedError, match=key):
        write_remark(ports, LI, replace(RAIN, **wrong))
    assert ports.remarks == MemoryRemarks()


def test_who_may_only_look_writes_and_removes_nothing() -> None:
    ports = noting()
    kept = write_remark(ports, LI, RAIN)
    with pytest.raises(RefusedError, match=r"refused\.no_remarks"):
        write_remark(ports, READER, RAIN)
    with pytest.raises(RefusedError, match=r"refused\.no_remarks"):
        remove_remark(ports, READER, kept.id)
    assert remarks(ports, kept.window) == [kept]


def test_a_remark_is_removed_once() -> None:
    ports = noting()
    kept = write_remark(ports, LI, RAIN)
    remove_remark(ports, LI, kept.id)
    assert remarks(ports, kept.window) == []
    with pytest.raises(RefusedError, match=r"refused\.remark_gone"):
        remove_remark(ports, LI, kept.id)


def test_a_deployment_that_keeps_no_remarks_shows_none() -> None:
    assert remarks(some_ports(), Window(NOON, NOON + timedelta(days=1))) == []
