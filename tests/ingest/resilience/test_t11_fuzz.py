"""T11, a million payloads that are nearly right: each is read or refused with its reason, and no exception gets out."""

import math
import random
import time
from collections import Counter

import pytest

from ingest.decoders import DECODERS
from ingest.quality import readings
from ingest.sample import DecodeError
from models.calendar import from_ns
from tests.ingest.payloads import a_sensor
from tests.ingest.resilience.bench import NOW_NS
from tests.ingest.resilience.mutants import Seed, mutant, seeds
from tests.ingest.resilience.scale import sizes

NOW = from_ns(NOW_NS)


def _read(seed: Seed, payload: bytes) -> str:
    """What becomes of a payload: "read", or the reason of its refusal."""
    try:
        decoded = DECODERS[seed.envelope](seed.profile, seed.topic, payload)
    except DecodeError as error:
        return str(error.reason)
    for reading in readings(a_sensor("", seed.topic, seed.envelope), seed.profile, decoded, NOW):
        assert math.isfinite(reading.value), reading
        assert reading.at.tzinfo is not None
    return "read"


@pytest.mark.slow
@pytest.mark.parametrize("count", sizes((60_000,), (1_000_000,)))
def test_no_exception_gets_out_of_any_decoder(count: int, figures: list[str]) -> None:
    chance, (own, strange) = random.Random(11), seeds()
    outcomes: Counter[str] = Counter()
    began = time.monotonic()
    for _ in range(count):
        seed = chance.choice(own if chance.random() < 0.9 else strange)
        payload = mutant(seed, chance)
        try:
            outcomes[_read(seed, payload)] += 1
        except Exception as error:
            raise AssertionError(f"{seed.envelope}/{seed.profile.model}: {payload[:2000]!r}") from error

    refused = count - outcomes["read"]
    assert outcomes["read"] > count // 20, "mutants must be near enough to be read now and then"
    assert len(outcomes) > 8, outcomes
    figures.append(
        f"T11: {count} mutants of {len(own)} messages of {len(DECODERS)} envelopes in {time.monotonic() - began:.0f} s: {outcomes['read']} read, "
        f"{refused} refused for {len(outcomes) - 1} reasons, exceptions out 0"
    )
