"""Settings -> adapters -> one Deployment: the composition root of the web side."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from prometheus_client import CollectorRegistry
from starlette.routing import BaseRoute, Route

from config.broker import endpoint
from config.calendar import present_calendar
from config.centre import load_centres
from config.desk import desk_addresses, desk_token
from config.kept_secret import kept_secret
from config.settings import Settings
from dashboard.anchoring import Anchoring
from dashboard.deployment import Deployment, Identity, Web
from dashboard.device_mark import DeviceMark
from dashboard.feeds import feed_routes
from dashboard.live.hub import Hub, running
from dashboard.live.sse import live_routes
from dashboard.live_centres import LiveCentres, following
from dashboard.need_form.route import NeedForm
from dashboard.need_form.seal import Seal
from dashboard.page import Page
from dashboard.processes.progress import is_simulated
from dashboard.public_page import PublicPages
from dashboard.sending import sending
from dashboard.survey_form import SurveyForm
from dashboard.survey_slip import SurveySlip
from models.calendar import Calendar
from models.centre import Centre, CentreId
from models.db import Database, open_database
from models.db.anchors import FILE, AnchorFile
from models.desk import Desk
from models.feed.desk import HttpDesk
from models.feed.desk_group import DeskGroup
from models.feed.follower import StateFollower
from models.feed.remote import RemoteReader
from models.ports import Aggregates, Ports, SensorStore, StoreError
from models.store import open_aggregates, open_store
from models.store.one_day import OneDayStore

PURGE_S = 3600.0
ATTEMPTS_KEPT = timedelta(days=1)
"""Longer than any window in which attempts are counted."""


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What a server adds to its centres. files: routes of what is taken along; house: the jobs done behind the pages."""

    pages: Sequence[Page]
    files: Callable[[LiveCentres], Sequence[BaseRoute]]
    house: Callable[[LiveCentres], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A deployment and what must be let go of when it ends."""

    deployment: Deployment
    hubs: Mapping[CentreId, Hub]
    follower: StateFollower
    database: Database
    stores: Sequence[SensorStore | Aggregates]

    def release_streams(self) -> None:
        """Let every open event stream end, so that the server can stop at once."""
        for hub in self.hubs.values():
            hub.close()

    def close(self) -> None:
        """Let go of broker, stores and database."""
        self.follower.stop()
        for store in self.stores:
            store.close()
        self.database.close()


def assemble(settings: Settings, served: Served | None = None) -> Assembly:
    """Open everything that the settings name. served: None for a verb, which then need not load it.

    Raises ConfigError or StoreError.
    """
    centres = load_centres(settings.centre.files)
    stores = {centre: _store(settings, centre) for centre in centres}
    aggregates = {centre: _aggregates(settings, centre) for centre in centres}
    database = open_database(settings.database.url, password=settings.database.password.get_secret_value())
    database.migrate()
    client_id = f"{settings.broker.client_id}-dashboard-{secrets.token_hex(4)}"
    follower = StateFollower(endpoint(settings), centres.values(), client_id=client_id)
    calendar = _calendar(database)
    desk = _desk(settings)
    ports = {
        key: _ports(centre, database, stores[key], aggregates[key], follower, calendar, settings, desk)
        for key, centre in centres.items()
    }
    hubs = {key: Hub(port, follower.subscribe) for key, port in ports.items()}
    identity, web, registry = _identity(database), _web(settings), CollectorRegistry()
    live = LiveCentres(ports, lambda key, now: hubs[key].take(now), partial(_calendar, database))
    deployment = Deployment(
        centres=live,
        identity=identity,
        web=web,
        clock=utc_now,
        pages=served.pages if served else (),
        streams=(
            *live_routes(hubs),
            *SurveySlip(live, web).routes(),
            *(served.files(live) if served else ()),
        ),
        feeds=feed_routes(live, settings.dashboard.public_url),
        public=_public(live, database, identity, web, settings, registry),
        background=(
            lambda: running(list(hubs.values())),
            lambda: _purging(identity),
            lambda: following(live),
            *([partial(served.house, live)] if served else []),
        ),
        unready=_unready(database, follower),
        registry=registry,
    )
    return Assembly(
        deployment=deployment,
        hubs=hubs,
        follower=follower,
        database=database,
        stores=[*stores.values(), *aggregates.values()],
    )


def utc_now() -> datetime:
    return datetime.now(UTC)


def _calendar(database: Database) -> Calendar:
    return present_calendar(database.calendar(), utc_now().date())


def _store(settings: Settings, centre: CentreId) -> SensorStore:
    token, days = settings.store.token.get_secret_value(), settings.store.retention_days
    return OneDayStore(open_store(settings.store.url, centre, token=token, retention_days=days))


def _aggregates(settings: Settings, centre: CentreId) -> Aggregates:
    store = settings.store
    return open_aggregates(store.url, centre, token=store.token.get_secret_value(), keep_days=store.keep_days)


def _ports(
    centre: Centre,
    database: Database,
    store: SensorStore,
    aggregates: Aggregates,
    follower: StateFollower,
    calendar: Calendar,
    settings: Settings,
    desk: Desk | None,
) -> Ports:
    anchoring = Anchoring(database.audit(), AnchorFile(settings.data.folder / FILE), utc_now)
    kept = database.ports(
        centre,
        calendar,
        utc_now,
        store=store,
        aggregates=aggregates,
        live=follower.of(centre.id),
        closed=anchoring.after_closing,
    )
    return replace(
        kept,
        desk=desk,
        feeds=replace(kept.feeds, remote=_remote(settings)),
        sending=sending(settings, database.mailroom(centre.id), centre.id),
        anchor=anchoring.keep,
        ingest=follower.health,
        simulated=partial(is_simulated, settings.data.folder, centre.id),
        sharded=settings.ingest.shards > 1,
    )


def _remote(settings: Settings) -> RemoteReader | None:
    """Nothing is read elsewhere while no host is listed."""
    listed = settings.imports
    return RemoteReader(listed.hosts, listed.inside) if listed.hosts or listed.inside else None


def _desk(settings: Settings) -> Desk | None:
    """All ingest processes as one; None when it is not known where they listen."""
    token = desk_token(settings)
    desks = [HttpDesk(address, token, shard) for shard, address in enumerate(desk_addresses(settings))]
    return DeskGroup(desks) if desks else None


def _identity(database: Database) -> Identity:
    return Identity(
        accounts=database.accounts(),
        sessions=database.sessions(),
        links=database.links(),
        throttle=database.throttle(),
        audit=database.audit(),
    )


def _public(
    centres: Mapping[CentreId, Ports],
    database: Database,
    identity: Identity,
    web: Web,
    settings: Settings,
    registry: CollectorRegistry,
) -> list[Route]:
    """What strangers may read and answer."""
    key, throttle = kept_secret(settings.data.folder / "form-key").encode(), identity.throttle
    needs = NeedForm(
        centres=centres, throttle=throttle, web=web, clock=utc_now, seal=Seal(key), registry=registry
    )
    surveys = SurveyForm(
        centres=centres,
        whose=database.surveyed,
        throttle=throttle,
        web=web,
        clock=utc_now,
        marks=DeviceMark(key),
    )
    shown = PublicPages(centres=centres, web=web, clock=utc_now)
    return [*needs.routes(), *surveys.routes(), *shown.routes()]


def _web(settings: Settings) -> Web:
    web = settings.dashboard
    return Web(
        cache=settings.data.folder / "static",
        public_url=web.public_url,
        locale=web.locale,
        idle=timedelta(minutes=web.idle_minutes),
        absolute=timedelta(hours=web.session_hours),
        metrics_token=web.metrics_token.get_secret_value(),
    )


def _unready(database: Database, follower: StateFollower) -> Callable[[], Sequence[str]]:
    """What /readyz says is missing. A page without broker shows old states with their age, so it is named, not hidden."""

    def missing() -> list[str]:
        names = [] if follower.connected else ["broker"]
        try:
            database.ping()
        except StoreError:
            names.append("database")
        return names

    return missing


@asynccontextmanager
async def _purging(identity: Identity) -> AsyncIterator[None]:
    """Forget ended sessions, dead links and old attempts, once an hour."""
    task = asyncio.create_task(_purge(identity))
    try:
        yield
    finally:
        task.cancel()


async def _purge(identity: Identity) -> None:
    while True:
        try:
            await asyncio.to_thread(_forget, identity, utc_now())
        except StoreError as error:
            log.warning("what has ended could not be purged: %s", error)
        await asyncio.sleep(PURGE_S)


def _forget(identity: Identity, at: datetime) -> None:
    identity.sessions.purge(at=at)
    identity.links.purge(at=at)
    identity.throttle.purge(before=at - ATTEMPTS_KEPT)
