"""What is handed to a channel: a subject, a short text, a link and files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.sending.recipient import Recipient, RobotSecret


@dataclass(frozen=True, slots=True)
class Attachment:
    """name: with its ending, any signs; media: its type, as "application/pdf"."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """id: the same for each attempt at the same delivery. link: "" = there is none; files: for channels that carry them."""

    id: str
    subject: str
    text: str
    link: str = ""
    files: tuple[Attachment, ...] = ()


class Carrier(Protocol):
    """A way out of the house."""

    def __call__(self, to: Recipient, secret: RobotSecret | None, parcel: Parcel, at: datetime, /) -> None:
        """Done on return. secret: of robots. Raises SendError."""
        ...


class Post(Protocol):
    """What asks an address of the network something."""

    def __call__(self, address: str, body: bytes, media: str, /) -> bytes:
        """The body of the answer, whose status is 200. Raises SendError."""
        ...
