"""`python -m ingest run`: settings -> centres -> stores -> the ingest process, until SIGTERM."""

import gc
import logging
import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType

from config.arguments import add_deployment, complain, settings_from
from config.calendar import YEARS, official_calendar, present_calendar
from config.centre import load_centres
from config.settings import ConfigError, Settings
from config.shards import leaving
from ingest.catalogue import Catalogue, own_profiles, profile_faults
from ingest.centre_listener import CentreListener
from ingest.decoders import faults
from ingest.downsampling import Downsampling, Marking
from ingest.fact_work import FactWork
from ingest.ingestor import Listener
from ingest.late_journal import LateJournal
from ingest.layout import FIRST, layout_of
from ingest.process import IngestProcess, MakeListeners, Work
from ingest.reception import Followers
from ingest.rollup import Rollup
from ingest.rollup_worker import RollupWorker
from ingest.spool import Spool, SpoolError
from ingest.store_preparation import StorePreparation
from ingest.works import Works
from models.calendar import Calendar
from models.centre import Centre, CentreId
from models.db import Database, open_database
from models.feed.publisher import StatePublisher
from models.ports import Aggregates, SensorStore, StoreError, StoreUnavailableError
from models.store import ensure_buckets, open_aggregates, open_store

log = logging.getLogger(__name__)

COLLECT_AFTER = 20_000
"""Objects made and not yet gone; by default 700."""

WRONG_SETTING = 2
"""The exit code by which a supervisor knows that a restart would not help."""


def main(argv: Sequence[str]) -> int:
    """0 = told to stop and nothing was left behind, 1 = something went wrong and was said, 2 = the broker refuses us."""
    parser = ArgumentParser(
        prog="linli ingest", description="Receive, decode and keep what the sensors send."
    )
    parser.add_argument(
        "--shard",
        type=int,
        default=FIRST,
        metavar="N",
        help="which of ingest.shards processes this is, from 0",
    )
    arguments = add_deployment(parser).parse_args(argv)
    begin_logging()
    try:
        settings = settings_from(arguments)
        catalogue = Catalogue(own_profiles(settings))
        centres = known_centres(settings, catalogue)
        stores = stores_of(settings, centres)
        database = database_of(settings)
        shard = checked_shard(settings, arguments.shard)
        follow = follow_up(settings, centres, stores, database, shard)
        process = IngestProcess(
            settings,
            centres,
            stores,
            follow.listeners,
            follow.workers,
            {key: database.events(key, centre.zone_info) for key, centre in centres.items()},
            catalogue=catalogue,
            shard=shard,
            accepted={key: database.accepted(key) for key in centres},
            followers=follow.followers,
        )
    except (ConfigError, StoreError, SpoolError) as error:
        return complain(error)
    spare_the_collector()
    reason = process.run(until_signal())
    database.close()
    if process.client.denied:
        complain(ConfigError(reason))
        return WRONG_SETTING
    if reason:
        log.error("%s", reason)
    return 1 if reason else 0


def checked_shard(settings: Settings, index: int) -> int:
    """The index, when the layout has such a shard or an older one left messages for it. Raises ConfigError."""
    if index in range(settings.ingest.shards) or index in leaving(settings):
        return index
    raise ConfigError(
        f"--shard {index} is not one of 0 to {settings.ingest.shards - 1} (setting ingest.shards = {settings.ingest.shards})"
    )


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What happens to readings once they are kept."""

    listeners: MakeListeners
    workers: Mapping[str, Work]
    followers: Followers


def spare_the_collector() -> None:
    """Take what a start made out of the collector's sight, and let it look less often.

    A message makes some thirty objects, none of them in a ring, and by default every few dozen messages made it look through
    everything that was ever loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 50)


def begin_logging() -> None:
    """One line per event on stderr."""
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=logging.INFO, format=form, stream=sys.stderr)


def known_centres(settings: Settings, catalogue: Catalogue | None = None) -> Mapping[CentreId, Centre]:
    """The centres of the deployment, their sensors checked against what can be decoded.

    A model of the deployment's own that no longer fits its sensors is told like a broken one; all others go on.
    """
    centres = load_centres(settings.centre.files)
    known = catalogue or Catalogue(own_profiles(settings))
    wrong = [text for centre in centres.values() for text in faults(centre, known, known.own)]
    if wrong:
        raise ConfigError(wrong[0])
    for unfit in profile_faults(known, centres.values()):
        log.warning("%s", unfit)
    return centres


