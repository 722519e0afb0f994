"""Device models as data: what the bytes or keys of one model mean, compiled once from profiles/*.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from ingest.sample import DecodeError, Reason
from models.centre import Sensor, SensorRole
from models.reading import MEASURES

FOLDER = Path(__file__).parent / "profiles"

DEFAULT_BITS = 32
"""The width of a counter whose profile has none: such a profile counts no people, so nothing ever wraps."""

DEFAULT_ZONE = "Asia/Shanghai"

UNIT_SCALES: Mapping[tuple[str, str], float] = {
    ("kWh", "Wh"): 1000,
    ("MWh", "Wh"): 1_000_000,
    ("kW", "W"): 1000,
    ("mA", "A"): 0.001,
    ("mV", "V"): 0.001,
    ("Pa", "hPa"): 0.01,
    ("kPa", "hPa"): 10,
    ("ms", "s"): 0.001,
    ("min", "s"): 60,
    ("m", "cm"): 100,
    ("mm", "cm"): 0.1,
}
"""Units in which a device may tell a measure, and what makes them ours."""

ROLE_NEEDS: Mapping[SensorRole, frozenset[str]] = {
    SensorRole.FLOW: frozenset({"people_in_total"}),  # running totals survive a lost message, periods do not
    SensorRole.COUNT: frozenset({"occupancy_count"}),
    SensorRole.PRESENCE: frozenset({"presence"}),
    SensorRole.SEAT: frozenset({"presence"}),
    SensorRole.DOOR: frozenset({"contact_open"}),
    SensorRole.MACHINE: frozenset({"power"}),
    SensorRole.GATE: frozenset({"people_in_period", "people_out_period"}),
    SensorRole.TILL: frozenset({"covers", "sale_fen"}),
    SensorRole.DELIVERY: frozenset({"deliveries"}),
    SensorRole.CLIMATE: frozenset({"temperature", "humidity", "pressure", "co2"}),
}
"""A sensor of this role must measure at least one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """How a raw number, truth or word of a device becomes a number of MEASURES."""

    measure: str | None = None
    """None: known and not stored."""
    indexed: bool = False
    """"{region}" inside the measure stands for the number of that field of the same channel."""
    truth: bool = False
    """The measure is a yes or no."""
    scale: float = 1
    invert: bool = False
    """A yes of the device is our no: contact true = shut, so contact_open = 0."""
    values: Mapping[str, float] = field(default_factory=dict)
    """The only words or numbers that the device may say, and the number of each."""

    def number(self, raw: float) -> float:
        """Our number for one that the device gave."""
        value = raw if self.scale == 1 else round(raw * self.scale, 6)
        return 1 - value if self.invert else value


Condition = Mapping[str, frozenset[int]]
"""Fields of the same channel -> the numbers that each must have; empty = always."""


