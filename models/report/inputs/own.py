"""What a report of one's own is made from: its rows, each with its figures as the registry tells them."""

from dataclasses import dataclass, field
from datetime import date

from models.report.inputs.paper import PaperInputs
from models.report.own.choice import Grouping
from models.report.sheet import Absent, Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """cells: by the key of each figure that the report is made of; untold: figures of people that are not told, and why."""

    key: str
    head: Cell
    cells: dict[str, Cell]
    untold: dict[str, Absent] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnInputs(PaperInputs):
    """called: its name, "" = none; label: what its number ends in; metrics: those that are shown, in order; rows: without
    their total, which stands apart, for no figure is the sum of others' rates."""

    called: str
    label: str
    last: date
    by: Grouping
    metrics: tuple[str, ...]
    rows: tuple[OwnRow, ...]
    total: OwnRow
