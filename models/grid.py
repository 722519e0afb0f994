"""The grid cells (网格) that a centre serves, with their courtyards, as its file names them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.message import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A cell of the grid. at: column and row of its tile on the map, from 0; courtyards: code -> name."""

    code: str
    name: LocalText
    at: tuple[int, int] = (0, 0)
    courtyards: Mapping[str, LocalText] = field(default_factory=dict, hash=False)
