"""Figures as text: in a language's words and signs, as an aligned table, as rows of CSV and JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.i18n import Translate
from dashboard.text_width import width
from dashboard.yuan import digits
from models.metric import METRICS
from models.metric.metric import MONEY, Unit
from models.metric.shown import Shown, Standing
from models.metric.sums import Sums
from models.services.metrics import MetricTable, figures

WHOLE = ""
"""What the total stands under where a space's id stands otherwise."""

_PER_CENT = 100

SHAPES: Mapping[Unit, tuple[float, int]] = {
    Unit.SHARE: (_PER_CENT, 1),
    Unit.HOURS: (1, 1),
    Unit.MINUTES: (1, 0),
    Unit.PERSON_HOURS: (1, 0),
    Unit.SEAT_HOURS: (1, 0),
    Unit.PEOPLE: (1, 1),
    Unit.VISITS: (1, 0),
    Unit.BOOKINGS: (1, 0),
    Unit.MEALS: (1, 0),
    Unit.PER_HOUR: (1, 1),
    Unit.PER_QUARTER: (1, 0),
    Unit.TURNS: (1, 2),
}
"""Unit -> factor to the sign that a person reads, and digits behind the point; units of MONEY have digits of their own."""

MARKS: Mapping[Standing, str] = {
    Standing.PLAIN: "{} ",
    Standing.FLAGGED: "{}?",
    Standing.HIDDEN: "× ",
    Standing.NO_DATA: "– ",
    Standing.NOT_TOGETHER: "· ",
}
"""How a figure's standing looks in a narrow column."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table: of a period, of one type of day, or of the period that is held against. name: "" = the period itself."""

    name: str
    table: MetricTable

    def columns(self) -> Iterator[tuple[str, Sums]]:
        """The whole first, then every space."""
        yield WHOLE, self.table.total()
        for space in self.table.cells:
            yield space, self.table.row(space)


def written(shown: Shown) -> str:
    """The number alone, as a person reads it; "" where none may be shown."""
    return "" if shown.value is None else exact(shown.value, shown.metric.unit)


def exact(value: float, unit: Unit) -> str:
    """A value in the unit that a person reads; an amount with both decimals."""
    if unit in MONEY:
        return digits(round(value))
    factor, behind = SHAPES[unit]
    return f"{value * factor:,.{behind}f}"


def records(centre: str, section: Section) -> Iterator[dict[str, str | float | None]]:
    """One for each figure of each space and of the whole, in base units (shares 0..1, money in fen)."""
    for space, sums in section.columns():
        for shown in figures(sums):
            yield {
                "centre": centre,
                "first": section.table.period.first.isoformat(),
                "last": section.table.period.last.isoformat(),
                "section": section.name,
                "space": space,
                "key": shown.metric.key,
                "value": None if shown.value is None else round(shown.value, 9),
                "unit": shown.metric.unit.value,
                "coverage": None if shown.coverage is None else round(shown.coverage, 6),
                "standing": shown.standing.value,
                "version": shown.metric.version,
            }


def table_text(section: Section, translate: Translate) -> str:
    """Figures downwards, spaces across; figures that nobody has are left out, marks are explained below."""
    columns = list(section.columns())
    shown = [figures(sums) for _, sums in columns]
    heads = [translate("metric.column.name"), translate("metric.column.unit")]
    heads += [space or translate("metric.centre") for space, _ in columns]
    rows = [_row(translate, [figure[n] for figure in shown]) for n in range(len(METRICS)) if _known(shown, n)]
    used = {one.standing for figure in shown for one in figure} - {Standing.PLAIN}
    legend = (
        f"{MARKS[standing].format('').strip()} {translate(f'metric.standing.{standing}')}"
        for standing in Standing
        if standing in used
    )
    return _aligned([heads, *rows]) + "\n" + "\n".join(legend) + "\n"


def _known(shown: Sequence[Sequence[Shown]], n: int) -> bool:
    return any(figure[n].standing not in (Standing.NO_DATA, Standing.NOT_TOGETHER) for figure in shown)


def _row(translate: Translate, across: Sequence[Shown]) -> list[str]:
    metric = across[0].metric
    values = [MARKS[one.standing].format(written(one)) for one in across]
    return [translate(f"metric.{metric.key}"), translate(f"metric.unit.{metric.unit}"), *values]


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Words to the left, numbers to the right; a Chinese sign is two columns wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "".join("  ".join(_cells(row, widths)).rstrip() + "\n" for row in rows)


def _cells(row: Iterable[str], widths: Sequence[int]) -> Iterator[str]:
    for n, (text, wide) in enumerate(zip(row, widths, strict=True)):
        space = " " * (wide - width(text))
        yield text + space if n < 2 else space + text
