"""What signing in needs from outside: accounts, sessions, one-time links, throttle counters and the audit trail.

Adapters: `models.db.open_database(url)` gives `.accounts() .sessions() .links() .throttle() .audit()`. Every instant is
handed in by the caller (aware, UTC); no adapter looks at a clock. Tokens are 128 random bits, handed out once in clear
and kept only as SHA-256.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from models.account import Account, Grant
from models.audit import Anchor, AuditEntry, AuditRecord


class NameTakenError(Exception):
    """An account of that name exists already."""


class UnknownAccountError(LookupError):
    """No account has that id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSession:
    """One signed-in browser. `key` names it in lists and in the audit trail; it is not the token and opens nothing.

    wall: a screen that nobody attends; it may show one centre's live page and do nothing else.
    """

    key: str
    account_id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    idle: timedelta
    address: str = ""
    wall: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeemed:
    """Whom a link signs in, and whether as a wall screen."""

    account: Account
    wall: bool


class Accounts(Protocol):
    """Who may sign in, in all centres of the deployment. Names are compared without regard to case."""

    def create(
        self,
        name: str,
        password_hash: str,
        grants: Collection[Grant],
        *,
        at: datetime,
        must_change_password: bool = False,
        locale: str = "",
    ) -> Account:
        """Keep a new account. Raises NameTakenError."""
        ...

    def find(self, name: str) -> Account | None:
        """The account of a name, disabled or not."""
        ...

    def by_id(self, account_id: int) -> Account | None: ...

    def all(self) -> list[Account]:
        """Every account, by name."""
        ...

    def password_hash(self, account_id: int) -> str:
        """The Argon2 string to verify against. Raises UnknownAccountError."""
        ...

    def set_password(self, account_id: int, password_hash: str, *, must_change: bool = False) -> None:
        """Replace the hash; sessions stay as they are (the caller revokes them). Raises UnknownAccountError."""
        ...

    def set_grants(self, account_id: int, grants: Collection[Grant]) -> None:
        """Replace all grants. Raises UnknownAccountError."""
        ...

    def set_disabled(self, account_id: int, *, disabled: bool) -> None:
        """Lock the account out, or let it in again. Raises UnknownAccountError."""
        ...

    def set_locale(self, account_id: int, locale: str) -> None:
        """Raises UnknownAccountError."""
        ...


class Sessions(Protocol):
    """Server-side sessions: revocable, with an idle and an absolute end."""

    def open(
        self,
        account_id: int,
        *,
        at: datetime,
        idle: timedelta,
        absolute: timedelta,
        address: str = "",
        wall: bool = False,
    ) -> str:
        """A new session; returns its token, for the cookie. Rotate at sign-in by `revoke(old)` and `open`."""
        ...

    def resume(self, token: str, *, at: datetime, active: bool = True) -> tuple[WebSession, Account] | None:
        """The living session of a token and its account; None when unknown, ended, revoked or disabled.

        active=False looks without prolonging the idle time (an event stream is no activity of a person).
        """
        ...

    def revoke(self, token: str) -> None:
        """End one session; an unknown token is no error."""
        ...

    def revoke_all(self, account_id: int, *, keep: str = "") -> int:
        """End every session of an account but that of the token `keep`; how many were ended."""
        ...

    def of(self, account_id: int, *, at: datetime) -> list[WebSession]:
        """The living sessions of an account, newest first."""
        ...

    def purge(self, *, at: datetime) -> int:
        """Forget sessions that ended before `at`; how many."""
        ...


class Links(Protocol):
    """One-time sign-in links."""

    def issue(self, account_id: int, *, at: datetime, lifetime: timedelta, wall: bool = False) -> str:
        """A new token that signs this account in once. Raises UnknownAccountError."""
        ...

    def redeem(self, token: str, *, at: datetime) -> Redeemed | None:
        """Use the token up; None when unknown, used, expired or the account is disabled. Of two at once, one wins."""
        ...

    def purge(self, *, at: datetime) -> int:
        """Forget links that expired before `at`; how many."""
        ...


class Throttle(Protocol):
    """Counters of attempts. A key may be anything ("account|address"); only its SHA-256 is kept."""

    def hit(self, key: str, *, at: datetime, window: timedelta) -> int:
        """Count one attempt; how many the key has now. A counter older than `window` starts again at 1."""
        ...

    def count(self, key: str, *, at: datetime, window: timedelta) -> int:
        """The attempts inside the window, without counting one."""
        ...

    def clear(self, key: str) -> None:
        """Forget a key (after a success)."""
        ...

    def purge(self, *, before: datetime) -> int:
        """Forget counters that began before an instant; how many."""
        ...


class Audit(Protocol):
    """The append-only trail; the database itself refuses to change or delete a row."""

    def append(self, entry: AuditEntry) -> AuditRecord:
        """Add a row to the chain; safe when several processes write at once."""
        ...

    def recent(self, limit: int = 100, *, before: int | None = None) -> Sequence[AuditRecord]:
        """Newest first; `before` is a number, for paging."""
        ...

    def head(self) -> AuditRecord | None:
        """The newest row: kept elsewhere, it is the anchor that shows a chain that was cut at its end."""
        ...

    def first_fault(self, anchors: Iterable[Anchor] = ()) -> int | None:
        """The number of the first row that does not fit; None when the whole chain holds."""
        ...
