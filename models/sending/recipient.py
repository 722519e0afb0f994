"""Who gets what leaves the house: by which channel, in which forms, in which language, and of which occasions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from models.exchange.remote import AddressError, host_port


class Channel(StrEnum):
    """A way out of the house; each is `sending.channel.<channel>`."""

    MAIL = "mail"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


class Occasion(StrEnum):
    """Why something is sent; each is `sending.occasion.<occasion>`."""

    REPORT = "report"  # a signed report that the manager gave out of the house
    UNSIGNED = "unsigned"  # a scheduled report that nobody has signed, where the manager set so
    WEEKLY = "weekly"  # the operator's sheet of a week
    OWN = "own"  # a report of somebody's own, to those whom it names
    DRAFT = "draft"  # a scheduled report waits to be looked at: no numbers, no file
    FAILURE = "failure"  # something scheduled failed
    TEST = "test"  # somebody wants to see whether it arrives


CHOSEN = (Occasion.REPORT, Occasion.WEEKLY, Occasion.DRAFT, Occasion.FAILURE)
"""What a recipient is told of by choice; an unsigned report goes to those who get signed ones, one of somebody's
own to those whom it names."""


class Form(StrEnum):
    """The forms of a report as a file."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """address: where to, as far as it may be shown: of a robot its host alone, the rest is kept as a secret.

    since: from when on; what left the house before is not sent to it.
    """

    id: str
    channel: Channel
    name: str
    address: str
    locale: str
    occasions: frozenset[Occasion]
    forms: tuple[Form, ...]
    since: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RobotSecret:
    """What nobody is shown again. address: of the robot, with its key; sign: the secret that it signs with, "" = none."""

    address: str
    sign: str = ""


LONGEST_NAME = 60
_LONGEST_MAIL = 254
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")

_KEYS: Mapping[Channel, str] = {Channel.WECOM: "key", Channel.DINGTALK: "access_token"}
"""The word of the address that names the robot, where it is one."""


def mail_address(typed: str) -> str:
    """One plain address. Raises ValueError for anything else: what could add a line to a header never comes so far."""
    if len(typed) > _LONGEST_MAIL or not _MAIL.fullmatch(typed):
        raise ValueError(f"no mail address: {typed[:64]!r}")
    return typed


def robot_host(channel: Channel, typed: str) -> str:
    """The host of a robot's address, HOST or HOST:PORT. Raises ValueError, without the key, for what is none."""
    try:
        scheme, host, port = host_port(typed)
    except AddressError as error:
        raise ValueError(channel) from error
    key = _KEYS.get(channel)
    if key is not None and not all(parse_qs(urlsplit(typed).query).get(key, [""])):
        raise ValueError(f"{host}: {key}")
    return host if (scheme, port) == ("https", 443) else f"{host}:{port}"
