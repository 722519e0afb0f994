"""Figures as a person and as a program read them."""

from unicodedata import east_asian_width

import pytest

from dashboard.i18n import Translate
from dashboard.metric_text import MARKS, SHAPES, WHOLE, Section, records, table_text, written
from models.centre import SpaceId
from models.metric import METRICS
from models.metric.metric import MONEY, Unit
from models.metric.period import month
from models.metric.shown import Standing, shown
from models.metric.sums import Sums
from models.services.metrics import MetricTable
from models.utilisation import Utilisation

GYM, HALL = SpaceId("gym"), SpaceId("hall")
PERIOD = month("2026-10")


def hours(space: SpaceId, measured: float, person: float) -> Sums:
    use = Utilisation(
        open_hours=10,
        measured_hours=measured,
        seat_open_hours=1000,
        seat_measured_hours=100 * measured,
        person_hours=person,
        peak=20,
    )
    return Sums(spaces=frozenset({space}), use=use)


TABLE = MetricTable(
    PERIOD,
    {GYM: {PERIOD.first: hours(GYM, 10, 250)}, HALL: {PERIOD.first: hours(HALL, 4, 80)}},
)


def test_every_unit_has_a_shape_and_every_standing_a_mark() -> None:
    assert {*SHAPES, *MONEY} == set(Unit)
    assert set(MARKS) == set(Standing)


def test_shares_are_read_in_per_cent_and_money_in_yuan() -> None:
    lunch = METRICS["fare"].vector.sums
    assert written(shown(METRICS["fare"], lunch)) == "1,500.00"
    assert written(shown(METRICS["utilisation"], hours(GYM, 10, 250))) == "25.0"
    assert written(shown(METRICS["utilisation"], hours(HALL, 4, 80))) == ""


def line(text: str, start: str) -> list[str]:
    return next(row for row in text.splitlines() if row.startswith(start)).split()


def test_a_table_has_figures_downwards_and_spaces_across() -> None:
    text = table_text(Section("", TABLE), Translate("zh-Hans"))
    assert line(text, "指标") == ["指标", "单位", "全中心", "gym", "hall"]
    assert line(text, "利用率") == ["利用率", "%", "23.6?", "25.0", "×"]
    assert line(text, "时间均衡度") == ["时间均衡度", "%", "·", "125.0", "×"]
    assert "× 不显示" in text


def test_figures_that_nobody_has_are_left_out_of_the_table() -> None:
    text = table_text(Section("", TABLE), Translate("en"))
    assert "Covers" not in text
    assert "Utilisation" in text


@pytest.mark.parametrize("locale", ["zh-Hans", "en"])
def test_columns_stand_below_each_other_in_every_language(locale: str) -> None:
    text = table_text(Section("", TABLE), Translate(locale))  # type: ignore[arg-type]
    table, _, _ = text.partition("\n\n")
    widths = {sum(2 if east_asian_width(sign) in "WF" else 1 for sign in row) for row in table.splitlines()}
    assert max(widths) - min(widths) <= 1, "a number has room for its mark behind it"


def test_records_hold_base_units_and_say_why_a_value_is_missing() -> None:
    found = {(r["space"], r["key"]): r for r in records("test", Section("", TABLE))}
    assert len(found) == 3 * len(METRICS)
    assert found[WHOLE, "utilisation"]["value"] == pytest.approx(330 / 1400)
    assert found[WHOLE, "utilisation"]["standing"] == "flagged"
    assert (found["hall", "utilisation"]["value"], found["hall", "utilisation"]["coverage"]) == (None, 0.4)
    assert found["gym", "covers"]["standing"] == "no_data"
