"""Latency: from the publisher's call to the instant at which the store has the reading."""

from dataclasses import dataclass

import numpy as np

from ingest.bench.stage import Stage, end_child, require, wait_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds of `count` messages."""

    count: int
    p50_ms: float
    p99_ms: float
    longest_ms: float


def latency(stage: Stage, messages: int, rate: float) -> Latency:
    """Publish at a rate and compare both children's clocks, which are the same machine's."""
    receiver = stage.spawn("ingest.bench.timed")
    require(wait_until(stage.subscribed), "the ingestor's connection")
    load = stage.spawn("ingest.bench.load", str(messages), str(rate))
    require(load.wait() == 0, "publishing")
    require(wait_until(lambda: stage.account().stored >= messages), "storing")
    end_child(receiver)
    sent, seen = np.array(stage.times("sent")), np.array(stage.times("seen")).reshape(-1, 2)
    waited = (seen[:, 1] - sent[seen[:, 0]]) / 1e6
    p50, p99 = np.percentile(waited, [50, 99])
    return Latency(count=len(waited), p50_ms=float(p50), p99_ms=float(p99), longest_ms=float(waited.max()))
