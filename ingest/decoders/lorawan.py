"""What every LoRaWAN network says about an uplink, whatever its envelope: the frame inside, the device, the radio."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.frame import read_frame
from ingest.decoders.identity import MAX_LENGTH
from ingest.decoders.instant import Instant
from ingest.profile import Profile
from ingest.sample import Decoded
from models.event import Word

RSSI = (-200.0, 20.0)
"""dBm that a gateway can mean; anything else is a fault of the gateway."""

SNR = (-50.0, 50.0)
"""dB, the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uplink:
    """What an envelope says about one frame.

    decoded: what the network's own codec made of it, None = it has none; model: the name that the network gives the model.
    """

    device: str
    heard: Instant
    source_id: str = ""
    frame: bytes = b""
    decoded: Mapping[str, Any] | None = None
    seq: int = 0
    model: str = ""
    vitals: Mapping[str, Word] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reception:
    """How one gateway heard the frame."""

    gateway: str
    rssi: float | None
    snr: float | None


def read_uplink(profile: Profile, uplink: Uplink) -> Decoded:
    """The frame by the profile's channels; by its fields, what the network made of it, where the profile has no channels
    or the network sends no frame. Raises DecodeError."""
    if uplink.decoded is not None and (not uplink.frame or not profile.channels):
        samples, unknown = read_fields(profile, uplink.decoded, uplink.heard.at)
        unset, vitals = uplink.heard.unset, dict[str, Word]()
    else:
        framed = read_frame(profile, uplink.frame, uplink.heard)
        samples, unset, vitals, unknown = list(framed.samples), framed.clock_unset, dict(framed.vitals), ()
    return Decoded(
        samples=samples,
        source_id=uplink.source_id,
        clock_unset=unset,
        unknown_metrics=unknown,
        seq=uplink.seq,
        vitals={**uplink.vitals, **vitals},
    )


def radio(receptions: Iterable[Reception]) -> dict[str, Word]:
    """The vitals of the gateway that heard best. What cannot be true is left out: it is not worth a message."""
    heard = [(one.rssi, one) for one in receptions if _is_within(one.rssi, RSSI) and one.rssi is not None]
    if not heard:
        return {}
    rssi, best = max(heard, key=lambda pair: pair[0])
    vitals: dict[str, Word] = {"rssi": float(rssi)}
    if _is_within(best.snr, SNR) and best.snr is not None:
        vitals["snr"] = float(best.snr)
    if best.gateway.isprintable() and 0 < len(best.gateway) <= MAX_LENGTH:
        vitals["gateway"] = best.gateway
    return vitals


def battery(percent: float | None) -> dict[str, Word]:
    """What the network asked the device about its battery."""
    return {"battery": float(percent)} if percent is not None and _is_within(percent, (0.0, 100.0)) else {}


def read_aside(decoder: msgspec.json.Decoder[Any], raw: msgspec.Raw) -> Any:
    """A part of the envelope that must not cost the message when it is malformed; None when it is."""
    try:
        return decoder.decode(raw) if bytes(raw) else None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _is_within(value: float | None, limits: tuple[float, float]) -> bool:
    return value is not None and limits[0] <= value <= limits[1]
