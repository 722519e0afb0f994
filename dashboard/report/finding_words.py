"""The sentences of the cover in pieces: each number and name is the words of a cell, beside where that cell stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from dashboard.i18n import catalogue
from dashboard.report.layout import address
from dashboard.report.wording import Wording, unit_of
from models.report.monthly_statement import Finding, MonthlyStatement
from models.report.sheet import Place, placed


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence. cell: its address in the workbook, "" = plain words; is_number: not a name."""

    text: str
    cell: str = ""
    is_number: bool = False


def finding_pieces(statement: MonthlyStatement, finding: Finding, wording: Wording) -> Sequence[Piece]:
    """Raises KeyError for a sentence that the catalogue lacks, or a place that the report lacks."""
    template = catalogue(wording.t.locale)[f"report.finding.{finding.key}"]
    return tuple(_pieces(statement, finding, wording, template))


def _pieces(
    statement: MonthlyStatement, finding: Finding, wording: Wording, template: str
) -> Iterator[Piece]:
    for plain, blank, _, _ in Formatter().parse(template):
        if plain:
            yield Piece(plain)
        if blank:
            place = finding.values[blank]
            told = placed(statement.sheets, place).is_number
            yield Piece(_said(statement, place, wording), address(statement, place), told)


def _said(statement: MonthlyStatement, place: Place, wording: Wording) -> str:
    table = next(one for one in statement.sheets if one.key == place.sheet).table(place.table)
    column = next(one for one in table.columns if one.key == place.column)
    row = next(one for one in table.rows if one.key == place.row)
    return wording.words(placed(statement.sheets, place), unit_of(row, column))


def finding_text(pieces: Sequence[Piece]) -> str:
    """The sentence alone."""
    return "".join(piece.text for piece in pieces)
