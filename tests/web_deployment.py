"""A whole deployment for tests of the web side: a real database for people, two small centres, pages of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dash import Input, Output, html
from dash.development.base_component import Component

from dashboard import passwords
from dashboard.callbacks import Callbacks
from dashboard.deployment import Deployment, Identity, Web
from dashboard.page import Page, PageGroup, Visit
from models.account import EVERYWHERE, Account, Grant, Permission, Role
from models.calendar import Calendar
from models.centre import CentreId
from models.db import Database
from models.ports import Ports
from models.store.one_day import OneDayStore
from tests.blank import blank_database
from tests.builders import a_centre
from tests.fakes import MemoryAggregates, MemoryEvents, MemoryHolds, MemoryLive, MemorySlots, MemoryStore

PASSWORD = "wide-river-otter-42"


@dataclass
class TestClock:
    """A clock that tests move by hand."""

    __test__ = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, span: timedelta) -> None:
        self.now += span


@dataclass
class World:
    """A deployment with what tests reach for behind it."""

    deployment: Deployment
    database: Database
    clock: TestClock

    def person(
        self, name: str, role: Role, centre: str = EVERYWHERE, *, must_change: bool = False
    ) -> Account:
        return self.deployment.identity.accounts.create(
            name,
            quick_hash(),
            [Grant(role=role, centre=centre)],
            at=self.clock(),
            must_change_password=must_change,
        )


_HASH: list[str] = []


def quick_hash() -> str:
    """One hash of PASSWORD for the whole run: each costs 40 ms."""
    if not _HASH:
        _HASH.append(passwords.hashed(PASSWORD))
    return _HASH[0]


def board_layout(visit: Visit) -> Component:
    who = f"{visit.account.name} in {visit.centre}, space {visit.query.get('space', 'none')}"
    return html.Div(
        [
            html.H1("Board", id="title"),
            html.P(who, id="who"),
            html.Button("Ask", id="ask"),
            html.P("", id="answer"),
            html.Button("Break", id="break"),
        ]
    )


def board_callbacks(callbacks: Callbacks) -> None:
    @callbacks.server(
        Output("answer", "children"),
        Input("ask", "n_clicks"),
        permission=(Permission.LIVE_READ,),
        prevent_initial_call=True,
    )
    def answer(visit: Visit, clicks: int) -> str:
        return f"{visit.account.name} asked {clicks} in {visit.centre}"

    @callbacks.server(
        Output("title", "title"),
        Input("break", "n_clicks"),
        permission=(Permission.LIVE_BANDS,),
        prevent_initial_call=True,
    )
    def fail(visit: Visit, clicks: Any) -> str:
        raise RuntimeError("secret detail of the server")


BOARD = Page(
    key="live",
    path="live",
    icon="◉",
    permission=(Permission.LIVE_READ, Permission.LIVE_BANDS),
    layout=board_layout,
    register=board_callbacks,
    group=PageGroup.NOW,
)
HEALTH = Page(
    key="health",
    path="health",
    icon="✚",
    permission=(Permission.HEALTH_READ,),
    layout=lambda visit: html.H1("Health of " + visit.centre),
    register=lambda callbacks: None,
    group=PageGroup.HOUSE,
)


def a_world(folder: Path, *, pages: Sequence[Page] = (BOARD, HEALTH), **web: Any) -> World:
    """Two centres, `test` and `other`; nobody has an account yet."""
    clock = TestClock()
    database = blank_database(folder / "people.db")
    deployment = Deployment(
        centres={CentreId(key): some_ports(key, clock, database) for key in ("test", "other")},
        identity=Identity(
            accounts=database.accounts(),
            sessions=database.sessions(),
            links=database.links(),
            throttle=database.throttle(),
            audit=database.audit(),
        ),
        web=Web(cache=folder / "static", **web),
        clock=clock,
        pages=pages,
    )
    return World(deployment, database, clock)


def some_ports(key: str, clock: TestClock, database: Database) -> Ports:
    centre = a_centre(key=key)
    return Ports(
        centre=centre,
        programme=database.programme(centre),
        jobs=database.jobs(key),
        audit=database.audit().append,
        calendar=Calendar({}),
        store=OneDayStore(MemoryStore()),
        slots=MemorySlots(),
        holds=MemoryHolds(),
        aggregates=MemoryAggregates(),
        events=MemoryEvents(),
        live=MemoryLive(),
        clock=clock,
    )
