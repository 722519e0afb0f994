"""A payload tried on a profile before anybody relies on it: what it would say, and what is wrong with it. Pure."""

from collections.abc import Mapping

from ingest.decoders import DECODERS, ENVELOPES
from ingest.decoders.frame import read_frame
from ingest.decoders.instant import NO_INSTANT
from ingest.profile import Profile
from ingest.profile_fault import fault, said
from ingest.sample import Decoded, DecodeError, Happening, Sample
from models.desk import Fault, Trial, TrialRow
from models.message import Message
from models.reading import MEASURES


def attempt(profile: Profile, envelope: str, topic: str, payload: bytes) -> Trial:
    """What a payload would say. envelope "": the bare frame, for a profile that reads frames. Never raises for a payload."""
    unfit = _unfit(profile, envelope)
    if unfit:
        return Trial(faults=(fault(unfit),))
    try:
        decoded = _decoded(profile, envelope, topic, payload)
    except DecodeError as error:
        return Trial(faults=(_unread(error),))
    return Trial(
        rows=[_row(profile, sample) for sample in decoded.samples],
        events=[_event(happening) for happening in decoded.happenings],
        unknown=decoded.unknown_metrics,
        vitals={key: str(word) for key, word in decoded.vitals.items()},
    )


def _unfit(profile: Profile, envelope: str) -> Message | None:
    if not envelope:
        return None if profile.channels else said("frameless", name=profile.name)
    if envelope not in ENVELOPES:
        return said("envelope", envelope=envelope[:64], known=", ".join(ENVELOPES))
    if ENVELOPES[envelope].carrier != profile.carrier:
        return said("other_carrier", name=profile.name, envelope=envelope)
    return None


def _unread(error: DecodeError) -> Fault:
    return Fault(text=f"{error.reason}: {error}", message=Message(f"dead.{error.reason}"), exact=str(error))


def _decoded(profile: Profile, envelope: str, topic: str, payload: bytes) -> Decoded:
    if envelope:
        return DECODERS[envelope](profile, topic, payload)
    framed = read_frame(profile, payload, NO_INSTANT)
    return Decoded(samples=framed.samples, vitals=framed.vitals)


def _row(profile: Profile, sample: Sample) -> TrialRow:
    key = sample.measure.partition(".")[0]
    low, high = profile.ranges.get(key, MEASURES[key].valid)
    return TrialRow(
        measure=sample.measure,
        value=sample.value,
        unit=MEASURES[key].unit,
        at=sample.at,
        device=sample.device,
        in_range=low <= sample.value <= high,
    )


def _event(happening: Happening) -> Mapping[str, str]:
    told = {key: str(word) for key, word in happening.values.items()}
    at = happening.at.isoformat() if happening.at else ""
    return {"kind": happening.kind.value, "id": happening.id, "at": at, "device": happening.device, **told}
