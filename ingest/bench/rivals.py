"""Who is measured on this machine: our ingestor always, the others where their programs are on PATH."""

import contextlib
import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ingest.bench.drain import Drain, Receiver, drains, mosquitto, ours, paho
from ingest.bench.influx_server import TOKEN, InfluxServer, Shelf, influx_running
from ingest.bench.kills import Attack, Ledger, Spoilt, Victim, attack, in_sqlite, our_victim, spoil
from ingest.bench.stage import Broker, Stage, our_broker, staged
from ingest.bench.telegraf import Telegraf, is_here
from ingest.bench.trouble import TROUBLES, Aftermath, suffer

BUCKET, MEASUREMENT, FIELD = "readings", "people_in_total", "value"
BUFFERS = ("memory", "disk")
PROGRAMS = ("mosquitto_sub", "influxd", "telegraf")


def absent() -> list[str]:
    """Programs that are not on PATH, so that their rows are missing."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


@dataclass(frozen=True, slots=True)
class Ring:
    """A stage, and the InfluxDB of all who write there; None where influxd is not on PATH."""

    stage: Stage
    influx: InfluxServer | None


@contextlib.contextmanager
def ring(broker: Broker = our_broker) -> Iterator[Ring]:
    """A broker and, where it is here, an influxd. Raises BenchError when one that is here does not start."""
    program = shutil.which("influxd")
    with staged(broker) as stage, contextlib.ExitStack() as ends:
        yield Ring(stage, ends.enter_context(influx_running(stage, program)) if program else None)


def throughput(messages: int, buffers: Sequence[str] = BUFFERS) -> list[Drain]:
    """A row, or two, for everybody who is here. buffers: of Telegraf."""
    with ring() as place:
        influx = place.influx
        found: list[Receiver | None] = [ours(place.stage.beside("linli-sqlite"), "into SQLite")]
        if influx is not None:
            found.append(ours(_into_influx(place.stage, influx), "into InfluxDB", influx.process))
            if is_here():
                found += [Telegraf(place.stage, influx, buffer).receiver() for buffer in buffers]
        found += [paho(place.stage), mosquitto(place.stage)]
        return drains(place.stage, [one for one in found if one is not None], messages)


def _into_influx(stage: Stage, influx: InfluxServer) -> Stage:
    return stage.beside("linli-influx", LINLI__STORE__URL=influx.url(BUCKET), LINLI__STORE__TOKEN=TOKEN)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attack; ledger: the account beside it, which only ours has."""

    attack: Attack
    ledger: Ledger | None


def attacks(kills: int, rate: float) -> Iterator[Outcome]:
    """Everybody who stores, one after the other, each with a broker and a store of its own."""
    for place, victim, ledger in _victims():
        yield Outcome(attack(place.stage, victim, kills, rate), ledger)


def spoils(messages: int) -> Iterator[Spoilt]:
    """The same, with messages that cannot be read."""
    for place, victim, _ in _victims():
        yield spoil(place.stage, victim, messages)


def aftermaths(seconds: float) -> Generator[Aftermath]:
    """All who store in InfluxDB, after each trouble of so many seconds."""
    for trouble in TROUBLES:
        for place, victim, _ in _victims(trouble.broker):
            if victim.shelf is not None:
                yield suffer(place.stage, victim, victim.shelf, trouble, seconds)


def _victims(broker: Broker = our_broker) -> Iterator[tuple[Ring, Victim, Ledger | None]]:
    makers: list[Maker] = [_sqlite, _influx, *(partial(_telegraf, buffer) for buffer in BUFFERS)]
    for make in makers:
        with ring(broker) as place:
            made = make(place)
            if made is not None:
                yield place, *made


Maker = Callable[[Ring], tuple[Victim, Ledger | None] | None]
"""None where a program that it needs is missing."""


def _sqlite(place: Ring) -> tuple[Victim, Ledger]:
    stage = place.stage.beside("linli-sqlite")
    ledger = Ledger(stage)
    return our_victim(stage, ledger, "ingest into SQLite", lambda: in_sqlite(stage)), ledger


def _influx(place: Ring) -> tuple[Victim, Ledger] | None:
    influx = place.influx
    if influx is None:
        return None
    stage = _into_influx(place.stage, influx)
    ledger = Ledger(stage)
    stored = partial(influx.values, BUCKET, MEASUREMENT, FIELD)
    shelf = Shelf(influx, BUCKET, MEASUREMENT, FIELD)
    return our_victim(stage, ledger, "ingest into InfluxDB", stored, shelf), ledger


def _telegraf(buffer: str, place: Ring) -> tuple[Victim, None] | None:
    if place.influx is None or not is_here():
        return None
    return Telegraf(place.stage, place.influx, buffer).victim(), None
