"""What may be kept of a message: never a card, a name, a phone or a picture, whatever the message looks like."""

import json
import random
import re
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders import DECODERS
from ingest.keyed_hash import is_keyed, keyed_hash
from ingest.masking import MASKED
from ingest.personal import PERSONAL, Fate
from ingest.privacy import Scrubber
from ingest.profile import PROFILES
from tests.ingest.access_records import RECORDS
from tests.ingest.edge_node import BORN_MS, a_metric, a_payload
from tests.ingest.payloads import message_of, read_by, vectors

KEY = b"a key for tests, long enough"
TOPIC = b"linli/c1/hall/door/raw"
GATE = b"access_device/v1/event/access"
NAME, CARD, PHONE, IDENTITY = "张三丰", "94D8FC5F", "13812345678", "110101199003071234"
PHOTO = b64encode(bytes(range(256)) * 12).decode()
SECRETS = (NAME, CARD, CARD.lower(), PHONE, IDENTITY, PHOTO[:24], "8165538", "Zhang San")


def kept(payload: bytes | str, topic: bytes = TOPIC) -> bytes:
    return Scrubber(KEY)(topic, payload.encode() if isinstance(payload, str) else payload)


def read(body: Any, topic: bytes = TOPIC) -> Any:
    return json.loads(kept(json.dumps(body), topic))


def betrayed(payload: bytes) -> list[str]:
    """Which of the secrets can still be found, also behind escapes."""
    shown = payload.decode("utf-8", "replace")
    unescaped = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), shown)
    bare = payload.replace(b"\x00", b"").decode("utf-8", "replace")
    return [one for one in SECRETS if one in shown or one in unescaped or one in bare]


def test_an_identifier_becomes_its_keyed_hash_and_a_name_nothing() -> None:
    body = {
        "cardNo": CARD,
        "peopleName": NAME,
        "peoplePhone": PHONE,
        "idCard": IDENTITY,
        "photo": PHOTO,
        "door": 4,
    }
    assert read(body) == {
        "cardNo": keyed_hash(KEY, Fate.CARD, CARD),
        "peopleName": None,
        "peoplePhone": keyed_hash(KEY, Fate.PHONE, PHONE),
        "idCard": keyed_hash(KEY, Fate.IDENTITY, IDENTITY),
        "photo": None,
        "door": 4,
    }


def test_a_name_beside_somebodys_number_is_dropped_and_beside_a_device_kept() -> None:
    plug = b"zigbee2mqtt/visitor-card"
    assert read({"action": "single", "card": IDENTITY, "name": NAME, "phone": PHONE}, plug)["name"] is None
    assert read({"name": "Exit south", "in": 12}, plug) == {"name": "Exit south", "in": 12}


def test_a_number_and_its_text_are_one_card() -> None:
    values = [read({"card-number": card})["card-number"] for card in (8165538, "8165538", 8165538.0)]
    assert len(set(values)) == 1
    assert is_keyed(values[0])


@pytest.mark.parametrize("empty", [None, "", 0, False, True])
def test_what_is_empty_is_nobodys(empty: object) -> None:
    assert read({"cardNo": empty, "x": 1}) == {"cardNo": empty, "x": 1}


def test_scrubbing_twice_is_scrubbing_once() -> None:
    once = kept(json.dumps({"cardNo": CARD, "peopleName": NAME}))
    assert kept(once) == once


@pytest.mark.parametrize("key", sorted(PERSONAL))
def test_every_key_of_the_table_is_treated_wherever_it_stands(key: str) -> None:
    for value in (CARD, {"a": CARD}, [CARD]):
        body = {"list": [{"deep": {key.upper(): value}}], "text": json.dumps({key: value})}
        result = kept(json.dumps(body))
        assert not betrayed(result), result
        assert not betrayed(kept(json.dumps(body, ensure_ascii=False)))


def test_json_inside_texts_of_json_is_opened() -> None:
    record = json.dumps({"recordNo": "1682352280764", "peopleName": NAME, "cardNo": CARD}, ensure_ascii=False)
    twice = json.dumps({"inner": record}, ensure_ascii=False)
    for data in (record, twice, json.dumps(twice)):
        result = kept(json.dumps({"method": "UploadRecord", "data": data}, ensure_ascii=False))
        assert not betrayed(result)
        assert b"1682352280764" in result


def test_texts_within_texts_without_end_are_not_kept() -> None:
    text = json.dumps({"cardNo": CARD})
    for _ in range(7):
        text = json.dumps({"data": text})
    assert not betrayed(kept(text))


@pytest.mark.parametrize("key", ["\\u0063ardNo", "c\\u0061rd\\u004eo", "\\u59d3\\u540d"])
def test_a_key_behind_escapes_is_found(key: str) -> None:
    assert not betrayed(kept(f'{{"{key}":"{CARD}"}}'))


def test_a_name_behind_escapes_is_found() -> None:
    assert not betrayed(kept(json.dumps({"peopleName": NAME}, ensure_ascii=True)))


def test_a_key_that_stands_there_twice_is_treated_twice() -> None:
    assert not betrayed(kept(f'{{"cardNo":"{CARD}","cardNo":null}}'))


