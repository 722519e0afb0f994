"""Vending machines: what was ordered, and whether it came out."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.decoders.vending import decode
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from models.event import EventKind
from tests.ingest.access_records import VENDING
from tests.ingest.payloads import said

PROFILE = PROFILES["vending-cn"]
RESULT = {
    "cellStatus": 0,
    "statusCode": "10000",
    "id": "608698250414391831629337426006",
    "action": "vending.out.result",
    "outTimes": 2593,
    "outStatus": 1,
}
"""The protocol's own example."""


def read(body: dict[str, Any], topic: str = "vending/m1") -> Decoded:
    return decode(PROFILE, topic, json.dumps(body).encode())


def test_an_order_is_a_sale_in_whole_fen() -> None:
    decoded = read(VENDING)
    assert said(decoded) == {"sale_fen": 350}
    (sale,) = decoded.happenings
    assert (sale.kind, sale.id, sale.values) == (EventKind.SALE, "608698", {"total_fen": 350})
    assert sale.at == datetime(2021, 8, 19, 1, 43, 58, tzinfo=UTC)
    assert [s.at and s.at.replace(microsecond=0) for s in decoded.samples] == [sale.at]


@pytest.mark.parametrize(("status", "ok"), [(1, True), (0, False)])
def test_a_result_says_whether_the_order_was_handed_out(status: int, ok: bool) -> None:
    (done,) = read(RESULT | {"outStatus": status}).happenings
    assert done.kind is EventKind.FULFILMENT
    assert done.values == {"order": RESULT["id"], "ok": ok, "duration_ms": 2593}


def test_an_order_and_its_result_are_two_messages_and_each_is_told_once() -> None:
    order, result = read(VENDING), read(RESULT | {"id": "608698"})
    assert order.source_id != result.source_id
    assert read(VENDING).source_id == order.source_id


def test_a_receipt_says_nothing_yet() -> None:
    assert not read({"action": "vending.out.received", "id": "1"}).said


def test_an_order_for_another_machine_than_that_of_the_topic_is_refused() -> None:
    body = {"action": "vending.out.goods", "data": VENDING["data"] | {"imei": "869825041439183"}}  # type: ignore[operator]
    assert said(read(body, "topic/vending/client/869825041439183")) == {"sale_fen": 350}
    with pytest.raises(DecodeError) as caught:
        read(body, "topic/vending/client/869825041439184")
    assert caught.value.reason is Reason.DEVICE_MISMATCH


@pytest.mark.parametrize(
    "body",
    [
        {"action": "vending.out.goods", "data": VENDING["data"] | {"amount": 3.5}},  # type: ignore[operator]
        {"action": "vending.out.goods", "data": VENDING["data"] | {"amount": -1}},  # type: ignore[operator]
        {"action": "vending.out.result", "id": "1"},
        {"action": "vending.door.open"},
        {},
    ],
)
def test_what_is_no_message_of_the_protocol_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(DecodeError) as caught:
        read(body)
    assert caught.value.reason is Reason.UNEXPECTED_SHAPE
