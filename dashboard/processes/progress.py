"""How far the filling of history is: the small file that `python -m ingest history` keeps in the data folder."""

import json
from pathlib import Path

FILE = "history-progress.json"


def filled_share(folder: Path) -> float | None:
    """0..1 of the wanted history; None when none was begun."""
    try:
        progress = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return min(float(progress["done"]) / float(progress["total"]), 1.0)
    except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError):
        return None
