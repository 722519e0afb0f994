"""Chance that does not depend on the order of asking: every draw starts from the seed and the names of the thing."""

from hashlib import blake2b

import numpy as np

Part = str | int
"""A name or a number that a draw depends on."""


def number(seed: int, *parts: Part) -> int:
    """A 64-bit number that belongs to these names, for ever the same."""
    text = "/".join([str(seed), *(str(part) for part in parts)])
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def share(seed: int, *parts: Part) -> float:
    """A number in [0, 1) that belongs to these names."""
    return number(seed, *parts) / 2**64


def generator(seed: int, *parts: Part) -> np.random.Generator:
    """A stream of draws that belongs to these names."""
    return np.random.Generator(np.random.SFC64(number(seed, *parts)))
