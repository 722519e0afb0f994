"""Tables that tell the same people: all of them are linked, and together they give nobody away."""

import json
from dataclasses import replace
from functools import cache

import pytest

from dashboard.i18n import LOCALES, Locale, catalogue
from models.document import canonical, filled, plain
from models.metric.outcome import Outcome
from models.metric.sums import Sums
from models.programme.attendance import AttendanceSource
from models.report.attack import TOP, Published, can_be
from models.report.counted import counted, spot_of
from models.report.disclosure import disclosed
from models.report.home import Home
from models.report.inputs import MonthInputs
from models.report.inputs.advice import AdviceInputs
from models.report.inputs.programme import Offered, ProgrammeInputs
from models.report.links import LINKS, kpi
from models.report.sheet import Absent, Cell, Place, Sheet, SheetKey, placed
from models.report.sheets import SHEETS
from tests.models.report.sheets.test_activity import FUND, KINDS, held
from tests.models.report.sheets.test_advice import ADVISED
from tests.models.report.sheets.test_canteen import meals, sold
from tests.models.report.sheets.test_money import MONEY
from tests.models.report.sheets.test_needs import NEEDS
from tests.month_read import october

MANUAL = AttendanceSource.MANUAL
PROMISED = 120


def promised(one: Offered) -> Offered:
    return replace(one, outcome=replace(one.outcome, promises=PROMISED))


@cache
def a_full_month(few: int = 90) -> MonthInputs:
    """few: attendances of one of two kinds of activity."""
    offered = (
        held("fair", 2, {MANUAL: few}),
        held("culture", 2, {MANUAL: 40}),
        promised(held("fair", 9, {MANUAL: 110}, Home.PROGRAMME)),
    )
    plain = october()
    gym, *others = plain.use.spaces
    gym = replace(gym, sums=replace(gym.sums, outcome=Outcome(promises=PROMISED)))
    told = replace(
        plain.use.house + sold(2_500, 100),
        outcome=Outcome(
            promises=PROMISED, sessions=13, attended=150 + few, offered_places=200, taken_places=150
        ),
    )
    before = Sums(outcome=Outcome(sessions=13, attended=120, offered_places=200, taken_places=100))
    against = tuple(replace(one, house=before) for one in plain.use.held_against)
    return replace(
        plain,
        use=replace(plain.use, spaces=(gym, *others), house=told, held_against=against),
        programme=ProgrammeInputs(offered=offered, kinds=KINDS, parties=77),
        standard=replace(plain.standard, counted_by={MANUAL: 150 + few}),
        meals=meals(),
        money=MONEY,
        fund=FUND,
        needs=NEEDS,
        advice=AdviceInputs(given=True, advised=(ADVISED,)),
    )


def sheets(inputs: MonthInputs) -> tuple[Sheet, ...]:
    return tuple(SHEETS[key](inputs) for key in SheetKey)


def has(told: tuple[Sheet, ...], place: Place) -> Cell | None:
    try:
        return placed(told, place)
    except KeyError:
        return None


def test_every_place_that_is_linked_is_one_of_a_full_month() -> None:
    told = sheets(a_full_month())
    named = [
        *LINKS.open,
        *(place for whole, parts in LINKS.sums for place in (whole, *parts)),
        *(place for pair in (*LINKS.rates, *LINKS.beside) for place in pair if place.column == "now"),
    ]
    assert [place for place in named if has(told, place) is None] == []


def test_every_total_that_is_linked_says_the_same() -> None:
    found = counted(
        sheets(a_full_month()), also={place for whole, parts in LINKS.sums for place in (whole, *parts)}
    )
    for whole, parts in LINKS.sums:
        assert found.now[spot_of(whole)] == sum(found.now[spot_of(one)] for one in parts), whole


def test_few_at_one_kind_of_activity_are_given_away_by_no_other_table() -> None:
    full = sheets(a_full_month(few=3))
    told = disclosed(full)
    activities = told[[one.key for one in told].index(SheetKey.ACTIVITY)].table("activities")
    assert activities.cell("fair", "attendances").absent is Absent.FEW
    places = {place for whole, parts in LINKS.sums for place in (whole, *parts)} - {*LINKS.open}
    now, kept = counted(full, also=places), counted(told, also=places)
    small = [spot for spot, word in kept.words.items() if word is Absent.FEW]
    public = Published(
        told=kept.now,
        hidden={spot: (1, 4) if word is Absent.FEW else (5, TOP) for spot, word in kept.words.items()},
        equations=now.equations,
    )
    assert small
    assert all(can_be(public, spot, (1, 4)) for spot in small)


def test_a_month_of_few_tells_neither_their_number_nor_how_it_changed() -> None:
    plain = october()
    offered = (held("fair", 1, {MANUAL: 3}),)
    house = replace(
        plain.use.house, outcome=Outcome(sessions=1, attended=3, offered_places=20, taken_places=3)
    )
    against = tuple(
        replace(
            one,
            house=replace(
                house, outcome=Outcome(sessions=9, attended=90, offered_places=99, taken_places=90)
            ),
        )
        for one in plain.use.held_against
    )
    told = disclosed(
        sheets(
            replace(
                plain,
                use=replace(plain.use, house=house, held_against=against),
                programme=ProgrammeInputs(offered=offered, kinds=KINDS),
            )
        )
    )
    assert placed(told, kpi("attendances")).absent is Absent.FEW
    assert placed(told, kpi("attendances", "previous")).count == 90
    assert placed(told, kpi("attendances", "change_previous")).absent in (Absent.WITHHELD, Absent.NOT_ALIKE)
    assert placed(told, kpi("fill_rate")).absent is Absent.WITHHELD
    assert placed(told, kpi("fill_rate", "change_previous")).absent is Absent.WITHHELD
    reach = Place(sheet=SheetKey.ACTIVITY, table="reach", row="attendances", column="value")
    assert placed(told, reach).absent is Absent.FEW


def test_the_inputs_of_a_full_month_come_back_the_same_from_where_they_are_kept() -> None:
    inputs = filled(MonthInputs, plain(a_full_month()))
    back = filled(MonthInputs, json.loads(canonical(inputs)))
    assert canonical(back) == canonical(inputs)
    assert sheets(back) == sheets(inputs)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_of_a_full_month_is_in_the_catalogue(locale: Locale) -> None:
    wanted = set()
    for sheet in sheets(a_full_month()):
        wanted.add(f"report.sheet.{sheet.key}")
        for table in sheet.tables:
            wanted.add(f"report.table.{table.key}")
            wanted |= {
                f"metric.{one.key}" if one.is_metric else f"report.column.{one.key}"
                for one in table.columns
                if one.name is None
            }
            cells = [cell for row in table.rows for cell in row.cells]
            wanted |= {
                cell.text.key
                for cell in cells
                if cell.text is not None and not cell.text.key.startswith("advice.why")
            }
    assert wanted - catalogue(locale).keys() - {"report.stage.running"} == set()