def test_in_what_an_access_controller_says_names_and_looks_count_too() -> None:
    body = {
        "cardNo": CARD,
        "name": "Zhang San",
        "whatever": NAME,
        "remark2": PHONE,
        PHONE: 1,
        "seen": {"xyz": IDENTITY, "radio": "aa:bb:cc:dd:ee:ff"},
        "deviceName": "东门",
        "deviceNo": "13812340000",
        "mac": "00:11:22:33:44:55",
    }
    result = read(body)
    assert not betrayed(kept(json.dumps(body)))
    assert (result["deviceName"], result["deviceNo"], result["mac"]) == (
        "东门",
        "13812340000",
        "00:11:22:33:44:55",
    )
    assert is_keyed(result["seen"]["radio"])


def test_a_mail_address_is_a_persons_and_an_endless_one_holds_nothing_up() -> None:
    """With a pattern that tries again this takes an hour: it does not fail, it hangs."""
    endless = "a@" + "x." * 700_000 + "@"
    result = read({"cardNo": CARD, "mail-like": "zhang@example.org", "x": endless, endless: 1})
    assert is_keyed(result["mail-like"])
    assert result["x"] is None


@pytest.mark.parametrize("key", ["msg", "remark", "message", "reason"])
@pytest.mark.parametrize("text", [f"{NAME} {PHONE} 进门", f"opened by {PHONE}", f"{NAME}进门"])
def test_what_an_access_controller_tells_of_a_person_in_a_sentence_is_left_out(key: str, text: str) -> None:
    assert read({"door": 4, key: text}, GATE) == {"door": 4, key: None}
    assert read({"msg": "door opened", "doorName": "东门"}, GATE) == {
        "msg": "door opened",
        "doorName": "东门",
    }


def test_what_is_in_an_encoding_that_nobody_reads_keeps_its_shape_only() -> None:
    for payload in (f'{{"备注":"{NAME}","次数":3}}'.encode("gb18030"), b"\xff\xfe\x00"):
        assert kept(payload).startswith(MASKED)
        assert NAME.encode("gb18030") not in kept(payload)


def test_elsewhere_a_name_is_that_of_a_device() -> None:
    body = {"name": "东门", "code": "A1", "device": {"mac": "00:11:22:33:44:55"}, "v": {"in": 13812345678}}
    assert kept(json.dumps(body)) == json.dumps(body).encode()


def test_the_address_of_a_phone_that_was_seen_is_hashed_and_that_of_the_device_is_not() -> None:
    body = {"mac": "00:11:22:33:44:55", "probes": [{"mac": "aa:bb:cc:dd:ee:ff", "rssi": -60}]}
    result = read(body)
    assert result["mac"] == "00:11:22:33:44:55"
    assert is_keyed(result["probes"][0]["mac"])


def test_a_card_that_a_reader_saw_is_hashed() -> None:
    body = {"Time": "2019-01-10T18:23:24", "PN532": {"UID": CARD, "DATA": "secret"}, "UID": "device"}
    result = read(body)
    assert result["PN532"] == {"UID": keyed_hash(KEY, Fate.CARD, CARD), "DATA": None}
    assert result["UID"] == "device"


def test_on_the_topic_of_a_gate_a_code_is_a_card() -> None:
    body = {"uuid": "gate-7", "data": [{"type": 200, "code": CARD, "time": 5, "extra": {"n": NAME}}]}
    result = read(body, GATE)
    assert is_keyed(result["data"][0]["code"])
    assert result["data"][0]["extra"] is None
    assert read(body, b"any") == body
    assert json.loads(Scrubber(KEY, frozenset({b"any"}))(b"any", json.dumps(body).encode())) == result


@pytest.mark.parametrize("envelope", RECORDS)
def test_what_the_decoders_read_of_a_record_is_still_there(envelope: str) -> None:
    assert json.loads(kept(RECORDS[envelope], b"vending/x" if envelope == "vending" else GATE)) == json.loads(
        RECORDS[envelope]
    )


@pytest.mark.parametrize(
    "payload",
    [
        f'{{"cardNo":"{CARD}","peopleName":"{NAME}"'.encode(),  # cut off
        f'{{"cardNo:"{CARD}","peopleName":{NAME}}}'.encode(),  # a quotation mark is missing
        f"cardNo={CARD}&peopleName={NAME}&phone={PHONE}".encode(),
        f'{{"peopleName":"{NAME}","cardNo":8165538}}'.encode("gb18030"),
        f'{{"peopleName":"{NAME}","cardNo":"{CARD}"}}'.encode("utf-16"),
        f'\xef\xbb\xbf{{"peopleName":"Zhang San","cardNo":"{CARD}"'.encode("latin-1"),
        b'{"card":' + b"[" * 5_000 + b'"94D8FC5F"' + b"]" * 5_000 + b"}",
        b'{"card":' + b"9" * 5_000 + b',"phone":"13812345678"}',
        b'{"cardNo":"94D8FC5F"}\x00\xff',
        f'{{"photo":"{PHOTO}'.encode() * 30,
    ],
)
def test_what_cannot_be_opened_keeps_its_shape_and_not_its_words(payload: bytes) -> None:
    result = kept(payload)
    assert result.startswith(MASKED + b"%d bytes: " % len(payload))
    assert len(result) < 5_000
    assert not betrayed(result)


