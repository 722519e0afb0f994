"""What may be kept of a Sparkplug message, also of metrics that say only their alias."""

import json

import pytest

from ingest.decoders.sparkplug_payload import Metric, read_payload
from ingest.decoders.sparkplug_session import converse
from ingest.masking import MASKED
from ingest.memory import Memory
from ingest.privacy import Scrubber
from ingest.sparkplug_privacy import MAX_ALIASES, MAX_SEATS
from tests.ingest.edge_node import INT32, STRING, Wire, a_birth, a_metric, a_payload, a_topic

KEY = b"a key for tests, long enough"
CARD, NAME = "94D8FC5F", "张三 13812345678"
NAMES = (
    a_metric("", "Door/Card", 4, STRING),
    a_metric(7, "Door/Card Number", 5, INT32),
    a_metric("shut", "Door/State", 6, STRING),
    a_metric(7, "Door/Code", 7, INT32),
)


@pytest.fixture
def scrub() -> Scrubber:
    return Scrubber(KEY)


def said(scrub: Scrubber, kind: str, payload: bytes, device: str = "") -> list[Metric]:
    return list(read_payload(scrub(a_topic(kind, device).encode(), payload)).metrics)


def values(scrub: Scrubber, *metrics: bytes, device: str = "") -> list[object]:
    return [m.value for m in said(scrub, "DDATA" if device else "NDATA", a_payload(*metrics, seq=1), device)]


def test_an_alias_is_judged_by_the_name_of_its_birth(scrub: Scrubber) -> None:
    said(scrub, "NBIRTH", a_birth(metrics=NAMES))
    assert values(scrub, a_metric(CARD, alias=4), a_metric(8165538, alias=5), a_metric("open", alias=6)) == [
        None,
        None,
        "open",
    ]


def test_until_a_birth_was_seen_no_text_without_a_name_is_kept(scrub: Scrubber) -> None:
    assert values(scrub, a_metric(NAME, alias=6), a_metric(2.5, alias=7), a_metric("open", "Door/State")) == [
        None,
        2.5,
        "open",
    ]
    said(scrub, "NBIRTH", a_birth(metrics=NAMES))
    assert values(scrub, a_metric("open", alias=6)) == ["open"]
    assert values(scrub, a_metric("open", alias=6), device="d1") == [None], "a device has its own aliases"
    assert values(scrub, a_metric(NAME), a_metric(b"\x0a\x02xy", alias=9, datatype=19))[0] is None


def test_a_new_birth_of_the_node_ends_what_its_devices_told(scrub: Scrubber) -> None:
    said(scrub, "NBIRTH", a_birth(metrics=NAMES))
    said(scrub, "DBIRTH", a_payload(a_metric("x", "state", 1, STRING), seq=1), "d1")
    assert values(scrub, a_metric("open", alias=1), device="d1") == ["open"]
    said(scrub, "NBIRTH", a_birth(1, metrics=NAMES))
    assert values(scrub, a_metric("open", alias=1), device="d1") == [None]


def test_after_a_restart_the_aliases_are_known_from_what_the_spool_remembers(scrub: Scrubber) -> None:
    memory, wire = Memory(), Wire()
    for kind, payload, device in (
        ("NBIRTH", a_birth(metrics=NAMES), ""),
        (
            "DBIRTH",
            a_payload(a_metric("x", "state", 1, STRING), a_metric("", "card", 2, STRING), seq=1),
            "d1",
        ),
    ):
        message = wire.message(a_topic(kind, device), scrub(a_topic(kind, device).encode(), payload))
        converse(memory, a_topic(kind, device), message)
    again = Scrubber(KEY, frozenset({a_topic("NDATA").encode()}))
    again.recall({key: value for key, value in memory.changes().items() if value})
    assert values(again, a_metric(8165538, alias=5), a_metric("open", alias=6)) == [None, "open"]
    assert values(again, a_metric(8165538, alias=7)) == [None], (
        "a code is a card where an access controller speaks"
    )
    assert values(again, a_metric("open", alias=1), a_metric(CARD, alias=2), device="d1") == ["open", None]


def test_json_in_a_text_is_opened(scrub: Scrubber) -> None:
    record = json.dumps({"cardNo": CARD, "peopleName": NAME, "door": 4}, ensure_ascii=False)
    said(scrub, "NBIRTH", a_birth(metrics=NAMES))
    (text,) = values(scrub, a_metric(record, alias=6))
    kept = json.loads(str(text))
    assert (kept["door"], kept["peopleName"]) == (4, None)
    assert kept["cardNo"].startswith("#")


def test_in_what_an_access_controller_says_a_text_is_looked_at(scrub: Scrubber) -> None:
    scrub.access = frozenset({a_topic("NDATA").encode()})
    assert values(scrub, a_metric(NAME, "Door/Last"), a_metric("Zhang", "Door/User")) == [None, None]


def test_what_is_left_out_leaves_the_rest_as_it_was(scrub: Scrubber) -> None:
    (card, state) = said(
        scrub, "NDATA", a_payload(a_metric(CARD, "Card", 4, STRING, at_ms=5), a_metric(3, "n", 6), seq=1)
    )
    assert (card.name, card.alias, card.at_ms, card.null) == ("Card", 4, 5, True)
    assert state.value == 3


def test_what_cannot_be_read_keeps_no_words(scrub: Scrubber) -> None:
    broken = a_payload(a_metric(NAME, alias=4), seq=1)[:-3]
    deep = a_payload(a_metric("[" * 900 + "]" * 900, "state"), seq=1)
    for payload in (broken, deep):
        assert scrub(a_topic("NDATA").encode(), payload).startswith(MASKED)


def test_no_number_of_devices_or_aliases_fills_the_memory(scrub: Scrubber) -> None:
    many = (a_metric(1, f"card/{n}", n) for n in range(MAX_ALIASES + 1))
    said(scrub, "DBIRTH", a_payload(*many, seq=1), "d0")
    assert values(scrub, a_metric(5, alias=10**6), device="d0") == [None]
    for number in range(1, MAX_SEATS + 2):
        said(scrub, "DBIRTH", a_payload(a_metric("x", "state", 1), seq=1), f"d{number}")
    assert values(scrub, a_metric("open", alias=1), device="d1") == [None], "the eldest is forgotten"
    assert values(scrub, a_metric("open", alias=1), device="d2") == ["open"]
