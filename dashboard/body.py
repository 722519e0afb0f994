"""Request bodies: never more than a megabyte, never deeper than a person's data, and readable twice."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import numpy as np
from starlette.types import Message, Receive

LIMIT = 1_000_000
DEPTH = 64
FIELDS = 50


class TooLargeError(Exception):
    """The body is longer than LIMIT."""


class CallbackBody(msgspec.Struct):
    """What Dash's renderer sends to run a callback; the rest of it is not looked at."""

    output: str
    outputs: Any = None
    inputs: list[Any] = []
    state: list[Any] = []
    changedPropIds: list[str] = []  # noqa: N815 -- Dash's spelling


async def read(receive: Receive) -> bytes:
    """The whole body. Raises TooLargeError as soon as it grows past LIMIT."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        part: bytes = message.get("body", b"")
        size += len(part)
        if size > LIMIT:
            raise TooLargeError
        parts.append(part)
        more = message.get("more_body", False) and message["type"] == "http.request"
    return b"".join(parts)


def again(body: bytes, receive: Receive) -> Receive:
    """A receive that tells the body once more and then listens to the connection."""
    told = False

    async def replay() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def form(body: bytes) -> dict[str, str]:
    """The fields of a plain HTML form; empty when it is none."""
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError:
        return {}


def depth(body: bytes) -> int:
    """How deeply brackets are nested at most, those inside texts included: cheap, and never too low."""
    signs = np.frombuffer(body, dtype=np.uint8)
    steps = np.isin(signs, (0x5B, 0x7B)).astype(np.int32) - np.isin(signs, (0x5D, 0x7D)).astype(np.int32)
    return int(np.cumsum(steps).max(initial=0))


def callback_fault(body: bytes, known: Mapping[str, Any]) -> str | None:
    """Why a callback request cannot be meant, or None. Dash itself would answer each of these with an error 500."""
    if depth(body) > DEPTH:
        return "nested too deeply"
    try:
        asked = msgspec.json.decode(body, type=CallbackBody)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return "not a callback request"
    declared = known.get(asked.output)
    if declared is None:
        return "unknown callback"
    if not (_fits(asked.inputs, declared["inputs"]) and _fits(asked.state, declared["state"])):
        return "other inputs than the callback has"
    return None


def _fits(sent: list[Any], declared: list[Mapping[str, Any]]) -> bool:
    return len(sent) == len(declared) and all(
        _same(one, other) for one, other in zip(sent, declared, strict=True)
    )


def _same(sent: Any, declared: Mapping[str, Any]) -> bool:
    """Whether one sent value is that of the declared property; a wildcard's id may be anything."""
    if declared["id"].startswith("{"):
        items = sent if isinstance(sent, list) else [sent]
        return all(isinstance(item, dict) and "id" in item and "property" in item for item in items)
    return (
        isinstance(sent, dict)
        and sent.get("id") == declared["id"]
        and sent.get("property") == declared["property"]
    )
