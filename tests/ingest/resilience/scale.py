"""The two sizes of a campaign: a short one for every run, and the full one behind `--long`."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest


def sizes(short: Sequence[Any], full: Sequence[Any]) -> list[Any]:
    """The values of the parameters: as every run has them, and in full."""
    return [pytest.param(*short, id="short"), pytest.param(*full, id="full", marks=pytest.mark.long)]


def resident_mb(pid: int | None = None) -> float:
    """Memory that a process holds now, in MiB."""
    text = Path(f"/proc/{pid or os.getpid()}/status").read_text(encoding="utf-8")
    return int(text.partition("VmRSS:")[2].split()[0]) / 1024


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of all does not exceed; 0 without any."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
