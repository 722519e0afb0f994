"""How far the filling of history is: the small file that `python -m ingest history` keeps in the data folder."""

import json
from pathlib import Path

FILES = "history-*.json"
"""One for each centre; see `ingest/simulator/progress.py`."""


def filled_share(folder: Path) -> float | None:
    """0..1 of the wanted history of all centres; None when none was begun."""
    done = total = 0
    for file in folder.glob(FILES):
        try:
            progress = json.loads(file.read_text(encoding="utf-8"))
            done, total = done + int(progress["done"]), total + int(progress["total"])
        except (OSError, ValueError, KeyError, TypeError):
            continue  # being written, or torn: the next look will tell
    return min(done / total, 1.0) if total > 0 else None
