"""Payloads as people write them: whatever they paste becomes the bytes they meant, or a sentence."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.payload import (
    LONGEST,
    PayloadError,
    Spelling,
    dump,
    legible,
    one_line,
    payload_of,
    readable,
    visible,
)


@given(st.binary(min_size=1, max_size=200))
def test_bytes_that_are_written_in_hex_or_base64_are_read_back(payload: bytes) -> None:
    for apart in ("", " ", ":"):
        text = payload.hex(apart) if apart else payload.hex()
        assert payload_of(text, Spelling.HEX) == payload
        assert payload_of(text) == payload
    assert payload_of(base64.b64encode(payload).decode(), Spelling.BASE64) == payload


@given(st.binary(max_size=300))
def test_a_dump_holds_every_byte_in_order_and_no_sign_that_steers(payload: bytes) -> None:
    rows = list(dump(payload))
    assert bytes.fromhex("".join(row.hex for row in rows)) == payload
    assert all(0x20 <= ord(sign) < 0x7F for row in rows for sign in row.text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('{"v": {"in": 3}}', b'{"v": {"in": 3}}'),
        ("0x0175 64", b"\x01\x75\x64"),
        ("0175:64-03", b"\x01\x75\x64\x03"),
        ("AXVk", b"\x01\x75\x64"),
        ("Türzähler!", "Türzähler!".encode()),
    ],
)
def test_the_spelling_is_found_out(text: str, meant: bytes) -> None:
    assert payload_of(text) == meant


@pytest.mark.parametrize(
    ("text", "spelling", "key"),
    [
        ("  \n", Spelling.AUTO, "payload.empty"),
        ("01 7g", Spelling.HEX, "payload.not_hex"),
        ("01 7", Spelling.HEX, "payload.half_byte"),
        ("AX=Vk", Spelling.BASE64, "payload.not_base64"),
        ("x" * (LONGEST + 1), Spelling.TEXT, "payload.too_long"),
    ],
)
def test_what_is_no_payload_is_told_why(text: str, spelling: Spelling, key: str) -> None:
    with pytest.raises(PayloadError) as told:
        payload_of(text, spelling)
    assert told.value.message.key == key


def test_text_that_could_turn_a_page_round_is_written_out() -> None:
    assert visible("a\u202eb\x1b[31m\x00") == "a\\u202eb\\x1b[31m\\x00"
    assert readable(b'{"a": "\xe2\x80\xaeb"}') == '{\n  "a": "\\u202eb"\n}'
    assert readable(b"\xff\xfe\x01") == "ff fe 01"
    assert readable(b"[" * 5_000).startswith("[[[")


def test_a_text_on_one_line_has_single_blanks_and_nothing_that_cannot_be_read() -> None:
    assert one_line(" a\u202eb\x00\r\n\u3000c  d\ud800") == "a b c d"


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\t", "\r\n"])
def test_blanks_as_people_type_and_paste_them_hide_nothing(blank: str) -> None:
    assert legible(f"a{blank}b")


@pytest.mark.parametrize("sign", ["\x00", "\u202e", "\u200b", "\ud800"])
def test_what_hides_or_cannot_be_written_down_is_not_legible(sign: str) -> None:
    assert not legible(f"a{sign}b")
