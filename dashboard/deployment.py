"""Everything that one running dashboard is made of, handed to `create_app` as one value."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from prometheus_client import CollectorRegistry
from starlette.routing import BaseRoute

from dashboard.i18n import Locale
from dashboard.page import Page
from models.centre import CentreId
from models.identity import Accounts, Audit, Links, Sessions, Throttle
from models.ports import Clock, Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What signing in needs."""

    accounts: Accounts
    sessions: Sessions
    links: Links
    throttle: Throttle
    audit: Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """The settings of the web side. cache: a folder for compressed static files."""

    cache: Path
    public_url: str = ""
    locale: Locale = "zh-Hans"
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)
    metrics_token: str = ""

    @property
    def https(self) -> bool:
        """Whether people reach this deployment over TLS: decides cookie prefix and HSTS."""
        return self.public_url.startswith("https://")

    @property
    def session_cookie(self) -> str:
        """The name of the session's cookie; with TLS one that no other host can set."""
        return "__Host-linli" if self.https else "linli"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """One dashboard: its centres, its people, its pages.

    streams: routes of event streams and of files, served at /<centre>/... behind the gate, which leaves the signed-in account in
    scope["state"]["account"]. feeds: routes that strangers may ask for; each says itself what it tells whom. public: pages that strangers may read and
    answer; nobody looks up who asks. background: entered when the server starts and left when it stops. unready: names of the
    things that are not there yet; empty = ready.
    """

    centres: Mapping[CentreId, Ports]
    identity: Identity
    web: Web
    clock: Clock
    pages: Sequence[Page]
    streams: Sequence[BaseRoute] = ()
    feeds: Sequence[BaseRoute] = ()
    public: Sequence[BaseRoute] = ()
    background: Sequence[Callable[[], AbstractAsyncContextManager[object]]] = ()
    unready: Callable[[], Sequence[str]] = tuple
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
