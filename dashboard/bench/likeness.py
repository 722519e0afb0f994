"""How well duplicates are found on pairs that people labelled, beside two simple ways, and how long a sitting's slips take."""

import random
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np

from models.needs.likeness import THRESHOLD, clusters, likely, said_as
from models.needs.need import Channel, Need
from models.needs.wording import bare

SAID = Path(__file__).parents[2] / "tests" / "fixtures" / "needs" / "said.toml"
SITTING = 2_200
AT = datetime(2026, 11, 1, tzinfo=UTC)
STEPS = [round(float(step), 2) for step in np.arange(0.1, 0.96, 0.02)]
FAR = 4
"""Pairs of two groups that are judged for each pair of one, by lot."""

Pair = tuple[str, str]
Scores = dict[Pair, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """Texts as needs, and which pairs say the same (True), look like it (False) or have nothing to do with it (False)."""

    needs: Sequence[Need]
    labels: dict[Pair, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A way of finding duplicates on the half that chose nothing."""

    name: str
    threshold: float
    precision: float
    recall: float
    pairs: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def halves(file: Path = SAID, seed: int = 1) -> tuple[Half, Half]:
    """For choosing, and for judging; no group is in both. Raises OSError where the file is not there."""
    groups = tomllib.loads(file.read_text(encoding="utf-8"))["group"]
    first, second = (_half(groups[n::2], seed + n) for n in (0, 1))
    return first, second


def _half(groups: Sequence[dict[str, Any]], seed: int) -> Half:
    needs: list[Need] = []
    labels: dict[Pair, bool] = {}
    members: list[list[str]] = []
    for n, group in enumerate(groups):
        named = {text: f"{n}-{m}" for m, text in enumerate([*group["same"], *group["near"]])}
        needs += [
            _need(key, text, group["topic"], len(needs) + m) for m, (text, key) in enumerate(named.items())
        ]
        labels |= {_pair(named[a], named[b]): True for a, b in combinations(group["same"], 2)}
        labels |= {_pair(named[a], named[b]): False for a, b in product(group["same"], group["near"])}
        members.append(list(named.values()))
    lot, close = random.Random(seed), len(labels)  # noqa: S311 -- no secret
    while len(labels) < close * (1 + FAR):
        a, b = lot.sample(members, 2)
        labels.setdefault(_pair(lot.choice(a), lot.choice(b)), False)
    return Half(needs=needs, labels=labels)


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _need(key: str, text: str, topic: str, n: int) -> Need:
    return Need(
        id=key,
        number=key,
        received_at=AT + timedelta(minutes=n),
        channel=Channel.PAPER,
        topic=topic,
        text=text,
    )


def _ours(half: Half) -> Scores:
    return {_pair(one.one, one.other): one.likeness for one in likely(half.needs, 0.01)}


def _exactly(half: Half) -> Scores:
    texts = {one.id: said_as(one) for one in half.needs}
    return {pair: float(texts[pair[0]] == texts[pair[1]]) for pair in half.labels}


def _jaccard(half: Half) -> Scores:
    signs = {one.id: set(bare(one.text)) for one in half.needs}
    return {(a, b): len(signs[a] & signs[b]) / len(signs[a] | signs[b]) for a, b in half.labels}


WAYS: dict[str, Callable[[Half], Scores]] = {
    "linli": _ours,
    "signs in common (Jaccard)": _jaccard,
    "same words": _exactly,
}


def judged(first: Half, second: Half) -> Iterator[Judged]:
    """Each way with the threshold that was best for it on the first half (ours: the one that the product has)."""
    for name, scored in WAYS.items():
        scores = scored(first)
        best = max(STEPS, key=lambda step, scores=scores: _measured("", first, scores, step).f1)  # type: ignore[misc]
        yield _measured(name, second, scored(second), THRESHOLD if name == "linli" else best)


def chosen(first: Half) -> float:
    """The threshold with the best F1 on the first half; of several the middle one."""
    scores = _ours(first)
    found = {step: _measured("", first, scores, step).f1 for step in STEPS}
    best = [step for step, f1 in found.items() if f1 == max(found.values())]
    return best[len(best) // 2]


def _measured(name: str, half: Half, scores: Scores, threshold: float) -> Judged:
    said = {pair for pair in half.labels if scores.get(pair, 0.0) >= threshold}
    right = sum(half.labels[pair] for pair in said)
    there = sum(half.labels.values())
    return Judged(
        name=name,
        threshold=threshold,
        precision=right / len(said) if said else 0.0,
        recall=right / there,
        pairs=len(half.labels),
    )


def sitting(needs: Iterable[Need], more: Sequence[str], count: int = SITTING, seed: int = 1) -> list[Need]:
    """So many slips made of these, each with a word or two more."""
    lot, known = random.Random(seed), list(needs)  # noqa: S311 -- no secret
    return [_varied(lot, lot.choice(known), lot.choice(more), n) for n in range(count)]


def _varied(lot: random.Random, need: Need, more: str, n: int) -> Need:
    cut = lot.randrange(1, max(2, len(need.text)))
    text = need.text[:cut] + more + need.text[cut:]
    return replace(need, id=f"{n:05}", text=text, received_at=AT + timedelta(seconds=n))


def extras(file: Path = SAID) -> Sequence[str]:
    """What slips of a sitting have more than the need that they repeat."""
    found: list[str] = tomllib.loads(file.read_text(encoding="utf-8"))["more"]
    return found


def cpu_of_a_sitting(needs: Sequence[Need]) -> float:
    """Seconds of processor time until the clusters of these slips are known."""
    began = time.process_time()
    clusters(needs)
    return time.process_time() - began
