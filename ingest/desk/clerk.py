"""Answers at the desk of one ingest process: strangers, sensors, letters, raw messages, profiles."""

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ingest.archive import newest, raw_messages
from ingest.catalogue import TRIED, Catalogue
from ingest.desk.counter import RefusedError
from ingest.desk.outcome import Outcomes
from ingest.presence import presence
from ingest.profile_fault import ProfileError, fault, said
from ingest.proposal import introduced, nameless, place_of
from ingest.reception import Reception
from ingest.spool import SpoolError
from ingest.strangers import Stranger, dismiss, quarantined
from ingest.trial import attempt
from models.calendar import from_ns, to_ns
from models.centre import CentreId, Sensor, SensorId
from models.desk import DeadPage, ProfileCard, RawMessage, SensorCard, Trial
from models.desk import Stranger as Quarantined
from models.feed.desk_calls import (
    Again,
    Attempt,
    Draft,
    Letters,
    Named,
    Nothing,
    OfCentre,
    OfStranger,
    RawAfter,
    RawBetween,
    Refusal,
)

SHOWN = 500
"""Strangers and messages of one answer."""

REMEMBERED = 4_000

log = logging.getLogger(__name__)


class Clerk:
    """Every method may be called from any thread and answers one row of models.feed.desk_calls.CALLS."""

    def __init__(self, reception: Reception, catalogue: Catalogue) -> None:
        self._reception, self._catalogue = reception, catalogue
        self._spool, self._known = reception.spool, reception.known
        self._introduced = lru_cache(REMEMBERED)(self._introduce)

    @property
    def answers(self) -> Mapping[str, Callable[[Any], object]]:
        """By name of CALLS; what the spool or a profile refuses is told as such."""
        methods: Mapping[str, Callable[[Any], object]] = {
            "sensors": self.sensors,
            "strangers": self.strangers,
            "dismiss": self.dismiss,
            "dead_letters": self.dead_letters,
            "replay_dead": self.replay_dead,
            "drop_dead": self.drop_dead,
            "raw": self.raw,
            "raw_between": self.raw_between,
            "replay": self.replay,
            "profiles": self.profiles,
            "profile_text": self.profile_text,
            "try_profile": self.try_profile,
            "keep_profile": self.keep_profile,
            "reload": self.reload,
        }
        return {name: _told(method) for name, method in methods.items()}

    def sensors(self, asked: OfCentre) -> list[SensorCard]:
        centre = self._known.centres.get(asked.centre)
        if centre is None:
            raise _unknown(asked.centre, "")
        snapshot = self._spool.snapshot()
        return [
            SensorCard(
                centre=asked.centre,
                sensor=key,
                presence=presence(snapshot, (asked.centre, key)),
                profile=sensor.profile,
                model=self._model(sensor),
                interval_s=sensor.interval_s,
                accepted=self._known.is_accepted(asked.centre, key),
            )
            for key, sensor in centre.sensors.items()
        ]

    def strangers(self, _asked: Nothing) -> list[Quarantined]:
        with self._spool.reading() as reader:
            found = quarantined(reader)[:SHOWN]
        version = self._version()
        seen = {one.key: one for row in found for one in self._introduced(row, version)}
        return [one for one in seen.values() if not self._is_known(one)]

    def dismiss(self, asked: OfStranger) -> None:
        try:
            topic, device = place_of(asked.key)
        except ValueError as error:
            raise RefusedError(400, Refusal("desk.malformed", str(error))) from error
        now_ns = to_ns(datetime.now(UTC))
        with self._spool.writing(durable=False) as writer:
            if not dismiss(writer, topic.encode(), device, now_ns):  # one of several on a topic of nobody's
                dismiss(writer, topic.encode(), "", now_ns)

    def dead_letters(self, asked: Letters) -> DeadPage:
        return self._reception.box.page(asked.wanted, asked.offset, min(asked.limit, SHOWN))

    def replay_dead(self, asked: Letters) -> int:
        return self._reception.box.replay(asked.wanted)

    def drop_dead(self, asked: Letters) -> int:
        return self._reception.box.drop(asked.wanted)

    def raw(self, asked: RawAfter) -> list[RawMessage]:
        sensor = self._sensor(asked.centre, asked.sensor)
        found = newest(self._spool, self._speaks(asked.centre, sensor), asked.after, min(asked.limit, SHOWN))
        return self._with_outcome(found)

    def raw_between(self, asked: RawBetween) -> list[RawMessage]:
        sensor = self._sensor(asked.centre, asked.sensor)
        speaks = self._speaks(asked.centre, sensor)
        kept = raw_messages(self._spool, to_ns(asked.start), to_ns(asked.end))
        found = deque((one for one in kept if speaks(one.topic)), maxlen=min(asked.limit, SHOWN))
        return self._with_outcome([*reversed(found)])

    def replay(self, asked: Again) -> int:
        for centre, sensor in asked.sensors:
            self._sensor(centre, sensor)
        return self._reception.replay(asked.since, asked.sensors)

    def profiles(self, _asked: Nothing) -> Sequence[ProfileCard]:
        return self._catalogue.cards()

    def profile_text(self, asked: Named) -> str:
        return self._catalogue.text(asked.name)

    def try_profile(self, asked: Attempt) -> Trial:
        """text: the name of a profile, else the TOML of one."""
        known = self._catalogue.get(asked.text.strip())
        try:
            profile = known or self._catalogue.check(asked.text)
        except ProfileError as error:
            told = error.fault
            return Trial(faults=[replace(told, file="") if told.file == f"{TRIED}.toml" else told])
        return attempt(profile, asked.envelope, asked.topic, asked.payload)

    def keep_profile(self, asked: Draft) -> None:
        if unfit := self._known.unfit(self._catalogue.check(asked.text, asked.name)):
            sensor, why = unfit
            raise ProfileError(fault(said("unfit", name=asked.name, sensor=sensor, msg=why)))
        self._catalogue.keep(asked.name, asked.text)

    def reload(self, _asked: Nothing) -> None:
        self._catalogue.look()
        self._reception.adoption.poke()

    def _is_known(self, stranger: Quarantined) -> bool:
        """A device that announces itself by another topic goes on doing so when it is known."""
        places = self._reception.registry.places(stranger.topic)
        return any(place.sensor.device == stranger.device for place in places)

    def _introduce(self, stranger: Stranger, _version: int) -> list[Quarantined]:
        """One that cannot be told about is shown as it spoke: it must not hide the others."""
        try:
            return introduced(stranger, self._catalogue, self._known.centres)
        except Exception:
            log.exception("a stranger on %r cannot be told about", stranger.topic)
            return [nameless(stranger, self._known.centres)]

    def _version(self) -> int:
        """Changes with the models and the sensors that are known: both decide what a stranger seems to be."""
        versions = tuple((name, profile.version) for name, profile in self._catalogue.items())
        return hash((versions, id(self._known.centres)))

    def _model(self, sensor: Sensor) -> str:
        profile = self._catalogue.get(sensor.profile)
        return profile.model if profile else ""

    def _sensor(self, centre: CentreId, sensor: SensorId) -> Sensor:
        known = self._known.centres.get(centre)
        if known is None or sensor not in known.sensors:
            raise _unknown(centre, sensor)
        return known.sensors[sensor]

    def _speaks(self, centre: CentreId, sensor: Sensor) -> Callable[[bytes], bool]:
        """Whether a topic is the sensor's, its side topics too."""
        place = (centre, sensor.id)
        speakers = lru_cache(REMEMBERED)(self._reception.registry.speakers)
        return lambda topic: place in speakers(topic)

    def _with_outcome(self, messages: Sequence[Any]) -> list[RawMessage]:
        outcome = Outcomes(self._spool, self._reception.reader()).of(messages)
        return [
            RawMessage(
                id=one.id,
                received_at=from_ns(one.received_ns),
                topic=one.topic.decode("utf-8", "backslashreplace"),
                payload=one.payload,
                outcome=outcome[one.id],
            )
            for one in messages
        ]


def _unknown(centre: str, sensor: str) -> RefusedError:
    text = f"{centre}/{sensor} is not known"
    return RefusedError(404, Refusal("desk.unknown_sensor", text, {"sensor": f"{centre}/{sensor}"[:128]}))


def _told(method: Callable[[Any], object]) -> Callable[[Any], object]:
    def answer(asked: Any) -> object:
        try:
            return method(asked)
        except SpoolError as error:
            raise RefusedError(503, Refusal("desk.busy", str(error))) from error
        except ProfileError as error:
            what = error.fault.message
            raise RefusedError(400, Refusal(what.key, str(error), what.values)) from error

    return answer
