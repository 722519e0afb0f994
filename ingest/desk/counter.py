"""The desk over HTTP: who may ask, what can be asked, and what a refusal looks like. Nothing here shows a stack trace."""

import hmac
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import msgspec

from models.feed.desk_calls import CALLS, MAX_BODY, PATH, Refusal, decoded, encoded

log = logging.getLogger(__name__)

Answer = tuple[int, str, bytes]
"""Status, content type, body."""

JSON = "application/json"
BEARER = "Bearer "


class RefusedError(Exception):
    """A call cannot be answered; the refusal says why."""

    def __init__(self, status: int, refusal: Refusal) -> None:
        super().__init__(refusal.text or refusal.key)
        self.status, self.refusal = status, refusal


@dataclass(frozen=True, slots=True)
class Counter:
    """answers: name of CALLS -> what answers it; token: whoever knows it may ask, nobody when it is empty."""

    answers: Mapping[str, Callable[[Any], object]]
    token: str

    def answer(self, method: str, target: str, authorization: str, body: bytes) -> Answer:
        """The answer to one request for a path below PATH. Never raises."""
        try:
            return 200, JSON, encoded(self._answer(method, target, authorization, body))
        except RefusedError as error:
            return error.status, JSON, encoded(error.refusal)
        except Exception:
            log.exception("the desk could not answer %s", target.partition("?")[0])
            return 500, JSON, encoded(Refusal("desk.failed"))

    def _answer(self, method: str, target: str, authorization: str, body: bytes) -> object:
        if not self._is_known(authorization):
            raise RefusedError(401, Refusal("desk.refused", "the token is not that of this deployment"))
        path, _, query = target.partition("?")
        name = path.removeprefix(PATH)
        call = CALLS.get(name)
        if call is None or name not in self.answers:
            raise RefusedError(404, Refusal("desk.unknown_call", f"{name[:64]!r} cannot be asked"))
        if method != call.method:
            raise RefusedError(405, Refusal("desk.unknown_call", f"{name} is asked by {call.method}"))
        said = body if method == "POST" else parse_qs(query).get("arguments", ["{}"])[0].encode()
        try:
            arguments = decoded(said, call.arguments)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise RefusedError(400, Refusal("desk.malformed", f"{name}: {error}")) from error
        return self.answers[name](arguments)

    def _is_known(self, authorization: str) -> bool:
        given = authorization.removeprefix(BEARER)
        told = authorization.startswith(BEARER) and hmac.compare_digest(given.encode(), self.token.encode())
        return told and bool(self.token)


def body_length(header: str | None) -> int | None:
    """How many bytes of a body to read; None = there are too many, or it is not said."""
    if header is None or not header.isdecimal() or int(header) > MAX_BODY:
        return None
    return int(header)
