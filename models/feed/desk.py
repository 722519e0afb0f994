"""The desk of one ingest process, asked over HTTP (I/O)."""

import http.client
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from models.centre import CentreId, SensorId
from models.desk import (
    DeadFilter,
    DeadPage,
    DeskError,
    ProfileCard,
    RawMessage,
    SensorCard,
    Stranger,
    Trial,
)
from models.feed.desk_calls import (
    CALLS,
    MAX_ANSWER,
    MAX_BODY,
    PATH,
    Again,
    Attempt,
    Draft,
    Letters,
    Named,
    Nothing,
    OfCentre,
    OfStranger,
    RawAfter,
    RawBetween,
    Refusal,
    decoded,
    encoded,
)
from models.message import Message

log = logging.getLogger(__name__)

TIMEOUT_S = 15.0
OK = 200
TEXT = 300
"""Characters of an answer that are told when it is none of ours."""

_CONNECTIONS: Mapping[str, type[http.client.HTTPConnection]] = {
    "http": http.client.HTTPConnection,
    "https": http.client.HTTPSConnection,
}


class HttpDesk:
    """models.desk.Desk of one process. address: http://HOST:PORT; shard: how its letters and messages are told apart."""

    def __init__(self, address: str, token: str, shard: int = 0, timeout_s: float = TIMEOUT_S) -> None:
        self.address, self._token, self._shard, self._timeout_s = address, token, shard, timeout_s

    def sensors(self, centre: CentreId) -> Sequence[SensorCard]:
        found: list[SensorCard] = self._ask("sensors", OfCentre(centre))
        return found

    def strangers(self) -> Sequence[Stranger]:
        found: list[Stranger] = self._ask("strangers", Nothing())
        return found

    def dismiss(self, key: str) -> None:
        self._ask("dismiss", OfStranger(key))

    def dead_letters(self, wanted: DeadFilter, offset: int = 0, limit: int = 50) -> DeadPage:
        page: DeadPage = self._ask("dead_letters", Letters(wanted, offset, limit))
        return replace(page, letters=[replace(letter, shard=self._shard) for letter in page.letters])

    def replay_dead(self, wanted: DeadFilter) -> int:
        return int(self._ask("replay_dead", Letters(wanted)))

    def drop_dead(self, wanted: DeadFilter) -> int:
        return int(self._ask("drop_dead", Letters(wanted)))

    def raw(
        self, centre: CentreId, sensor: SensorId, *, after: int = 0, limit: int = 50
    ) -> Sequence[RawMessage]:
        return self._marked(self._ask("raw", RawAfter(centre, sensor, after, limit)))

    def raw_between(
        self, centre: CentreId, sensor: SensorId, start: datetime, end: datetime, limit: int = 200
    ) -> Sequence[RawMessage]:
        return self._marked(self._ask("raw_between", RawBetween(centre, sensor, start, end, limit)))

    def replay(self, since: datetime, sensors: Sequence[tuple[CentreId, SensorId]] = ()) -> int:
        return int(self._ask("replay", Again(since, sensors)))

    def profiles(self) -> Sequence[ProfileCard]:
        found: list[ProfileCard] = self._ask("profiles", Nothing())
        return found

    def profile_text(self, name: str) -> str:
        return str(self._ask("profile_text", Named(name)))

    def try_profile(self, text: str, envelope: str, topic: str, payload: bytes) -> Trial:
        trial: Trial = self._ask("try_profile", Attempt(text, envelope, topic, payload))
        return trial

    def keep_profile(self, name: str, text: str) -> None:
        self._ask("keep_profile", Draft(name, text))

    def reload(self) -> None:
        self._ask("reload", Nothing())

    def _marked(self, messages: Sequence[RawMessage]) -> Sequence[RawMessage]:
        return [replace(message, shard=self._shard) for message in messages]

    def _ask(self, name: str, arguments: object) -> Any:
        call, said = CALLS[name], encoded(arguments)
        if len(said) > MAX_BODY:
            raise DeskError(f"{name}: {len(said)} bytes are too many", Message("desk.too_large"))
        status, raw = self._exchange(call.method, name, said)
        try:
            if status == OK:
                return decoded(raw, call.answer)
            refusal: Refusal = decoded(raw, Refusal)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            text = f"desk {self.address}: {name}: {status}: {raw[:TEXT]!r}: {error}"
            raise DeskError(text, Message("desk.malformed")) from error
        text = f"desk {self.address}: {name}: {refusal.key}: {refusal.text}"
        raise DeskError(text, Message(refusal.key, refusal.values))

    def _exchange(self, method: str, name: str, said: bytes) -> tuple[int, bytes]:
        """One request on a connection of its own: questions are rare, and nothing has to be kept alive."""
        parts = urlsplit(self.address)
        path, body = PATH + name, said if method == "POST" else None
        if body is None:
            path += f"?arguments={quote(said)}"
        connection = _CONNECTIONS[parts.scheme](parts.netloc, timeout=self._timeout_s)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {self._token}"})
            answer = connection.getresponse()
            raw = answer.read(MAX_ANSWER)
            if answer.length:  # a number that is cut short would be another number
                raise http.client.IncompleteRead(raw, answer.length)
        except (OSError, http.client.HTTPException) as error:
            text = f"desk {self.address}: {name}: {type(error).__name__}: {error}"
            raise DeskError(text, Message("desk.unreachable")) from error
        else:
            return answer.status, raw
        finally:
            connection.close()
