"""What sending needs from outside: what is kept of it, where secrets lie, how parcels are made and who carries them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from models.audit import AuditEntry
from models.sending.delivery import Delivery
from models.sending.parcel import Carrier, Parcel
from models.sending.recipient import Channel, Recipient, RobotSecret
from models.sending.schedule import ReportKind, Schedule


class SendingChangedError(Exception):
    """Somebody else moved it on since it was read; nothing was written."""


class Mailroom(Protocol):
    """Recipients, schedules and deliveries of one centre."""

    def recipients(self) -> Sequence[Recipient]:
        """By name, then id."""
        ...

    def put_recipient(self, recipient: Recipient, told: AuditEntry) -> None:
        """Insert or replace by id, in one transaction with the audit entry."""
        ...

    def remove_recipient(self, recipient: str, told: AuditEntry) -> bool:
        """False = there was none."""
        ...

    def schedule(self, kind: ReportKind) -> Schedule | None:
        """None = nobody has scheduled it yet."""
        ...

    def put_schedule(self, schedule: Schedule, told: AuditEntry | None = None) -> Schedule:
        """Keep it; what is kept and returned has the next revision. Raises SendingChangedError where another is kept."""
        ...

    def add(self, deliveries: Sequence[Delivery], told: AuditEntry | None = None) -> int:
        """Keep those that are not there yet; how many those were. told: of a person's deed, where there was one to keep."""
        ...

    def move(self, delivery: Delivery, told: AuditEntry | None = None) -> Delivery:
        """As put_schedule."""
        ...

    def due(self, at: datetime) -> Sequence[Delivery]:
        """Those whose next attempt has come, the one that waits longest first."""
        ...

    def delivery(self, key: str) -> Delivery | None:
        """By its id."""
        ...

    def deliveries(self, most: int) -> Sequence[Delivery]:
        """The newest, newest first, and every dead one."""
        ...


class Secrets(Protocol):
    """Where the secrets of robots lie: not in the database, whose copies travel."""

    def put(self, recipient: str, secret: RobotSecret) -> None:
        """Raises StoreError."""
        ...

    def get(self, recipient: str) -> RobotSecret | None:
        """None = it is not there. Raises StoreError."""
        ...

    def remove(self, recipient: str) -> None:
        """As if it had never been there. Raises StoreError."""
        ...


Wrap = Callable[[Any, Delivery, Recipient], Parcel]
"""(ports of the centre, delivery, recipient) -> what is sent, in the recipient's language. Raises RefusedError, StoreError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """All of it. carriers: those that this deployment has: without a mail server it sends no mail."""

    mailroom: Mailroom
    secrets: Secrets
    wrap: Wrap
    carriers: Mapping[Channel, Carrier]
