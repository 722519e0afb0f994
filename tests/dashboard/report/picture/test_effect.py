"""Before and after a change."""

from dataclasses import replace

from dashboard.i18n import Translate
from dashboard.report.picture.effect import MOST, effects
from dashboard.report.picture.piece import Subject
from dashboard.report.wording import wording
from models.report.sheet import Absent, Cell, Sheet
from tests.reports import advice, full

WORDS = wording(full(), Translate("zh-Hans"))
TOLD, MEASURED, WEEKS = advice()
SHEETS = (Sheet(key="advice", tables=(TOLD, MEASURED, WEEKS)),)


def test_a_change_is_drawn_beside_its_control_from_the_week_it_began() -> None:
    drawn = effects(Subject(WEEKS, WORDS, SHEETS))
    assert drawn is not None
    (panel,) = drawn["panels"]
    assert panel["start"] == 3.5 / 7
    assert panel["treated"][2] is None
    assert (panel["treated"][-1], panel["control"][-1]) == (1.0, 100 / 135)


def test_a_panel_names_what_was_done_and_what_came_of_it() -> None:
    drawn = effects(Subject(WEEKS, WORDS, SHEETS))
    assert drawn is not None
    assert drawn["panels"][0]["name"] == "闲时优惠价 · 健身房"
    assert drawn["panels"][0]["text"] == "效果 12.3%（3.0% 至 20.0%），进行中"
    assert "闲时优惠价" in drawn["alt"]


def test_a_change_of_which_no_week_is_known_has_no_panel() -> None:
    unknown = Cell(absent=Absent.NO_DATA)
    rows = tuple(replace(row, cells=(*row.cells[:3], unknown, unknown, unknown)) for row in WEEKS.rows)
    assert effects(Subject(replace(WEEKS, rows=rows), WORDS, SHEETS)) is None
    assert effects(Subject(replace(WEEKS, rows=()), WORDS, SHEETS)) is None


def test_a_page_has_room_for_no_more_than_six() -> None:
    rows = tuple(replace(row, key=f"a{n}.{row.key}") for n in range(9) for row in WEEKS.rows)
    drawn = effects(Subject(replace(WEEKS, rows=rows), WORDS, SHEETS))
    assert drawn is not None
    assert len(drawn["panels"]) == MOST
