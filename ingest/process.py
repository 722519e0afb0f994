"""The ingestor as one process: its parts, their threads, their health and their end."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from config.broker import address, endpoint
from config.desk import desk_token
from config.privacy import privacy_key
from config.settings import Settings
from config.shards import metrics_port, named, spool_folder
from ingest import quality
from ingest.age import AgeLimit
from ingest.archive import compress_settled, mend_span, prune
from ingest.catalogue import Catalogue, own_profiles, profile_faults
from ingest.claim import Claim
from ingest.decoders import CONVERSATIONS, DECODERS
from ingest.desk.clerk import Clerk
from ingest.desk.counter import Counter
from ingest.home_assistant import HomeAssistant, wanted
from ingest.ingestor import Ingestor, Listener
from ingest.interpretation import Interpreter
from ingest.known import Accepted, Known
from ingest.late import Lateness
from ingest.layout import FIRST, layout_of
from ingest.memory import Memory
from ingest.metrics import MetricsServer
from ingest.mismatch import last_mismatch
from ingest.mqtt import SensorClient
from ingest.only_one import only_one
from ingest.presence import presences
from ingest.pressure import limits_of, room
from ingest.privacy import Scrubber
from ingest.rebirth import Rebirths, nodes
from ingest.reception import Followers, Reception
from ingest.registry import Registry
from ingest.spool import Spool, SpoolError
from ingest.spooler import Spooler
from ingest.strangers import waiting
from ingest.watchdog import Signs, Watchdog, faults
from models.calendar import from_ns, to_ns
from models.centre import Centre, CentreId
from models.feed.publisher import StatePublisher
from models.health import IngestHealth
from models.ports import Events, SensorStore

log = logging.getLogger(__name__)

LOOK_S = 0.5
HEALTH_EVERY = 10
"""Looks between two health messages: 5 s."""

PROFILES_EVERY = 4
"""Looks between two at the device models: 2 s."""

PRUNE_EVERY = 1200
"""Looks between two prunings: 10 min."""

SEGMENTS_AT_ONCE = 20

LEFT = "nothing is left to do for this shard"

DEAD_SHARE = 0.1
"""How much of the spool dead letters may fill: a stranger's rubbish must not push out what waits."""

Work = Callable[[threading.Event], None]
"""What a thread does until the event is set."""

ALONE = Followers()
"""Nobody lives by the readings."""

MakeListeners = Callable[[StatePublisher], Sequence[Listener]]


