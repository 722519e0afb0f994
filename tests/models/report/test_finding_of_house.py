"""Sentences about money that was shared out and about changes that were measured, from sheets made by hand."""

from dataclasses import replace
from datetime import date

from models.message import Message
from models.report.finding_facts import Facts
from models.report.finding_of_house import changes, result, shared, targets
from models.report.inputs import MonthInputs
from models.report.sheet import Absent, Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets import overview
from models.services.month_inputs import gather
from tests.measured import local
from tests.monthly import a_month_house

APRIL = date(2026, 4, 1)


def read(**changes_of_centre: object) -> MonthInputs:
    house = a_month_house(APRIL)
    return gather(replace(house, centre=replace(house.centre, **changes_of_centre)), APRIL)  # type: ignore[arg-type]


def a_table(key: str, columns: str, rows: dict[str, tuple[Cell, ...]]) -> Table:
    return Table(
        key=key,
        columns=tuple(Column(key=one) for one in columns.split()),
        rows=tuple(Row(key=name, cells=cells, is_total=name == "total") for name, cells in rows.items()),
    )


def said(text: str) -> Cell:
    return Cell(text=Message(text))


def test_of_the_buckets_the_one_that_got_most_is_named() -> None:
    runs = a_table("fund_runs", "shared", {"total": (Cell(count=1000),)})
    buckets = a_table(
        "fund_buckets",
        "bucket allocated",
        {
            "trees": (said("a"), Cell(count=400)),
            "debt": (said("b"), Cell(count=600)),
            "total": (said("c"), Cell(count=1000)),
        },
    )
    (told,) = shared(Facts(read(), [Sheet(key=SheetKey.FUND, tables=(runs, buckets))]))
    assert told.values["bucket"].row == "debt"
    assert list(shared(Facts(read(), []))) == []


def test_a_change_without_a_number_is_passed_over_for_one_that_was_judged() -> None:
    measured = a_table(
        "advice_measured",
        "effect effect_low effect_high verdict",
        {
            "r1": (Cell(absent=Absent.NO_DATA),) * 3 + (said("effect.verdict.running"),),
            "r2": (Cell(number=0.3), Cell(number=0.1), Cell(number=0.5), said("effect.verdict.works")),
        },
    )
    about = a_table("advice", "action space", {key: (said("x"), said("y")) for key in ("r1", "r2")})
    (told,) = changes(Facts(read(), [Sheet(key=SheetKey.ADVICE, tables=(about, measured))]))
    assert {place.row for place in told.values.values()} == {"r2"}


def test_a_target_that_was_missed_is_said_and_one_that_was_met_is_not() -> None:
    missed = read(targets={"person_hours": 1.0, "utilisation": 0.9})
    (told,) = targets(Facts(missed, [overview.sheet(missed)]))
    assert told.values["now"].row == "utilisation"
    met = read(targets={"person_hours": 1.0})
    assert list(targets(Facts(met, [overview.sheet(met)]))) == []


def test_a_month_that_is_not_over_has_no_result_yet() -> None:
    columns = "metric unit now coverage"
    rows = {
        key: (said(key), said("fen"), Cell(count=5), Cell(number=1.0))
        for key in ("income", "cost", "cost_recovery")
    }
    sheets = [Sheet(key=SheetKey.OVERVIEW, tables=(a_table("overview", columns, rows),))]
    assert [one.key for one in result(Facts(read(), sheets))] == ["result"]
    running = replace(read(), as_of=local(12, day=date(2026, 4, 12)))
    assert list(result(Facts(running, sheets))) == []
