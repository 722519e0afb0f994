"""A centre, a decoder and a store as small as they can be, for tests of what lies between them."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from config.centre import load_centre
from ingest.interpretation import Interpreter
from ingest.profile import Profile
from ingest.registry import Registry
from ingest.sample import Decoded, DecodeError, Happening, Reason, Sample
from models.calendar import Window
from models.centre import Centre, Sensor, SensorId
from models.event import EventKind
from models.ports import StoreRejectedError, StoreUnavailableError
from models.reading import Reading

ROOT = Path(__file__).parent.parent.parent
TOPIC = b"linli/shijiawan/seniors/door-1/up"
OTHER_TOPIC = b"linli/shijiawan/daycare/door-1/up"
PLUG_TOPIC = b"zigbee2mqtt/shijiawan-treadmill-1"


def a_centre() -> Centre:
    return load_centre(ROOT / "config" / "centres" / "shijiawan.toml")


def plain(_profile: Profile, topic: str, payload: bytes) -> Decoded:
    """{"id": .., "at": seconds, "n": value}, "boom" = a defect in the decoder, {"online": ..} = availability."""
    if payload == b"boom":
        raise ZeroDivisionError("a defect")
    try:
        said = json.loads(payload)
    except ValueError as error:
        raise DecodeError(Reason.NOT_JSON, f"{payload!r} is not JSON") from error
    if "online" in said:
        return Decoded(online=said["online"])
    if "swipe" in said:
        swipe = Happening(kind=EventKind.SWIPE, id=said["swipe"], values={"granted": True})
        return Decoded(happenings=[swipe], source_id=said["swipe"])
    if "odd" in said:
        return Decoded(unknown_metrics=("odd",))
    at = datetime.fromtimestamp(said["at"], UTC) if "at" in said else None
    return Decoded(samples=(Sample("people_in_total", said["n"], at),), source_id=said.get("id", ""))


def judge(sensor: Sensor, _profile: Profile, decoded: Decoded, received_at: datetime) -> list[Reading]:
    return [Reading(sensor.id, s.measure, s.at or received_at, s.value) for s in decoded.samples]


def an_interpreter() -> Interpreter:
    return Interpreter(Registry([a_centre()]), dict.fromkeys(("native", "zigbee2mqtt"), plain), judge)


class MemoryStore:
    """`SensorStore` in memory that can be away and can refuse single values."""

    def __init__(self) -> None:
        self.kept: dict[tuple[SensorId, str, datetime], Reading] = {}
        self.writes = 0
        self.away = False
        self.never: set[float] = set()

    def write(self, readings: Sequence[Reading]) -> None:
        if self.away:
            raise StoreUnavailableError("the store is away")
        self.writes += 1
        refused = [r for r in readings if r.value in self.never]
        self.kept |= {(r.sensor, r.measure, r.at): r for r in readings if r.value not in self.never}
        if refused:
            raise StoreRejectedError("the store says no", refused)

    def read(
        self, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None = None
    ) -> list[Reading]:
        return [r for r in self.kept.values() if r.sensor in sensors and window.start <= r.at < window.end]

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        return {(r.sensor, r.measure): r for r in self.kept.values() if r.at < before and r.sensor in sensors}

    def delete(self, sensor: SensorId, measure: str, window: Window) -> None:
        self.kept = {
            key: reading
            for key, reading in self.kept.items()
            if key[:2] != (sensor, measure) or not window.start <= reading.at < window.end
        }

    def close(self) -> None:
        """Nothing to let go of."""

    @property
    def values(self) -> list[float]:
        return [r.value for r in self.kept.values()]
