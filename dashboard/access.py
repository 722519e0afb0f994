"""Signing in: throttled before any hash is computed, the same work for known and unknown names, every outcome on record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from dashboard import passwords
from dashboard.deployment import Identity, Web
from dashboard.wall import WALL_LIFE
from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.identity import Accounts, Links
from models.ports import Clock

FIRST_NAME = "manager"
LINK_PATH = "/sign-in/link"
LINK_LIFETIME = timedelta(hours=1)
WINDOW = timedelta(minutes=15)


class Refusal(StrEnum):
    """Why a sign-in failed. Each has a sentence `sign_in.<value>` in the catalogue."""

    WRONG = "wrong"
    THROTTLED = "throttled"
    LINK_DEAD = "link_dead"


@dataclass(frozen=True, slots=True)
class Entry:
    """A session that was opened: its token, and how long the browser is to keep it."""

    token: str
    life: timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failures a key may have inside WINDOW."""

    key: Callable[[str, str], str]
    failures: int


LIMITS: Mapping[str, Limit] = {
    "pair": Limit(lambda name, address: f"pair|{name.casefold()}|{address}", 5),
    "address": Limit(lambda _, address: f"address|{address}", 30),
    "account": Limit(lambda name, _: f"account|{name.casefold()}", 50),
    "everybody": Limit(lambda _, __: "everybody", 500),
}
"""Narrow first. The last two are wide, or a stranger could lock everybody out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the sign-in pages call; every method blocks, so it runs in the pool of two threads made for it."""

    identity: Identity
    web: Web
    clock: Clock

    def by_password(self, name: str, password: str, address: str, old_token: str) -> Entry | Refusal:
        """A new session, or why not."""
        at = self.clock()
        full = self._full(name, address, at)
        if full is not None:
            self._record_once(full, name, address, at)
            return Refusal.THROTTLED
        account = self.identity.accounts.find(name[:256])
        kept = self.identity.accounts.password_hash(account.id) if account else dummy_hash()
        right = passwords.matches(password[: passwords.LONGEST * 4], kept)
        if account is None or not right or account.disabled:
            self._count(name, address, at)
            self._record("session.refused", account.name if account else "", address, at)
            return Refusal.WRONG
        self.identity.throttle.clear(LIMITS["pair"].key(name, address))
        return self._open(account, address, old_token, at, "password")

    def by_link(self, token: str, address: str, old_token: str) -> Entry | Refusal:
        """A new session for a one-time link, which is used up by this."""
        at = self.clock()
        full = self._full("", address, at)
        redeemed = None if full is not None else self.identity.links.redeem(token[:256], at=at)
        if redeemed is None:
            self._count("", address, at)
            return Refusal.LINK_DEAD if full is None else Refusal.THROTTLED
        if redeemed.wall:
            return self._open(redeemed.account, address, old_token, at, "wall link", wall=True)
        return self._open(redeemed.account, address, old_token, at, "link")

    def close(self, token: str, account: Account, address: str) -> None:
        """Sign out."""
        self.identity.sessions.revoke(token)
        self._record("session.close", account.name, address, self.clock())

    def close_others(self, token: str, account: Account, address: str) -> int:
        """Sign out everywhere else; how many sessions that ended."""
        ended = self.identity.sessions.revoke_all(account.id, keep=token)
        self._record("session.close_others", account.name, address, self.clock())
        return ended

    def change_password(self, account: Account, old: str, new: str, token: str, address: str) -> str:
        """Change it and end the other sessions; returns the catalogue key of what is wrong, "" = it is changed.

        Somebody whose password must be changed has just signed in with it or with a link: the old one is not asked again.
        """
        accounts, at = self.identity.accounts, self.clock()
        key = f"change|{account.id}"
        if self.identity.throttle.count(key, at=at, window=WINDOW) >= LIMITS["pair"].failures:
            return "sign_in.throttled"
        asked = not account.must_change_password
        if asked and not passwords.matches(old[: passwords.LONGEST * 4], accounts.password_hash(account.id)):
            self.identity.throttle.hit(key, at=at, window=WINDOW)
            return "password.old_wrong"
        fault = passwords.fault(new, account.name)
        if fault or passwords.matches(new, accounts.password_hash(account.id)):
            return fault or "password.same"
        accounts.set_password(account.id, passwords.hashed(new))
        self.identity.sessions.revoke_all(account.id, keep=token)
        self._record("password.change", account.name, address, at)
        return ""

    def _open(
        self, account: Account, address: str, old_token: str, at: datetime, by: str, *, wall: bool = False
    ) -> Entry:
        life, idle = (WALL_LIFE, WALL_LIFE) if wall else (self.web.absolute, self.web.idle)
        if old_token:
            self.identity.sessions.revoke(old_token)
        token = self.identity.sessions.open(
            account.id, at=at, idle=idle, absolute=life, address=address, wall=wall
        )
        self._record("session.open", account.name, address, at, {"by": by})
        return Entry(token, life)

    def _full(self, name: str, address: str, at: datetime) -> str | None:
        """The first key that has no attempt left."""
        count = self.identity.throttle.count
        keys = {limit.key(name, address): limit.failures for limit in LIMITS.values()}
        return next((key for key, most in keys.items() if count(key, at=at, window=WINDOW) >= most), None)

    def _count(self, name: str, address: str, at: datetime) -> None:
        for limit in LIMITS.values():
            self.identity.throttle.hit(limit.key(name, address), at=at, window=WINDOW)

    def _record_once(self, key: str, name: str, address: str, at: datetime) -> None:
        """One row when throttling begins; a flood of attempts must not become a flood of rows."""
        if self.identity.throttle.hit(f"told|{key}", at=at, window=WINDOW) == 1:
            account = self.identity.accounts.find(name[:256])
            self._record("session.throttled", account.name if account else "", address, at)

    def _record(
        self, action: str, name: str, address: str, at: datetime, details: Mapping[str, str] | None = None
    ) -> None:
        """Names that are nobody's are not kept: people type passwords there by mistake."""
        entry = AuditEntry(
            at=at,
            actor=name or "stranger",
            action=action,
            subject=name,
            address=address,
            details=details or {},
        )
        self.identity.audit.append(entry)


@cache
def dummy_hash() -> str:
    """What the password of an unknown name is compared with, so that it takes as long as a known one."""
    return passwords.hashed(passwords.fresh_password())


def first_manager(accounts: Accounts, at: datetime) -> str | None:
    """At the very first start: an account `manager` with a random password that must be changed. None = there are accounts."""
    if accounts.all():
        return None
    password = passwords.fresh_password()
    accounts.create(
        FIRST_NAME, passwords.hashed(password), [Grant(role=Role.MANAGER)], at=at, must_change_password=True
    )
    return password


def new_link(
    links: Links, account: Account, at: datetime, lifetime: timedelta = LINK_LIFETIME, *, wall: bool = False
) -> str:
    """The path of a new one-time link that signs the account in; wall: as a wall screen."""
    return f"{LINK_PATH}?token={links.issue(account.id, at=at, lifetime=lifetime, wall=wall)}"
