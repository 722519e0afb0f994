"""Tables of counts with their totals, linked in one number or not, as a reader knows them to add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.report.attack import Equation, Published, Range
from models.report.withholding import ANY, Counts, few
from models.suppression import Hidden

GRAND = "all"


@dataclass(frozen=True, slots=True)
class Known:
    counts: Mapping[str, int]
    equations: Sequence[Equation]

    @property
    def asked(self) -> Counts:
        return Counts(now=self.counts, equations=self.equations)


def with_totals(rows: Sequence[Sequence[int]], name: str = "t") -> Known:
    """Spots "t.0.1", row totals "t.0.sum", column totals "t.sum.1", the grand total GRAND."""
    counts = {f"{name}.{r}.{c}": n for r, row in enumerate(rows) for c, n in enumerate(row)}
    equations = []
    for r, row in enumerate(rows):
        counts[f"{name}.{r}.sum"] = sum(row)
        equations.append(Equation(f"{name}.{r}.sum", tuple(f"{name}.{r}.{c}" for c in range(len(row)))))
    for c, column in enumerate(zip(*rows, strict=True)):
        counts[f"{name}.sum.{c}"] = sum(column)
        parts = tuple(f"{name}.{r}.{c}" for r in range(len(rows)))
        equations.append(Equation(f"{name}.sum.{c}", parts))
    counts[GRAND] = sum(map(sum, rows))
    equations.append(Equation(GRAND, tuple(f"{name}.{r}.sum" for r in range(len(rows)))))
    equations.append(Equation(GRAND, tuple(f"{name}.sum.{c}" for c in range(len(rows[0])))))
    return Known(counts, equations)


def linked(one: Known, other: Known) -> Known:
    """Two tables of the same people: their grand total is one number."""
    return Known({**one.counts, **other.counts}, [*one.equations, *other.equations])


def as_read(known: Known, words: Mapping[str, Hidden], k: int) -> Published:
    """What a reader holds who knows only the words and that nobody is hidden for nothing."""
    ranges: dict[str, Range] = {spot: few(k) if word is Hidden.FEW else ANY for spot, word in words.items()}
    told = {spot: count for spot, count in known.counts.items() if spot not in words}
    return Published(told=told, hidden=ranges, equations=known.equations)
