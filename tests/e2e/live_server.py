"""The lively house behind the real gate, on a port that the test chooses, to be stopped and started at will."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from dashboard.asgi import create_app
from dashboard.deployment import Deployment, Identity, Web
from dashboard.live.hub import Hub, running
from dashboard.live.sse import live_routes
from dashboard.pages import PAGES
from dashboard.project_file import project_routes
from dashboard.report.route import report_routes
from models.account import Grant, Role
from models.db import Database
from models.ports import Ports
from tests.blank import blank_database
from tests.fakes import MemoryLive


def open_identity(folder: Path) -> tuple[Database, Identity]:
    database = blank_database(folder / "centre.db")
    return database, Identity(
        accounts=database.accounts(),
        sessions=database.sessions(),
        links=database.links(),
        throttle=database.throttle(),
        audit=database.audit(),
    )


def session_of(identity: Identity, role: Role, ports: Ports) -> str:
    """A signed-in session of somebody with that role; its token."""
    at = ports.clock()
    account = identity.accounts.create(f"{role}-test", "$argon2id$none", [Grant(role=role)], at=at)
    return identity.sessions.open(account.id, at=at, idle=timedelta(hours=1), absolute=timedelta(hours=2))


def app_of(
    ports: Ports,
    identity: Identity,
    folder: Path,
    *,
    streams: Sequence[BaseRoute] = (),
    public: Sequence[BaseRoute] = (),
) -> tuple[ASGIApp, Hub]:
    """A fresh dashboard over the same house: what a restart of the server makes."""
    live = ports.live
    assert isinstance(live, MemoryLive)
    hub = Hub(ports, live.subscribe)
    deployment = Deployment(
        centres={ports.centre.id: ports},
        identity=identity,
        web=Web(cache=folder / "static"),
        clock=ports.clock,
        pages=PAGES,
        streams=(
            *live_routes({ports.centre.id: hub}),
            *report_routes({ports.centre.id: ports}),
            *project_routes({ports.centre.id: ports}),
            *streams,
        ),
        public=public,
        background=(lambda: running([hub]),),
    )
    return create_app(deployment), hub
