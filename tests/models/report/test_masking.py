"""Numbers that must not be told are gone, and so is what stands beside them."""

from models.metric.metric import Unit
from models.report.links import Links
from models.report.masking import masked
from models.report.sheet import Absent, Cell, Column, Place, Row, Sheet, Table
from models.suppression import Hidden

COLUMNS = (
    Column(key="came", is_persons=True),
    Column(key="paid", unit=Unit.FEN, beside="came"),
    Column(key="paid_each", unit=Unit.FEN_PER_VISIT, beside="came"),
    Column(key="liked", unit=Unit.SHARE, out_of="came"),
)
WITHHELD = Cell(absent=Absent.WITHHELD)


def row(key: str, came: int, *, is_total: bool = False) -> Row:
    cells = (Cell(count=came), Cell(count=came * 5), Cell(count=5), Cell(number=0.5))
    return Row(key=key, cells=cells, is_total=is_total)


SHEET = Sheet(
    key="s",
    tables=(
        Table(key="t", columns=COLUMNS, rows=(row("a", 3), row("b", 40), row("total", 43, is_total=True))),
    ),
)


NONE = Links()


def told(links: Links = NONE, **words: Hidden) -> Table:
    spots = {f":s/t/{key}/came": word for key, word in words.items()}
    return masked([SHEET], spots, links)[0].table("t")


def test_a_hidden_number_takes_the_amounts_of_every_row_and_the_rates_of_its_own() -> None:
    table = told(a=Hidden.FEW)
    assert table.cell("a", "came") == Cell(absent=Absent.FEW)
    assert [table.cell(key, "paid") for key in ("a", "b")] == [WITHHELD, WITHHELD]
    assert table.cell("total", "paid") == Cell(count=215)
    assert [table.cell(key, "paid_each") for key in ("a", "b")] == [WITHHELD, Cell(count=5)]
    assert [table.cell(key, "liked") for key in ("a", "b")] == [WITHHELD, Cell(number=0.5)]


def test_a_rate_of_few_is_gone_though_their_number_is_told() -> None:
    table = told()
    assert table.cell("a", "came") == Cell(count=3)
    assert table.cell("a", "liked") == WITHHELD


def test_what_another_table_tells_beside_it_is_gone_too() -> None:
    here = Place(sheet="s", table="t", row="b", column="came")
    there = Place(sheet="s", table="t", row="total", column="paid")
    nowhere = Place(sheet="s", table="t", row="gone", column="paid")
    links = Links(beside=[(there, here), (nowhere, here)])
    assert told(links, b=Hidden.WITHHELD).cell("total", "paid") == WITHHELD
    assert told(links).cell("total", "paid") == Cell(count=215)
