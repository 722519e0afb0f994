"""Reports of DejaOS gates: one passage, or all that were kept while the network was away."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ingest.decoders.dejaos import TOPIC, decode, introduces
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.access_records import CARD, DEJAOS

AT = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=1_732_090_000)


def read(*records: dict[str, Any], **changes: Any) -> Decoded:
    body = DEJAOS | changes | ({"data": list(records)} if records else {})
    return decode(PROFILES["access-entrance"], TOPIC, json.dumps(body).encode())


def a_record(**changes: Any) -> dict[str, Any]:
    return {"id": "-1", "type": 200, "code": CARD, "time": 1_732_090_000, "result": 1} | changes


def test_who_is_let_through_is_one_person_in() -> None:
    decoded = read()
    assert [(s.measure, s.value, s.device) for s in decoded.samples] == [("people_in_period", 1, "gate-7")]
    (swipe,) = decoded.happenings
    assert swipe.values == {"granted": True, "card": CARD, "direction": "in"}
    assert swipe.at == AT


def test_who_has_no_right_is_not_let_through() -> None:
    decoded = read(a_record(result=0, error="无权限"))
    assert decoded.samples == []
    assert decoded.happenings[0].values["granted"] is False


def test_what_was_kept_during_an_outage_has_its_own_instants() -> None:
    kept = [a_record(time=1_732_000_000 + 7 * n) for n in range(500)]
    decoded = read(*kept)
    assert len({happening.id for happening in decoded.happenings}) == 500
    assert len({sample.at for sample in decoded.samples}) == 500
    assert decoded.samples[0].at is not None
    assert decoded.samples[0].at.replace(microsecond=0).timestamp() == 1_732_000_000


def test_the_same_passage_in_another_report_is_the_same() -> None:
    first, again = read(serialNo="a"), read(a_record(), serialNo="b")
    assert first.happenings[0].id == again.happenings[0].id
    assert first.samples == again.samples


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"uuid": ""}, Reason.BAD_DEVICE_ID),
        ({"data": {}}, Reason.UNEXPECTED_SHAPE),
        ({"data": [a_record(time=-1)]}, Reason.UNEXPECTED_SHAPE),
        ({"data": [a_record(result="yes")]}, Reason.UNEXPECTED_SHAPE),
    ],
)
def test_a_report_of_another_shape_is_refused(changes: dict[str, Any], reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read(**changes)
    assert caught.value.reason is reason


def test_a_gate_that_nobody_knows_introduces_itself() -> None:
    (told,) = introduces(TOPIC, json.dumps(DEJAOS).encode())
    assert (told.topic, told.device, told.keys) == (TOPIC, "gate-7", ("pass",))
    assert list(introduces(TOPIC, b"{}")) == list(introduces(TOPIC, b"{")) == []


@pytest.mark.parametrize("key", ["type", "code"])
@pytest.mark.parametrize("word", ["\x00", "a\x1bb", "x" * 129])
def test_a_word_that_no_record_can_hold_is_refused(key: str, word: str) -> None:
    with pytest.raises(DecodeError) as error:
        read(a_record(**{key: word}))
    assert error.value.reason == Reason.BAD_DEVICE_ID