def test_a_broken_message_in_which_nothing_looks_personal_is_kept_as_it_is() -> None:
    for payload in (b'{"ts":1,"v":{"in":4', b"", b"Online"):
        assert kept(payload) is payload


def test_after_a_harmless_message_one_of_the_same_shape_with_an_escape_is_opened() -> None:
    scrub = Scrubber(KEY)
    assert scrub(TOPIC, b'{"uard":"5"}')
    assert not betrayed(scrub(TOPIC, b'{"\\u0063ard":"8165538"}'))


def test_a_value_of_a_personal_metric_of_a_sparkplug_node_is_left_out() -> None:
    topic = b"spBv1.0/house/NDATA/hall"
    plain = a_payload(a_metric(1.5, "temperature"), a_metric(2, "Cards/Seen", 3, 7), seq=1, at_ms=BORN_MS)
    assert kept(plain, topic) is plain
    personal = a_payload(a_metric(CARD, "Door/Card", 4, 12), a_metric(1.5, "temperature"), seq=1)
    result = kept(personal, topic)
    assert not betrayed(result)
    assert b"temperature" in result
    assert kept(personal[:-4], topic).startswith(MASKED)


_VALUE = st.sampled_from([NAME, CARD, PHONE, IDENTITY, PHOTO])
_BODY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=6) | _VALUE,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["data", "v", "x", *sorted(PERSONAL)[::17]]), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(_BODY, st.booleans())
def test_what_is_kept_reads_as_what_came_but_for_what_is_personal(body: Any, ascii_only: bool) -> None:
    payload = json.dumps(body, ensure_ascii=ascii_only).encode()
    result = kept(payload)
    if result is not payload:
        assert _same_shape(body, json.loads(result))
    assert kept(result) == result


def _same_shape(before: Any, after: Any) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(_same_shape(before[key], after[key]) for key in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same_shape, before, after))
    return after is None or before == after or is_keyed(after)


def test_no_damage_to_a_record_lets_a_secret_through() -> None:
    draw = random.Random(3)
    record = {"peopleName": NAME, "cardNo": CARD, "phone": PHONE, "idCard": IDENTITY, "photo": PHOTO[:64]}
    payload = json.dumps({"method": "UploadRecord", "data": json.dumps(record, ensure_ascii=False)}).encode()
    for _ in range(3_000):
        body = bytearray(payload)
        for _ in range(draw.randint(1, 3)):
            place = draw.randrange(len(body))
            body[place : place + draw.randint(0, 3)] = draw.randbytes(draw.randint(0, 2))
        result = kept(bytes(body), GATE)
        assert not betrayed(result), bytes(body)


def test_a_text_that_is_cut_off_inside_a_sound_message_is_masked() -> None:
    body = {"method": "UploadRecord", "data": f'{{"peopleName":"{NAME}","cardNo":"{CARD}'}
    assert not betrayed(kept(json.dumps(body)))
    assert read(body)["method"] == "UploadRecord"


MEASURED = [row for row in vectors() if (found := read_by(row)) and found[1]]


@pytest.mark.parametrize("row", MEASURED, ids=lambda row: row["id"])
def test_what_is_taken_out_of_a_recorded_message_was_no_measurement(row: dict[str, Any]) -> None:
    envelope, profile = read_by(row) or ("", "")
    topic, payload = message_of(row)
    kept = Scrubber(b"a key of this test only")(topic.encode(), payload)
    before, after = (DECODERS[envelope](PROFILES[profile], topic, one) for one in (payload, kept))
    assert list(after.samples) == list(before.samples)
    assert after.vitals == before.vitals
    assert len(after.happenings) == len(before.happenings)


def test_a_push_of_persons_on_a_topic_that_nobody_registered_is_taken_out_too() -> None:
    record = json.dumps({"recordNo": "7", "peopleName": "张三", "phone": "13812345678"})
    push = json.dumps({"method": "UploadRecord", "data": record}).encode()
    kept = Scrubber(b"a key of this test only")(b"linli/c/z/gate/raw", push)
    assert b"138123" not in kept
    assert "张三" not in kept.decode()
    assert rb"\u5f20" not in kept


@pytest.mark.parametrize("row", [row for row in vectors() if read_by(row)], ids=lambda row: row["id"])
def test_what_a_recorded_device_measures_is_not_touched(row: dict[str, Any]) -> None:
    envelope, name = read_by(row) or ("", "")
    topic, payload = message_of(row)
    result = Scrubber(KEY)(topic.encode(), payload)
    assert result is payload or row["id"] in ("milesight-vs125-dwell", "tasmota-pn532")
    if name and envelope:
        before, after = (
            DECODERS[envelope](PROFILES[name], topic, body).samples for body in (payload, result)
        )
        assert before == after
