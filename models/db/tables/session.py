"""The tables of signed-in browsers, one-time links and attempt counters."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class WebSessionRow(Row):
    """A signed-in browser, by the SHA-256 of its token."""

    __tablename__ = "web_session"
    __table_args__ = (Index(None, "account_id"), Index(None, "expires_at"))

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    idle_s: Mapped[int]
    address: Mapped[str]
    wall: Mapped[bool]


class SignInLinkRow(Row):
    """A link that signs in once, by the SHA-256 of its token."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    wall: Mapped[bool]


class LoginThrottleRow(Row):
    """How often something was tried since an instant, by the SHA-256 of its key."""

    __tablename__ = "login_throttle"

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    began_at: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int]