def chosen_meaning(chosen: str) -> Meaning:
    """What somebody chose a key to mean: "power.line1" or "energy_total@kWh". Raises KeyError naming what does not exist."""
    measure, _, unit = chosen.partition("@")
    ours = MEASURES[measure.partition(".")[0]].unit
    scale = UNIT_SCALES[unit, ours] if unit and unit != ours else 1
    return Meaning(measure=measure, truth=ours == "bool", scale=scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelField:
    """One number inside a channel of a frame."""

    name: str
    offset: int
    """In bytes from the channel's first one, as if all fields were there; where some are not, in the order of the fields."""
    size: int
    endian: Literal["little", "big"]
    signed: bool
    meaning: Meaning
    spelling: str = ""
    """How the bytes are written where they are no number (ingest.decoders.spelling)."""
    vital: str = ""
    """The key of models.health.VITALS that it tells."""
    absent: frozenset[int] = frozenset()
    """Numbers by which the device says that it measured nothing."""
    present: Condition = field(default_factory=dict)
    """When its bytes are in the frame at all."""
    valid: Condition = field(default_factory=dict)
    """When it means something."""
    again: bool = False
    """It reads the bytes of the field before it once more."""
    bits: int | str = 0
    """Each of the lowest so many bits is a yes or no of its own; a name = as many as that field says."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """What follows a channel's id and type byte: which numbers, in which bytes."""

    key: bytes
    size: int
    """Bytes of its longest form."""
    fields: tuple[ChannelField, ...]
    clock: str = ""
    """The field that is the device's clock in seconds since 1970: for this channel, or for the frame if it is all of it."""

    @cached_property
    def variable(self) -> bool:
        """Whether it has forms of several lengths."""
        return any(part.present for part in self.fields)

    @cached_property
    def telling(self) -> tuple[ChannelField, ...]:
        """The fields that say something or whose number is checked."""
        return tuple(part for part in self.fields if part.meaning.measure is not None or part.meaning.values)

    @cached_property
    def vitals(self) -> tuple[ChannelField, ...]:
        """The fields that tell of the device itself."""
        return tuple(part for part in self.fields if part.vital)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """By what a device of this model is recognised.

    models: names that a network or a vendor gives it, letters and digits only, upper case; eui: prefixes of the devEui,
    upper case; keys: keys that a payload of it always holds.
    """

    models: frozenset[str] = frozenset()
    eui: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """How a running total behaves: at how many bits it wraps, and whether the device sets it back to 0 by itself."""

    bits: int
    reset: Literal["never", "power", "scheduled"]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One device model. A frame model has channels, an object model has fields."""

    name: str
    model: str
    carrier: str
    """How the payload travels; an envelope reads one carrier, several envelopes may share it (decoders.ENVELOPES)."""
    source: str
    interval_s: int
    counter: Counter | None = None
    channels: Mapping[bytes, Channel] = field(default_factory=dict)
    fields: Mapping[str, Meaning] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    match: Match = field(default_factory=Match)
    version: str = ""
    """A hash of the text that it was read from, its family included."""
    zone: str = DEFAULT_ZONE
    """Whose local time it is when the device tells an instant without a zone."""

    @cached_property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def branches(self) -> frozenset[str]:
        """Every path that leads to a field inside an object: "a" and "a.b" for the field "a.b.c"."""
        parts = [key.split(".") for key in self.fields]
        return frozenset(".".join(path[:n]) for path in parts for n in range(1, len(path)))

    @cached_property
    def measures(self) -> frozenset[str]:
        """Keys of MEASURES that this model can give, without the part behind the dot."""
        inside = [part.meaning for channel in self.channels.values() for part in channel.fields]
        meanings = [*inside, *self.fields.values()]
        return frozenset(m.measure.partition(".")[0] for m in meanings if m.measure)

    def reading(self, reads: Mapping[str, str]) -> "Profile":
        """The same model with more keys: payload key or dotted path -> measure, or "measure@unit" (UNIT_SCALES)."""
        more = {key: chosen_meaning(chosen) for key, chosen in reads.items()}
        return replace(self, fields={**self.fields, **more})

    def fits(self, role: SensorRole) -> bool:
        """Whether a sensor of that role would find in this model what the role is about."""
        return not ROLE_NEEDS[role].isdisjoint(self.measures)


class _Profiles(Mapping[str, Profile]):
    """The shipped profiles, read at the first look-up so that an import costs nothing."""

    def __getitem__(self, name: str) -> Profile:
        return _shipped()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_shipped())

    def __len__(self) -> int:
        return len(_shipped())


PROFILES: Mapping[str, Profile] = _Profiles()


@cache
def _shipped() -> Mapping[str, Profile]:
    return load_profiles()


def load_profiles(folder: Path = FOLDER) -> Mapping[str, Profile]:
    """Every profile of a folder by file name. Raises ConfigError naming the file, the key and the value."""
    from ingest.profile_file import read_profile  # noqa: PLC0415 -- pydantic is loaded only when files are read

    return {file.stem: read_profile(file) for file in sorted(folder.glob("*.toml"))}


def profile_of(sensor: Sensor, profiles: Mapping[str, Profile] = PROFILES) -> Profile:
    """The sensor's profile, with what its own `reads` add. Raises DecodeError when there is none of that name."""
    try:
        profile = profiles[sensor.profile]
    except KeyError:
        text = f"sensor '{sensor.id}': profile '{sensor.profile}' does not exist"
        raise DecodeError(Reason.DECODER_FAULT, text) from None
    return profile if not sensor.reads else profile.reading(sensor.reads)


def counter_bits(profile_name: str) -> int:
    """At how many bits the totals of that model wrap. Raises KeyError for an unknown name."""
    counter = PROFILES[profile_name].counter
    return counter.bits if counter else DEFAULT_BITS


def plain_name(name: str) -> str:
    """A model's name as it is compared: "Milesight VS133-P" and "milesight_vs133p" are one."""
    return "".join(sign for sign in name.upper() if sign.isalnum())