def stores_of(settings: Settings, centres: Mapping[CentreId, Centre]) -> Mapping[CentreId, SensorStore]:
    """One store per centre; whether it answers is not asked here, because the spool keeps everything until it does."""
    store, token = settings.store, settings.store.token.get_secret_value()
    return {
        centre: open_store(store.url, centre, token=token, retention_days=store.retention_days)
        for centre in centres
    }


def aggregates_of(settings: Settings, centre: CentreId) -> Aggregates:
    """Where the same store keeps what is gathered from the readings."""
    store = settings.store
    return open_aggregates(store.url, centre, token=store.token.get_secret_value(), keep_days=store.keep_days)


def database_of(settings: Settings) -> Database:
    """The records. Raises StoreError when the setting names none; one that is away is waited for by the roll-up."""
    return open_database(settings.database.url, password=settings.database.password.get_secret_value())


def follow_up(
    settings: Settings,
    centres: Mapping[CentreId, Centre],
    stores: Mapping[CentreId, SensorStore],
    database: Database,
    shard: int = FIRST,
) -> FollowUp:
    """Live states on the ingestor's thread, facts and the store's buckets on threads of their own.

    A shard follows its own spaces; what concerns the whole deployment is the first one's.
    """
    calendar = calendar_of(database)
    layout = layout_of(centres.values(), settings.ingest.shards)
    parts = {key: layout.part_of(centre, shard) for key, centre in centres.items()}
    works = works_of(settings, centres, stores, database, calendar, parts)
    live: dict[CentreId, CentreListener] = {}

    def listeners(publisher: StatePublisher) -> Sequence[Listener]:
        for key, centre in parts.items():
            live[key] = CentreListener(
                centre, calendar, stores[key], works[key].rollup, publisher.state, database.balances(key)
            )
        return [*live.values(), *(Marking(key, one.gathered.mark) for key, one in works.items())]

    def adopt(centre: Centre) -> None:
        works[centre.id].adopt(centre)
        live[centre.id].adopt(layout.part_of(centre, shard))

    def recall(spool: Spool) -> None:
        for key, one in works.items():
            one.rollup.recall(LateJournal(spool, key))

    store = settings.store
    ensure = partial(
        ensure_buckets,
        store.url,
        token=store.token.get_secret_value(),
        retention_days=store.retention_days,
        keep_days=store.keep_days,
    )
    return FollowUp(
        listeners=listeners,
        followers=Followers(
            adopt=adopt,
            mark=lambda centre, readings: works[centre].mark(readings),
            rewarm=lambda centre: live[centre].rewarm(),
            recall=recall,
        ),
        workers={
            "rollup": RollupWorker(
                [work for one in works.values() for work in (one.rollup, one.gathered)], database.migrate
            ).run,
            **({"store": StorePreparation(ensure).run} if shard == FIRST else {}),
        },
    )


def works_of(
    settings: Settings,
    centres: Mapping[CentreId, Centre],
    stores: Mapping[CentreId, SensorStore],
    database: Database,
    calendar: Calendar,
    parts: Mapping[CentreId, Centre] = MappingProxyType({}),
) -> Mapping[CentreId, Works]:
    """What is worked out from the readings of each centre; parts: what of it is ours to follow as time passes."""
    alone = settings.ingest.shards == 1
    regular = {key: None if alone else parts[key].spaces for key in parts}
    return {
        key: Works(
            Rollup(fact_work(settings, centre, stores[key], database, calendar), regular=regular.get(key)),
            Downsampling(centre, stores[key], aggregates_of(settings, key), regular.get(key)),
        )
        for key, centre in centres.items()
    }


def fact_work(
    settings: Settings, centre: Centre, store: SensorStore, database: Database, calendar: Calendar
) -> FactWork:
    """What works out the business days of a centre."""
    days = settings.store.retention_days
    return FactWork(
        centre=centre,
        calendar=calendar,
        store=store,
        book=database.book(centre.id),
        holds=database.holds(centre.id),
        balances=database.balances(centre.id),
        readings_kept=timedelta(days=days) if days else None,
    )


def calendar_of(database: Database) -> Calendar:
    """With what the office imported; without it while the database is away or has no tables yet."""
    today = datetime.now(UTC).date()
    try:
        database.migrate()
        return present_calendar(database.calendar(), today)
    except StoreUnavailableError as error:
        log.warning("imported calendar days are missing until the next start: %s", error)
        return official_calendar(range(today.year - YEARS, today.year + YEARS + 1))


def until_signal() -> threading.Event:
    """Set by SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
