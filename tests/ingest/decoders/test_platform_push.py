"""Records that a platform pushes, JSON inside a text."""

import json
from datetime import UTC, datetime

import pytest

from ingest.decoders.platform_push import decode, introduces
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.access_records import CARD, PUSHED, pushed
from tests.ingest.payloads import said

PROFILE = PROFILES["access-controller"]


def read(**changes: object) -> Decoded:
    return decode(PROFILE, "any", pushed(**changes))


def test_a_record_is_a_passage_in_local_time_with_its_own_number() -> None:
    decoded = read()
    assert said(decoded) == {"people_in_period": 1}
    (swipe,) = decoded.happenings
    assert swipe.values == {"granted": True, "card": CARD, "direction": "in"}
    assert swipe.at == datetime(2019, 9, 19, 2, 8, 20, tzinfo=UTC)
    assert decoded.source_id == swipe.id == "1682352280764"


@pytest.mark.parametrize(
    ("way", "measure"), [("0", "people_out_period"), (1, "people_in_period"), (2, "people_out_period")]
)
def test_the_kind_of_record_says_the_way(way: object, measure: str) -> None:
    assert said(read(outInType=way)) == {measure: 1}


def test_a_record_of_something_wrong_is_nobody_inside() -> None:
    assert read(exceptionMode="0").samples == []


def test_a_record_belongs_to_the_device_that_it_names() -> None:
    decoded = read(deviceNo="a12036eb0adc136b")
    assert {one.device for one in decoded.said} == decoded.about == {"a12036eb0adc136b"}


def test_data_may_also_come_as_an_object() -> None:
    assert decode(PROFILE, "any", json.dumps({"method": "UploadRecord", "data": PUSHED}).encode()) == read()


def test_another_method_says_nothing_about_people() -> None:
    assert not decode(PROFILE, "any", b'{"method":"Heartbeat","data":"{}"}').said


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b'{"method":"UploadRecord","data":"U2FsdGVkX1"}', Reason.NOT_JSON),
        (b'{"method":"UploadRecord","data":"{}"}', Reason.UNEXPECTED_SHAPE),
        (b'{"method":"UploadRecord"}', Reason.UNEXPECTED_SHAPE),
        (pushed(addTime="morgens"), Reason.UNEXPECTED_SHAPE),
        (pushed(recordNo=""), Reason.BAD_DEVICE_ID),
    ],
)
def test_a_push_that_cannot_be_read_is_refused(payload: bytes, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(PROFILE, "any", payload)
    assert caught.value.reason is reason


def test_a_device_of_a_platform_that_nobody_knows_introduces_itself() -> None:
    (told,) = introduces("any", pushed(deviceNo="a1"))
    assert (told.topic, told.device) == ("any", "a1")
    assert [one.device for one in introduces("any", pushed())] == [""]
    assert list(introduces("any", b'{"method":"x","data":""}')) == list(introduces("any", b"{")) == []
