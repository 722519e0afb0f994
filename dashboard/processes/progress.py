"""How far the filling of history is: the small file that `python -m ingest history` keeps in the data folder."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

FILES = "history-*.json"
"""One for each centre; see `ingest/simulator/progress.py`."""


def filled_share(folder: Path) -> float | None:
    """0..1 of the wanted history of all centres; None when none was begun."""
    counts = [(int(tree["done"]), int(tree["total"])) for tree in _read(folder)]
    done, total = sum(n for n, _ in counts), sum(n for _, n in counts)
    return min(done / total, 1.0) if total > 0 else None


def present_is_filled(folder: Path, centres: int, since: datetime) -> bool:
    """Whether history has been filled up to `since` or later in every centre, so that live counting can take it up."""
    told = [tree["present"] for tree in _read(folder)]
    return sum(at is not None and datetime.fromisoformat(at) >= since for at in told) >= centres


def is_simulated(folder: Path, centre: str) -> bool:
    """Whether history was ever made up for this centre in this folder, whatever the settings say today."""
    return (folder / FILES.replace("*", centre)).exists()


def _read(folder: Path) -> Iterator[Mapping[str, Any]]:
    for file in folder.glob(FILES):
        try:
            tree = json.loads(file.read_text(encoding="utf-8"))
            if {"done", "total", "present"} <= tree.keys():
                yield tree
        except (OSError, ValueError, AttributeError):
            continue  # being written, or torn: the next look will tell
