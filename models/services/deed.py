"""What somebody did, as a line of the audit trail."""

from datetime import datetime

from models.account import Account
from models.audit import AuditEntry
from models.ports import Ports


def done_by(
    ports: Ports,
    who: Account | str,
    action: str,
    subject: str = "",
    at: datetime | None = None,
    /,
    **details: str | int,
) -> AuditEntry:
    """The line, for a port that keeps it together with the deed.

    who: an account, or the name of what works by itself; at: None = now, by the centre's clock; details: small and free of
    secrets.
    """
    return AuditEntry(
        at=ports.clock() if at is None else at,
        actor=who if isinstance(who, str) else who.name,
        action=action,
        subject=subject,
        centre=ports.centre.id,
        details={key: f"{value}" for key, value in details.items()},
    )


def note(
    ports: Ports,
    who: Account | str,
    action: str,
    subject: str = "",
    at: datetime | None = None,
    /,
    **details: str | int,
) -> None:
    """Add the line to the trail, where the deed is kept already. Raises StoreError."""
    ports.audit(done_by(ports, who, action, subject, at, **details))
