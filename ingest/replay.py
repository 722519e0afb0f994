"""`./linli replay --since`: correct history after a profile was mended; works while the ingestor runs."""

import sys
import threading
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime

from config.arguments import add_deployment, complain, instant, settings_from
from config.desk import desk_addresses, desk_token
from config.settings import ConfigError, Settings
from ingest import quality
from ingest.catalogue import Catalogue, own_profiles
from ingest.dead_box import DeadBox
from ingest.dead_letters import add_shard, spool_of
from ingest.decoders import CONVERSATIONS, DECODERS
from ingest.interpretation import Interpreter
from ingest.known import Known
from ingest.memory import Memory
from ingest.reception import profile_at, wanted_since
from ingest.registry import Registry
from ingest.rereading import Place, Rereading, Tally
from ingest.runtime import calendar_of, database_of, known_centres, stores_of, until_signal, works_of
from ingest.spool import Spool, SpoolError
from models.centre import Centre, CentreId, SensorId
from models.db import Database
from models.desk import DeadFilter, DeskError
from models.feed.desk import HttpDesk
from models.ports import StoreError


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = done, 1 = it could not go on and said why, or somebody stopped it: what was read again stays right."""
    parser = ArgumentParser(
        prog="linli replay",
        description="Read kept messages again with today's profiles and correct what they once said.",
    )
    parser.add_argument(
        "--since", type=instant, required=True, metavar="DATE", help="received since (2026-11-01[T08:00])"
    )
    parser.add_argument(
        "--sensor", action="append", default=[], metavar="CENTRE/ID", help="only this one; again for more"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    arguments = add_shard(add_deployment(parser)).parse_args(argv)
    stop = until_signal()
    try:
        settings = settings_from(arguments)
        with (
            closing(spool_of(settings, arguments.shard)) as spool,
            closing(database_of(settings)) as database,
        ):
            tally = _replay(
                settings, spool, database, arguments.since, arguments.sensor, stop, dry=arguments.dry_run
            )
        if not arguments.dry_run and tally.changed + tally.gone:
            _tell_ingestor(settings, arguments.shard)
    except (ConfigError, SpoolError, StoreError) as error:
        return complain(error)
    sys.stdout.write(_sentence(tally, dry=arguments.dry_run))
    if stop.is_set():
        sys.stderr.write(
            f"linli: stopped; go on with --since {tally.until or arguments.since:%Y-%m-%dT%H:%M:%SZ}\n"
        )
    return int(stop.is_set())


def _replay(
    settings: Settings,
    spool: Spool,
    database: Database,
    since: datetime,
    sensors: Sequence[str],
    stop: threading.Event,
    *,
    dry: bool,
) -> Tally:
    calendar, catalogue = calendar_of(database), Catalogue(own_profiles(settings))
    files = known_centres(settings, catalogue)
    accepted = {key: database.accepted(key) for key in files}
    known = Known(files, accepted, catalogue, sharded=settings.ingest.shards > 1)
    known.look()
    centres = known.centres
    stores = stores_of(settings, centres)
    works = {} if dry else works_of(settings, centres, stores, database, calendar)
    for one in works.values():
        one.begin(datetime.now(UTC))
    registry = Registry(centres.values())
    rereading = Rereading(
        spool,
        lambda: Interpreter(
            registry,
            DECODERS,
            quality.readings,
            catalogue,
            conversations=CONVERSATIONS,
            memory=Memory(spool.memory()),
        ),
        lambda place: profile_at(place, centres, catalogue),
        stores,
        {key: database.events(key, centre.zone_info) for key, centre in centres.items()},
        lambda centre, readings: works[centre].mark(readings),
    )
    places = [_place(text, centres) for text in sensors]
    if not dry and not places:
        DeadBox(spool, rank=registry.rank).replay(DeadFilter(since=since))
    wanted = wanted_since(since, places, registry)
    tally = rereading.run(wanted, stop, _shown, dry=dry)
    for one in works.values():
        one.finish(datetime.now(UTC), stop)
    return tally


def _tell_ingestor(settings: Settings, shard: int) -> None:
    """Live states of a running ingestor rest on what was corrected: it reads what came since just now, and they follow."""
    try:
        for address in desk_addresses(settings)[shard : shard + 1]:
            HttpDesk(address, desk_token(settings), shard).replay(datetime.now(UTC))
    except DeskError as error:
        sys.stderr.write(f"linli: live figures follow at the ingestor's next start: {error}\n")


def _place(text: str, centres: Mapping[CentreId, Centre]) -> Place:
    centre, _, sensor = text.partition("/")
    place = (CentreId(centre), SensorId(sensor))
    if place[0] not in centres or place[1] not in centres[place[0]].sensors:
        raise ConfigError(f"option --sensor {text!r} is no sensor of {', '.join(centres)}")
    return place


def _shown(tally: Tally) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{tally.messages} of {tally.of} messages")


def _sentence(tally: Tally, *, dry: bool) -> str:
    would = "would be " if dry else ""
    return (
        f"{tally.messages} messages: {tally.changed} readings {would}corrected or added, {tally.gone} {would}gone, "
        f"{tally.same} as before; {tally.repeats} repeats, {tally.unreadable} cannot be read (their old readings stay), "
        f"{tally.refused} refused by the store\n"
    )
