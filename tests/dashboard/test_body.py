"""Request bodies."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from dashboard import body


def told(*parts: bytes) -> list[Message]:
    last = len(parts) - 1
    return [{"type": "http.request", "body": part, "more_body": n < last} for n, part in enumerate(parts)]


def read(messages: list[Message]) -> bytes:
    async def receive() -> Message:
        return messages.pop(0)

    return asyncio.run(body.read(receive))


def test_a_body_in_pieces_is_put_together() -> None:
    assert read(told(b"ab", b"", b"cd")) == b"abcd"


def test_reading_stops_as_soon_as_it_is_too_much() -> None:
    messages = told(*[b"x" * 400_000] * 5)
    with pytest.raises(body.TooLargeError):
        read(messages)
    assert len(messages) == 2


def test_a_browser_that_leaves_ends_the_body() -> None:
    assert read([*told(b"ab", b"")[:1], {"type": "http.disconnect"}]) == b"ab"


@pytest.mark.parametrize(
    ("text", "deep"),
    [(b"", 0), (b"1", 0), (b"[]", 1), (b'{"a":[{}]}', 3), (b"]][[", 0), (b"[][][]", 1), (b"[" * 5000, 5000)],
)
def test_depth(text: bytes, deep: int) -> None:
    assert body.depth(text) == deep


@given(st.binary(max_size=500))
def test_judging_a_callback_body_never_fails(text: bytes) -> None:
    assert body.callback_fault(text, {}) is not None


def test_a_form_with_too_many_fields_or_no_text_is_empty() -> None:
    assert body.form(b"a=1&b=&a=2") == {"a": "2", "b": ""}
    assert body.form(b"&".join(b"a%d=1" % n for n in range(100))) == {}
    assert body.form(b"\xff=1") == {}


def test_inputs_with_wildcards_may_name_any_component() -> None:
    known = {"out.value": {"inputs": [{"id": '{"space":["ALL"]}', "property": "n"}], "state": []}}
    good = b'{"output":"out.value","inputs":[[{"id":{"space":"gym"},"property":"n","value":1}]]}'
    bad = b'{"output":"out.value","inputs":[["gym"]]}'
    assert body.callback_fault(good, known) is None
    assert body.callback_fault(bad, known) is not None
