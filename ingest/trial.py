"""What a payload would say under a profile: for looking, nothing is kept (pure)."""

from ingest.decoders import DECODERS, ENVELOPES
from ingest.profile import Profile
from ingest.sample import DecodeError, Sample
from models.desk import Trial, TrialRow
from models.reading import measure_of


def attempt(profile: Profile, envelope: str, topic: str, payload: bytes) -> Trial:
    """Rows, events, unknown keys and vitals of one message, or the fault that stands in the way."""
    if envelope not in ENVELOPES:
        return Trial(faults=[f"envelope '{envelope[:64]}' is not one of {', '.join(ENVELOPES)}"])
    try:
        decoded = DECODERS[envelope](profile, topic, payload)
    except DecodeError as error:
        return Trial(faults=[f"{error.reason}: {error}"])
    return Trial(
        rows=[_row(profile, sample) for sample in decoded.samples],
        events=[{"kind": one.kind.value, "id": one.id} for one in decoded.happenings],
        unknown=decoded.unknown_metrics,
        vitals={key: str(word) for key, word in decoded.vitals.items()},
    )


def _row(profile: Profile, sample: Sample) -> TrialRow:
    measure = measure_of(sample.measure)
    low, high = profile.ranges.get(measure.key, measure.valid)
    return TrialRow(
        measure=sample.measure,
        value=sample.value,
        unit=measure.unit,
        at=sample.at,
        device=sample.device,
        in_range=low <= sample.value <= high,
    )