class IngestProcess:
    """Everything between the broker and the stores. `run` blocks until `stop` is set or something died."""

    def __init__(
        self,
        settings: Settings,
        centres: Mapping[CentreId, Centre],
        stores: Mapping[CentreId, SensorStore],
        listeners: MakeListeners = lambda _publisher: (),
        workers: Mapping[str, Work] = MappingProxyType({}),
        events: Mapping[CentreId, Events] = MappingProxyType({}),
        spooler: type[Spooler] = Spooler,
        catalogue: Catalogue | None = None,
        shard: int = FIRST,
        accepted: Accepted = MappingProxyType({}),
        followers: Followers = ALONE,
    ) -> None:
        folder = spool_folder(settings, shard)
        self._lock = only_one(folder)
        self._settings, self._followers = settings, followers
        self._started_at = datetime.now(UTC)
        self.catalogue = catalogue or Catalogue(own_profiles(settings))
        self.registry = registry = Registry(centres.values())
        broker = replace(endpoint(settings), client_id=named(settings.broker.client_id, shard))
        self.spool = Spool(folder / "spool.db")
        self.publisher = StatePublisher(broker, f"{broker.client_id}-feed", shard=shard)
        self.watchdog = Watchdog(lambda beat: self.publisher.canary(self.client.canary_topic, beat))
        self.client = SensorClient(
            broker, registry.filters, folder / "subscriptions.json", self.watchdog.returned
        )
        layout = layout_of(centres.values(), settings.ingest.shards)
        self.claim = Claim(layout, shard, folder, self.client.fence_topic, registry.places, registry.topics)
        self.home_assistant = HomeAssistant(
            broker,
            wanted(settings, centres.values() if shard == FIRST else (), broker.client_id),
            folder / "home-assistant.json",
        )
        self._limits = limits_of(settings.ingest.spool_max_mb, settings.ingest.disk_floor_mb)
        self.scrubber = Scrubber(privacy_key(settings), registry.access)
        self.scrubber.recall(self.spool.memory())
        self.spooler = spooler(
            self.client, self.spool, self._limits, registry.rank, self.scrubber, self.claim.keeps
        )
        self._memory = Memory(self.spool.memory())
        self.rebirths = Rebirths(nodes(centres.values()), self._memory, self.publisher.command)
        self.reception = Reception(
            self.spool,
            registry,
            Known(centres, accepted, self.catalogue, sharded=settings.ingest.shards > 1),
            lambda: self._reader(Memory(self.spool.memory())),
            stores,
            events,
            self.catalogue,
            followers,
            self._adopt,
        )
        self.ingestor = Ingestor(
            self.spool,
            stores,
            self._reader(self._memory),
            [*listeners(self.publisher), self.rebirths],
            events=events,
            lateness=Lateness({key: centre.zone_info for key, centre in centres.items()}),
        )
        desk = Counter(Clerk(self.reception, self.catalogue).answers, desk_token(settings))
        host, port = settings.ingest.metrics_host, metrics_port(settings, shard)
        self.metrics = MetricsServer(host, port, self.health, desk)
        self._spooled, self._worked = threading.Event(), threading.Event()
        self._threads = {
            "spooler": _thread("spooler", self.spooler.run, self._spooled),
            **{
                name: _thread(name, work, self._worked)
                for name, work in {"ingestor": self.ingestor.run, **workers, **self.reception.works}.items()
            },
        }
        self._age, self._looks = AgeLimit(self.spool, settings.ingest.spool_max_hours), 0

    def run(self, stop: threading.Event) -> str:
        """Until `stop`; why it ended by itself, "" = it was told to."""
        self.reception.adoption.attempt()  # before the first message: none of theirs shall be a stranger's
        self._followers.recall(self.spool)
        for thread in self._threads.values():
            thread.start()
        for part in (self.metrics, self.publisher, self.client, self.home_assistant):
            part.start()
        log.info(
            "ingest of %s; metrics on port %d", ", ".join(self.reception.known.centres), self.metrics.port
        )
        reason = ""
        while not reason and not stop.wait(LOOK_S):
            reason = self._look()
        late = self._end()
        return late if reason == LEFT else reason or late

    def health(self) -> IngestHealth:
        """One consistent picture; SpoolError when the spool cannot be read."""
        snapshot, space = self.spool.snapshot(), room(self.spool)
        health = IngestHealth(
            at=datetime.now(UTC),
            started_at=self._started_at,
            accounting=snapshot.accounting,
            connected=self.client.connected and self.client.alive,
            canary_at=self.watchdog.canary_at,
            canary_ms=self.watchdog.canary_ms,
            oldest_spooled_at=None if snapshot.oldest_ns is None else from_ns(snapshot.oldest_ns),
            spool_bytes=space.used,
            spool_limit_bytes=self._limits.spool_bytes,
            disk_free_bytes=space.disk_free,
            possible_gaps=self.client.possible_gaps,
            passed_over=self.claim.passed_over,
            quarantined=int(self.spool.quarantined is not None),
            strangers=self._strangers(),
            paused=self.spooler.paused,
            store_faults=self.ingestor.store_faults,
            stores_denied=self.ingestor.stores_denied,
            profile_faults=profile_faults(self.catalogue, self.reception.known.centres.values()),
            mismatch=last_mismatch(self._memory),
            sensors=presences(self.reception.known.centres.values(), snapshot),
        )
        return replace(health, faults=faults(health))

    def _strangers(self) -> int:
        with self.spool.reading() as reader:
            return waiting(reader)

    def _reader(self, memory: Memory) -> Interpreter:
        return Interpreter(
            self.registry,
            DECODERS,
            quality.readings,
            self.catalogue,
            conversations=CONVERSATIONS,
            memory=memory,
        )

    def _adopt(self, centres: Mapping[CentreId, Centre]) -> None:
        """Sensors came or went: from here on messages are read by what is known now."""
        self.registry.adopt(centres.values())
        self.scrubber.access = self.registry.access
        self.rebirths.adopt(nodes(centres.values()))
        self.client.listen(self.registry.filters)
        self.claim.adopted(self.registry.topics)
        for centre in centres.values():
            self._followers.adopt(centre)

    def _look(self) -> str:
        """One look around; why the process must end, "" = all is well."""
        self._looks += 1
        if self.client.denied:
            return _denial(self._settings, self.client.refusal)
        self.watchdog.beat()
        if self._looks % PROFILES_EVERY == 1 and self.catalogue.look():
            log.info("device models were read again; %d are known", len(self.catalogue))
        fence = self.claim.next_fence()
        if fence is not None:
            self.publisher.fence(self.claim.fence_topic, fence)
        try:
            self._tend()
            if self.claim.has_left and self._is_empty():
                self.publisher.forget_health()
                return LEFT
        except SpoolError as error:
            log.warning("%s", error)
        alive = {name: thread.is_alive() for name, thread in self._threads.items()}
        signs = Signs(
            connected=self.client.connected,
            paused=self.spooler.paused,
            alive={**alive, "network": self.client.alive},
            refusal=self.client.refusal,
        )
        return self.watchdog.verdict(signs)

    def _is_empty(self) -> bool:
        """Whether a shard that is not needed any more has nothing left; from then on it takes nothing new."""
        self.client.close_inbox()
        return self.client.inbox.empty() and self.spool.snapshot().accounting.spooled == 0

    def _tend(self) -> None:
        if self._looks % HEALTH_EVERY == 1:
            self.publisher.health(self.health())
        if self._looks % PRUNE_EVERY == 1:
            dead_bytes = int(DEAD_SHARE * self._limits.spool_bytes)
            prune(self.spool, to_ns(datetime.now(UTC)), self._settings.ingest.raw_days, dead_bytes)
        self._age.look()
        mend_span(self.spool)
        for _ in range(SEGMENTS_AT_ONCE):
            if not compress_settled(self.spool):
                break

    def _end(self) -> str:
        """Stop receiving, commit and acknowledge what is in memory, disconnect; within four seconds."""
        self.client.close_inbox()
        self._spooled.set()
        self._worked.set()
        self.spool.arrived.set()
        for thread in self._threads.values():
            thread.join(1.0)
        late = [name for name, thread in self._threads.items() if thread.is_alive()]
        self.client.stop()
        self.home_assistant.stop()
        self.publisher.stop()
        self.metrics.stop()
        if late:
            return (
                f"{', '.join(late)} did not end in time; nothing is lost, the rest is done at the next start"
            )
        left = self.claim.has_left and self.spool.snapshot().accounting.spooled == 0
        self.spool.close()
        if left:  # nobody shall queue for this shard or start it again
            self.client.end_session()
            self.claim.leave()
        self._lock.close()
        return ""


def _denial(settings: Settings, refusal: str) -> str:
    user = endpoint(settings).username
    return f"broker {address(settings)} refuses user {user!r}: {refusal} (broker.username, broker.password)"


def _thread(name: str, run: Work, stop: threading.Event) -> threading.Thread:
    return threading.Thread(target=run, args=(stop,), name=name, daemon=True)
