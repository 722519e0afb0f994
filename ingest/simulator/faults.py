"""What goes wrong with sensors, each kind with its own switch, and the log of what did go wrong: ground truth too."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from ingest.simulator.seed import generator, share


class FaultKind(StrEnum):
    """How a device fails for a while."""

    RESET = "reset"  # it restarts: running totals begin at zero again
    SILENCE = "silence"  # nothing arrives; what it counted shows in later totals
    BURST = "burst"  # its gateway was cut off: everything arrives late and at once, with old instants
    SKEW = "skew"  # its own clock is off
    UNSET = "unset"  # after a restart its clock says 1970 for a while


@dataclass(frozen=True, slots=True, kw_only=True)
class Imperfections:
    """How often what goes wrong; 0 switches it off. miscount, bias, duplicate: per crossing or message; the rest per day.

    miscount: share of crossings that a counter misses or sees twice; bias: how much more of the exits than of the
    entries it misses at most (one-sided, as real counters are); view: share of people whom a camera overlooks.
    """

    miscount: float = 0.02
    bias: float = 0.005
    view: float = 0.02
    duplicate: float = 0.002
    reset: float = 1 / 60
    silence: float = 1 / 40
    burst: float = 1 / 30
    skew: float = 1 / 20
    unset: float = 1 / 90


PERFECT = Imperfections(**{field.name: 0.0 for field in fields(Imperfections)})
"""Sensors that see and say everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that went wrong on one day. start, end: minutes after local midnight; amount: milliseconds of skew."""

    kind: FaultKind
    start: int
    end: int
    amount: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """How long a fault lasts in minutes, how far it is off in seconds, and which envelopes can have it at all."""

    minutes: tuple[int, int]
    seconds: tuple[int, int] = (0, 1)
    envelopes: tuple[str, ...] = ("chirpstack", "native", "zigbee2mqtt")


_FAULTS: Mapping[FaultKind, _Row] = {
    FaultKind.RESET: _Row((1, 2), envelopes=("chirpstack", "native")),
    FaultKind.SILENCE: _Row((25, 240)),
    FaultKind.BURST: _Row((15, 180), envelopes=("chirpstack", "native")),  # Zigbee messages carry no instant
    FaultKind.SKEW: _Row((60, 1440), (-200, 200), envelopes=("native",)),  # LoRa is stamped by the network
    FaultKind.UNSET: _Row((5, 30), envelopes=("native",)),
}


def faults(
    seed: int, centre: str, sensor: str, envelope: str, day: date, imperfections: Imperfections
) -> tuple[Fault, ...]:
    """Everything that goes wrong with a sensor on a local day, the same whenever it is asked for."""
    names = (centre, sensor, day.isoformat())
    return tuple(
        _fault(seed, kind, row, names)
        for kind, row in _FAULTS.items()
        if envelope in row.envelopes
        and share(seed, *names, "fault", kind.value) < float(getattr(imperfections, kind.value))
    )


def _fault(seed: int, kind: FaultKind, row: _Row, names: tuple[str, ...]) -> Fault:
    draw = generator(seed, *names, "fault", kind.value, "when")
    length = int(draw.integers(*row.minutes))
    start = int(draw.integers(0, max(1, 1440 - length)))
    return Fault(kind=kind, start=start, end=start + length, amount=int(draw.integers(*row.seconds)) * 1000)
