"""The workbench: a bare frame is wrapped, a trial changes nothing, and only what reads is kept."""

from dataclasses import replace

import pytest

from ingest.decoders import ENVELOPES as DECODED
from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.desk import DeskError, Trial
from models.message import Message
from models.ports import Ports
from models.services.profiles import (
    ENVELOPES,
    FRAME,
    LONGEST_PROFILE,
    Bench,
    attempt,
    envelope_of,
    keep,
    profile_text,
    profiles,
    succeeded,
)
from models.services.strangers import RefusedError
from tests.builders import a_centre, a_sensor, a_space, some_ports
from tests.fakes import MemoryDesk
from tests.sensing import PROFILE, a_fault, a_trial, models

BOSS = Account(id=1, name="boss", grants=(Grant(role=Role.MANAGER),))
HERE = Account(id=2, name="here", grants=(Grant(role=Role.MANAGER, centre="test"),))
BENCH = Bench(text=PROFILE, payload="04 c9 05 01 00 01")


def laid(trial: Trial | None = None) -> tuple[Ports, MemoryDesk, list[AuditEntry]]:
    desk = MemoryDesk(models=models(), texts={"milesight-vs121": PROFILE}, trial=trial or a_trial())
    trail: list[AuditEntry] = []
    return replace(some_ports(), desk=desk, audit=trail.append), desk, trail


def test_a_bare_frame_is_tried_as_the_bytes_that_were_meant() -> None:
    ports, desk, _ = laid()
    attempt(ports, BENCH)
    assert desk.tried == [(PROFILE, FRAME, "", b"\x04\xc9\x05\x01\x00\x01")]


def test_any_other_message_is_tried_as_it_is() -> None:
    ports, desk, _ = laid()
    attempt(ports, replace(BENCH, payload='{"v": 1}', envelope="native", topic=" linli/x/up "))
    assert desk.tried[0][1:] == ("native", "linli/x/up", b'{"v": 1}')


@pytest.mark.parametrize(
    ("bench", "key"),
    [
        (replace(BENCH, payload=""), "payload.empty"),
        (replace(BENCH, payload="zz", spelling="hex"), "payload.not_hex"),
        (replace(BENCH, payload='{"data": 1}'), "refused.json_frame"),
        (replace(BENCH, text=" "), "refused.no_profile_text"),
        (replace(BENCH, text="#" * (LONGEST_PROFILE + 1)), "refused.long_profile"),
    ],
)
def test_what_cannot_be_tried_is_refused_before_the_ingestor_is_asked(bench: Bench, key: str) -> None:
    ports, desk, _ = laid()
    with pytest.raises(RefusedError) as told:
        attempt(ports, bench)
    assert told.value.message.key == key
    assert desk.tried == []


def test_what_reads_is_kept_and_on_the_trail() -> None:
    ports, desk, trail = laid()
    keep(ports, BOSS, "door-eye", BENCH)
    assert desk.texts["door-eye"] == PROFILE
    assert [(entry.action, entry.subject) for entry in trail] == [("profile.keep", "door-eye")]


@pytest.mark.parametrize(
    ("account", "name", "trial", "key"),
    [
        (HERE, "door-eye", a_trial(), "everywhere_only"),
        (BOSS, "Door Eye", a_trial(), "bad_profile_name"),
        (BOSS, "../door", a_trial(), "bad_profile_name"),
        (BOSS, "milesight-vs121", a_trial(), "packaged_name"),
        (BOSS, "door-eye", a_trial(faults=(a_fault(),)), "untried"),
        (BOSS, "door-eye", Trial(), "untried"),
    ],
)
def test_nothing_else_is_kept(account: Account, name: str, trial: Trial, key: str) -> None:
    ports, desk, trail = laid(trial)
    with pytest.raises(RefusedError) as told:
        keep(ports, account, name, BENCH)
    assert told.value.message.key == f"refused.{key}"
    assert (list(desk.texts), trail) == (["milesight-vs121"], [])


def test_a_model_that_does_not_exist_has_no_text() -> None:
    ports, *_ = laid()
    assert profile_text(ports, "milesight-vs121") == PROFILE
    assert profile_text(ports, "../../etc/passwd") == ""


def test_faulty_models_come_first_and_own_ones_next() -> None:
    ports, *_ = laid()
    assert [card.name for card in profiles(ports)][:3] == ["own-broken", "door-eye-2", "linli-counter"]


def test_a_trial_that_says_nothing_is_no_success() -> None:
    assert not succeeded(Trial())
    assert not succeeded(a_trial(faults=(a_fault(),)))
    assert succeeded(Trial(vitals={"battery": "3"}))


def test_an_ingestor_that_is_away_is_told_in_its_words() -> None:
    ports, desk, _ = laid()
    desk.away = DeskError("away", Message("desk.away"))
    for ask in (lambda: profiles(ports), lambda: attempt(ports, BENCH)):
        with pytest.raises(RefusedError) as told:
            ask()
        assert told.value.message.key == "desk.away"


def test_a_message_is_probably_wrapped_as_those_of_the_sensor_with_the_most_similar_topic() -> None:
    here = a_centre(
        [a_space()],
        [
            a_sensor("a", topic="application/x/device/1/event/up", envelope="chirpstack"),
            a_sensor("b", topic="linli/test/gym/b/up", envelope="native"),
        ],
    )
    ports = some_ports(here)
    assert envelope_of(ports, "application/x/device/2/event/up") == "chirpstack"
    assert envelope_of(ports, "linli/other/b/up") == "native"
    assert envelope_of(ports, "zigbee2mqtt/plug") == FRAME


def test_every_envelope_that_the_ingestor_reads_is_offered() -> None:
    assert set(DECODED) <= set(ENVELOPES)
