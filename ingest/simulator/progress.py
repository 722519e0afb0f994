"""How far the history of a centre has been filled: a small JSON file in the data folder, for resuming and for showing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from models.centre import SpaceId
from models.slot import CALC_VERSION

SPAN = 2
"""Instants of a past: its first and its last."""


@dataclass(slots=True)
class Progress:
    """Which weeks of which space are filled, and up to which instant. Another seed or calculation starts afresh."""

    file: Path
    seed: int
    filled: dict[SpaceId, dict[date, datetime]] = field(default_factory=dict)
    done: int = 0
    total: int = 0
    present: datetime | None = None
    """The instant up to which the current week of every space is filled in this run: live counting can begin."""
    lived: tuple[datetime, datetime] | None = None
    """The past in which the people of the centre began to act; whoever was broken off there goes on with the same one."""
    lived_out: bool = False
    """Whether they came to its end."""

    def until(self, space: SpaceId, monday: date) -> datetime | None:
        """The instant up to which the week of a space is filled; None when it is not."""
        return self.filled.get(space, {}).get(monday)

    def mark(self, space: SpaceId, monday: date, until: datetime) -> None:
        self.filled.setdefault(space, {})[monday] = until
        self.done += 1

    def save(self) -> None:
        """Write the file whole or not at all."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_suffix(".part")
        draft.write_text(json.dumps(self._tree(), indent=1), encoding="utf-8")
        draft.replace(self.file)

    def _tree(self) -> Mapping[str, object]:
        return {
            "seed": self.seed,
            "calc_version": CALC_VERSION,
            "done": self.done,
            "total": self.total,
            "present": self.present.isoformat() if self.present else None,
            "lived": [at.isoformat() for at in self.lived or ()],
            "lived_out": self.lived_out,
            "filled": {
                space: {f"{monday}": until.isoformat() for monday, until in weeks.items()}
                for space, weeks in self.filled.items()
            },
        }


def read_progress(file: Path, seed: int) -> Progress:
    """The progress that a file tells; none when there is no file, or when it is of another seed or calculation."""
    try:
        tree = json.loads(file.read_text(encoding="utf-8"))
        if (tree["seed"], tree["calc_version"]) != (seed, CALC_VERSION):
            return Progress(file, seed)
        filled = {SpaceId(space): _weeks(weeks) for space, weeks in tree["filled"].items()}
        lived = [datetime.fromisoformat(at) for at in tree.get("lived", ())]
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return Progress(file, seed)  # a torn file costs time, never truth: filling twice is the same as once
    span = (lived[0], lived[1]) if len(lived) == SPAN else None
    return Progress(file, seed, filled, lived=span, lived_out=tree.get("lived_out") is True)


def _weeks(weeks: Mapping[str, str]) -> dict[date, datetime]:
    return {date.fromisoformat(monday): datetime.fromisoformat(until) for monday, until in weeks.items()}
