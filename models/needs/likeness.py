"""Needs that say the same: cosine of weighted words and pairs of signs, lowered by every sign that two places are meant.

A feature's weight is log((1 + needs) / (1 + needs that have it)) + 1 (smoothed TF-IDF); features of one need alone can make
nothing alike and count in its length only. Texts are short, so that all pairs are one product of matrices, block by block.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from models.needs.need import Need
from models.needs.wording import bare, intents, is_against, meant, places, times

THRESHOLD = 0.7
"""Likeness from which two needs are shown beside each other: chosen on one half of the labelled pairs (README)."""

CONCEPT, SIGN = 12.0, 0.5
"""What a known word, and a single sign, weigh beside a pair of signs; the former was chosen with the threshold."""

OTHER_TOPIC, OTHER_GRID, OTHER_PLACE, OTHER_TIME, OTHER_INTENT, CONTRARY = 0.85, 0.8, 0.5, 0.6, 0.55, 0.4
"""What is left of the likeness where the two disagree in it; where one of them says nothing, nothing is taken."""

_BLOCK = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A pair that may say the same, the earlier first. likeness: 0..1; against: what spoke against it, by name."""

    one: str
    other: str
    likeness: float
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """What is compared of a need."""

    topic: str
    grid: str
    places: frozenset[str]
    times: frozenset[str]
    intents: frozenset[str]
    is_against: bool


def features(text: str) -> Mapping[str, float]:
    """Concepts and pairs of signs of a text, each with how often it stands there times its weight."""
    concepts, parts = meant(text)
    pairs = Counter(part[n : n + 2] for part in parts for n in range(len(part) - 1))
    signs = {sign for part in parts for sign in part}
    known = dict.fromkeys(concepts, CONCEPT) | dict.fromkeys(signs, SIGN)
    return known | {pair: float(count) for pair, count in pairs.items()}


def likely(needs: Sequence[Need], threshold: float = THRESHOLD) -> list[Likely]:
    """All pairs of at least that likeness, the most alike first."""
    ordered = sorted(needs, key=lambda one: (one.received_at, one.id))
    said = [_said(one) for one in ordered]
    found = [
        Likely(one=ordered[n].id, other=ordered[m].id, likeness=round(likeness, 4), against=against)
        for n, m, cosine in _alike([one.text for one in ordered], threshold)
        for likeness, against in [_weighed(cosine, said[n], said[m])]
        if likeness >= threshold
    ]
    return sorted(found, key=lambda one: (-one.likeness, one.one, one.other))


def clusters(needs: Sequence[Need], threshold: float = THRESHOLD) -> Mapping[str, Sequence[Likely]]:
    """Need -> later ones that may repeat it. Each is told beside the earlier one that it is most like, and never through a
    third: a chain of small steps would tie together what has nothing in common."""
    heads: dict[str, list[Likely]] = {}
    taken: set[str] = set()
    for pair in likely(needs, threshold):
        if pair.one not in taken and pair.other not in taken and pair.other not in heads:
            heads.setdefault(pair.one, []).append(pair)
            taken.add(pair.other)
    return heads


def said_as(need: Need) -> str:
    """The same for needs of the same words about the same topic and place; signs and blanks do not count."""
    words = "".join(sign for sign in bare(need.text) if sign.isalnum())
    told = f"{need.topic}\0{need.grid}\0{need.courtyard}\0{words}"
    return blake2b(told.encode(), digest_size=12).hexdigest()


def _alike(texts: Sequence[str], threshold: float) -> Iterator[tuple[int, int, float]]:
    """Places of two texts, the first before the second, and their cosine where it is no less than the threshold."""
    matrix = _matrix([features(text) for text in texts])
    for start in range(0, len(texts), _BLOCK):
        cosines = matrix[start : start + _BLOCK] @ matrix[start:].T
        for n, m in np.argwhere(cosines >= threshold):
            if n < m:
                yield start + int(n), start + int(m), float(cosines[n, m])


def _matrix(rows: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
    """Needs by features, each row of length 1; a feature that one need alone has counts in the length and has no column."""
    having = Counter(name for row in rows for name in row)
    weight = {name: np.log((1 + len(rows)) / (1 + count)) + 1 for name, count in having.items()}
    columns = {name: n for n, name in enumerate(name for name, count in having.items() if count > 1)}
    matrix = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for n, row in enumerate(rows):
        weighted = {name: value * weight[name] for name, value in row.items()}
        length = float(np.sqrt(sum(value * value for value in weighted.values()))) or 1.0
        for name, value in weighted.items():
            if name in columns:
                matrix[n, columns[name]] = value / length
    return matrix


def _said(need: Need) -> _Said:
    return _Said(need.topic, need.grid, *_read(need.text))


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], bool]:
    return places(text), times(text), intents(text), is_against(text)


def _weighed(cosine: float, one: _Said, other: _Said) -> tuple[float, tuple[str, ...]]:
    against = {
        "topic": (one.topic != other.topic, OTHER_TOPIC),
        "grid": (one.grid != other.grid and "" not in (one.grid, other.grid), OTHER_GRID),
        "place": (_apart(one.places, other.places), OTHER_PLACE),
        "time": (_apart(one.times, other.times), OTHER_TIME),
        "intent": (_apart(one.intents, other.intents), OTHER_INTENT),
        "contrary": (one.is_against != other.is_against, CONTRARY),
    }
    factors = {name: factor for name, (differs, factor) in against.items() if differs}
    return cosine * float(np.prod(list(factors.values()))), tuple(factors)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other
