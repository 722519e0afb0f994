"""Statements of WeChat Pay, Alipay and banks as rows of one shape; names of people stay outside."""

from collections.abc import Iterator, Mapping, Sequence

from models.exchange.cell import CellError, plain
from models.exchange.sheet import FileError, Sheet
from models.exchange.statement_columns import STATEMENT, organisation, reference
from models.exchange.statement_words import (
    CHARGE,
    DIALECTS,
    NEITHER,
    OWN_WAY_OUT,
    PAID_IN,
    PAID_OUT,
    REFUND,
    TRAILERS,
    TRANSFER,
    VOID,
    Dialect,
)

HEADER = tuple(column.key for column in STATEMENT.columns)

LOOKED_AT = 60
"""Rows among which the heading is looked for: the longest known preamble has 24."""

Row = Sequence[str]
Cells = Mapping[str, str]


def as_statement(sheet: Sheet) -> Sheet | None:
    """The lines of a statement under HEADER, or None where no known heading stands among the first rows.

    Raises FileError for a statement without a line.
    """
    rows = [sheet.header, *sheet.rows]
    numbers = [0, *sheet.numbers]
    for place, row in enumerate(rows[:LOOKED_AT]):
        names = [_bare(cell) for cell in row]
        dialect = next((one for one in DIALECTS if _told(one, names)), None)
        if dialect is not None:
            found = list(_lines(dialect, _places(dialect, names), rows[place + 1 :], numbers[place + 1 :]))
            if not found:
                raise FileError("empty")
            return Sheet(header=HEADER, rows=[cells for cells, _ in found], numbers=[n for _, n in found])
    return None


def _bare(cell: str) -> str:
    """A cell without the signs that exporters put around values so that spreadsheets leave them alone."""
    try:
        return plain(cell).lstrip("`'").strip().casefold()
    except CellError:
        return ""


def _told(dialect: Dialect, names: Sequence[str]) -> bool:
    there = _places(dialect, names)
    if dialect.needs[0] in dialect.columns:  # by our names: a bank
        moves = {"paid_in", "paid_out"} <= there.keys()
        return moves and all(need in there for need in dialect.needs)
    return all(need in names for need in dialect.needs)


def _places(dialect: Dialect, names: Sequence[str]) -> dict[str, int]:
    """Our name of a column -> where it stands; of several headings the first of the dialect's row counts."""
    found = {}
    for key, headings in dialect.columns.items():
        place = next((names.index(_bare(one)) for one in headings if _bare(one) in names), None)
        if place is not None:
            found[key] = place
    if found.get("clock") == found.get("moment"):
        found.pop("clock", None)
    return found


def _lines(
    dialect: Dialect, places: Mapping[str, int], rows: Sequence[Row], numbers: Sequence[int]
) -> Iterator[tuple[list[str], int]]:
    for row, number in zip(rows, numbers, strict=True):
        first = _bare(next((cell for cell in row if cell.strip()), ""))
        if first.startswith(TRAILERS):
            return
        cells = {key: _held(row[n]) for key, n in places.items() if n < len(row)}
        yield _line(dialect, cells), number


def _held(cell: str) -> str:
    return cell.strip().lstrip("`'").strip().rstrip("\t")


def _line(dialect: Dialect, cells: Cells) -> list[str]:
    """A row under HEADER. Amounts are still texts: what is no amount is told by whoever reads the columns."""
    kind = _kind(dialect, cells)
    moment = " ".join(
        part for part in (cells.get("moment") or cells.get("created", ""), cells.get("clock", "")) if part
    )
    refunded = cells.get("refund_number", "").strip("0") if _moves(cells.get("paid_out", "")) else ""
    return [
        refunded or cells.get("number", ""),
        dialect.source,
        moment,
        _amount(cells),
        cells.get("fee", "") if dialect.net else "",
        cells.get("balance", ""),
        reference(cells.get("reference", "")),
        organisation(cells.get("party", "")),
        kind,
    ]  # fmt: skip


def _moves(text: str) -> bool:
    return any(sign in "123456789" for sign in text)


def _amount(cells: Cells) -> str:
    """With its sign: what came in is above 0."""
    if "amount" in cells:
        return cells["amount"] if _comes_in(cells) else _turned(cells["amount"])
    out = cells.get("paid_out", "")
    return _turned(out) if _moves(out) else cells.get("paid_in", "")


def _turned(text: str) -> str:
    """The same amount going out; some banks write it with a minus already."""
    return text if text.lstrip("¥￥ ").startswith(("-", "−", "－")) else f"-{text}"


def _comes_in(cells: Cells) -> bool:
    way = _bare(cells.get("way", ""))
    if way in PAID_OUT:
        return False
    return way in PAID_IN or not any(word in _bare(cells.get("deed", "")) for word in OWN_WAY_OUT)


def _kind(dialect: Dialect, cells: Cells) -> str:
    """One of models.money.statement.LineKind, by the words of the row."""
    deed, status = (_bare(cells.get(name, "")) for name in ("deed", "status"))
    if deed in dialect.traded:
        return "traded"
    if any(word in deed or word in status for word in VOID):
        return "void"
    if any(word in deed for word in TRANSFER):
        return "transfer"
    if "way" in cells and _bare(cells["way"]) in NEITHER:
        return "neutral"
    if any(word in deed for word in REFUND):
        return "refund"
    return "fee" if any(word in deed for word in CHARGE) else "payment"
