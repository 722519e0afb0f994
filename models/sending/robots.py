"""Group robots of WeCom, DingTalk and Feishu: what each is told, and what its answers mean.

All three answer 200 to what they refuse; only the code in the body tells.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from models.message import Message
from models.sending.delivery import SendError
from models.sending.multipart import multipart
from models.sending.parcel import Attachment, Parcel, Post
from models.sending.recipient import Channel, Recipient, RobotSecret
from models.sending.signing import dingtalk_signed, feishu_stamp

JSON = "application/json; charset=utf-8"
RATE_WAIT = timedelta(minutes=2)
"""WeCom and DingTalk let 20 messages a minute pass, Feishu 100; DingTalk shuts a robot out for longer than that minute."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The words of an answer. code, said: where they stand; busy: come back later; never: no use to come back."""

    code: tuple[str, ...]
    said: tuple[str, ...]
    busy: frozenset[int] = frozenset()
    never: frozenset[int] = frozenset()


CODES: Mapping[Channel, Codes] = {
    Channel.WECOM: Codes(("errcode",), ("errmsg",), busy=frozenset({-1, 45009}), never=frozenset({93000})),
    Channel.DINGTALK: Codes(
        ("errcode",), ("errmsg",), busy=frozenset({-1, 130101, 410100}), never=frozenset({300001, 310000})
    ),
    Channel.FEISHU: Codes(
        ("code", "StatusCode"),
        ("msg", "StatusMessage"),
        busy=frozenset({9499, 11232, 11233}),
        never=frozenset({19001, 19002, 19021, 19022, 19024}),
    ),
}
"""busy: the platform's own fault, or its limits. never: the key, the signature, the keywords or the network are not those
that the robot was set up with: a person has to mend that."""

MOST_TEXT: Mapping[Channel, int] = {Channel.WECOM: 2_048, Channel.DINGTALK: 18_000, Channel.FEISHU: 18_000}
"""Bytes of a text: WeCom counts the text itself, the others the whole body, 20 kB."""

MOST_FILE = 20_000_000
LEAST_FILE = 5
"""What WeCom takes as a file, in bytes."""


@dataclass(frozen=True, slots=True)
class Robots:
    """Carriers of the three platforms. post: what reaches the network."""

    post: Post

    def wecom(self, _to: Recipient, secret: RobotSecret | None, parcel: Parcel, _at: datetime) -> None:
        """Files are brought first: what fails then has told the group nothing yet. The text comes last: a file that the
        robot refuses again and again does not repeat it each time."""
        address = _known(secret).address
        brought = [self._upload(address, one) for one in parcel.files if _fits(one)]
        for media in brought:
            self._tell(Channel.WECOM, address, {"msgtype": "file", "file": {"media_id": media}})
        self._tell(
            Channel.WECOM, address, {"msgtype": "text", "text": {"content": _text(Channel.WECOM, parcel)}}
        )

    def dingtalk(self, _to: Recipient, secret: RobotSecret | None, parcel: Parcel, at: datetime) -> None:
        """Its robots carry no files: the text leads to the page."""
        known = _known(secret)
        address = dingtalk_signed(known.address, known.sign, at) if known.sign else known.address
        self._tell(
            Channel.DINGTALK,
            address,
            {"msgtype": "text", "text": {"content": _text(Channel.DINGTALK, parcel)}},
        )

    def feishu(self, _to: Recipient, secret: RobotSecret | None, parcel: Parcel, at: datetime) -> None:
        """As DingTalk's."""
        known = _known(secret)
        stamp = feishu_stamp(known.sign, at) if known.sign else {}
        said = {"msg_type": "text", "content": {"text": _text(Channel.FEISHU, parcel)}}
        self._tell(Channel.FEISHU, known.address, {**stamp, **said})

    def _tell(self, channel: Channel, address: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        return heard(channel, self.post(address, json.dumps(body, ensure_ascii=False).encode(), JSON))

    def _upload(self, address: str, file: Attachment) -> str:
        body, media = multipart("media", file)
        answer = heard(Channel.WECOM, self.post(_upload_address(address), body, media))
        given = answer.get("media_id")
        if not isinstance(given, str) or not given:
            raise SendError(Message("sending.fault.odd"))
        return given


def heard(channel: Channel, answer: bytes) -> Mapping[str, Any]:
    """The answer of a platform that took it. Raises SendError for one that did not, and for what is no answer at all."""
    codes = CODES[channel]
    try:
        told = json.loads(answer)
        code = next(told[key] for key in codes.code if key in told)
    except (ValueError, TypeError, StopIteration, RecursionError) as error:
        raise SendError(Message("sending.fault.odd")) from error
    if type(code) is not int:  # neither a half nor a truth is the 0 that says it was taken
        raise SendError(Message("sending.fault.odd"))
    if code:
        raise _refusal(channel, code, next((str(told[key]) for key in codes.said if key in told), ""))
    answered: Mapping[str, Any] = told
    return answered


def _refusal(channel: Channel, code: int, said: str) -> SendError:
    codes = CODES[channel]
    shown = "".join(sign for sign in said[:200] if sign.isprintable())
    wait = RATE_WAIT if code in codes.busy else timedelta(0)
    message = Message("sending.fault.robot", {"code": code, "said": shown})
    return SendError(message, is_final=code in codes.never, wait=wait)


def _known(secret: RobotSecret | None) -> RobotSecret:
    if secret is None:
        raise SendError(Message("sending.fault.no_secret"), is_final=True)
    return secret


def _fits(file: Attachment) -> bool:
    return LEAST_FILE < len(file.content) <= MOST_FILE


def _text(channel: Channel, parcel: Parcel) -> str:
    """Subject, text and link; the text is cut where all would be too long, between signs and never in one."""
    link = f"\n{parcel.link}" if parcel.link else ""
    room = MOST_TEXT[channel] - len(link.encode())
    whole = f"{parcel.subject}\n{parcel.text}".encode()
    if len(whole) > room:
        return whole[: room - 3].decode(errors="ignore") + "…" + link
    return whole.decode() + link


def _upload_address(address: str) -> str:
    """Beside the address for messages; the key is the same."""
    parts = urlsplit(address)
    path = parts.path.rpartition("/")[0] + "/upload_media"
    return urlunsplit(parts._replace(path=path, query=f"{parts.query}&type=file"))
