"""Rows of a kind: what a reader of the whole report adds up gives no few people away."""

from dataclasses import replace

import pytest

from models.metric.sums import Sums
from models.programme.attendance import AttendanceSource
from models.report.disclosure import disclosed
from models.report.home import Home
from models.report.inputs import MonthInputs
from models.report.inputs.programme import Offered, ProgrammeInputs
from models.report.links import kpi
from models.report.sheet import Absent, Place, Sheet, SheetKey, placed
from models.report.sheets import SHEETS
from tests.models.report.reader import told_small, worked_out
from tests.models.report.sheets.test_activity import KINDS, held
from tests.month_read import october

MANUAL, CHECKIN, SENSOR = AttendanceSource.MANUAL, AttendanceSource.CHECKIN, AttendanceSource.SENSOR
COURSE = Home.PROGRAMME


def course(
    key: str, kind: str, by: dict[AttendanceSource, int], *, places: int = 0, promises: int = 0
) -> Offered:
    one = held(kind, 4, by, COURSE)
    taken = sum(by.values()) if places else 0
    kept = replace(one.outcome, offered_places=places, taken_places=taken, promises=promises)
    return replace(one, series=key, title={"zh-Hans": key, "en": key}, outcome=kept)


def month(*offered: Offered) -> MonthInputs:
    plain = october()
    house = replace(plain.use.house, outcome=Sums.summed(one.sums for one in offered).outcome)
    first, *others = plain.use.spaces
    spaces = (replace(first, sums=replace(first.sums, outcome=house.outcome)), *others)
    said = {source: sum(one.said_by.get(source, 0) for one in offered) for source in AttendanceSource}
    return replace(
        plain,
        use=replace(plain.use, house=house, spaces=spaces),
        programme=ProgrammeInputs(offered=offered, kinds=KINDS, parties=77),
        standard=replace(plain.standard, counted_by=said),
    )


def sheets(*offered: Offered) -> tuple[Sheet, ...]:
    return tuple(SHEETS[key](month(*offered)) for key in SheetKey)


PAPER = course("paper", "fair", {MANUAL: 3}, places=40)
PAINTING = course("painting", "fair", {MANUAL: 20}, places=40)
YOGA = course("yoga", "culture", {CHECKIN: 10}, places=40)

MONTHS = {
    "one of two courses of a kind": (PAPER, PAINTING, YOGA),
    "the only course of a kind": (PAPER, YOGA),
    "a course beside an activity of its kind": (PAPER, held("fair", 2, {SENSOR: 60}), YOGA),
    "an activity beside courses of its kind": (held("fair", 1, {SENSOR: 2}), PAINTING, YOGA),
    "few that one source counted": (
        course("painting", "fair", {CHECKIN: 40}),
        course("yoga", "culture", {CHECKIN: 60}),
        held("old", 1, {MANUAL: 3}),
    ),
    "few of each kind": (PAPER, held("culture", 1, {SENSOR: 2}), held("old", 1, {CHECKIN: 1})),
    "the only course that offers places, beside groups that offer none": (
        PAPER,
        course("choir", "culture", {MANUAL: 30}),
        course("chess", "old", {MANUAL: 40}),
    ),
    "one of two courses with places, beside groups": (
        PAPER,
        YOGA,
        course("choir", "culture", {MANUAL: 30}),
        course("chess", "old", {MANUAL: 40}),
    ),
    "few at courses that were counted by hand": (
        course("painting", "fair", {CHECKIN: 40, MANUAL: 2}),
        course("yoga", "culture", {CHECKIN: 60}),
        held("old", 1, {MANUAL: 30}),
    ),
    "few promises of a kind": (
        course("painting", "fair", {MANUAL: 40}, places=90, promises=44),
        course("yoga", "culture", {MANUAL: 20}, places=90, promises=3),
    ),
}


@pytest.mark.parametrize("case", MONTHS)
def test_a_reader_of_the_whole_report_finds_no_few_people(case: str) -> None:
    full = sheets(*MONTHS[case])
    assert told_small(full) or worked_out(full), "there is something to find"
    told = disclosed(full)
    assert (told_small(told), worked_out(told)) == ([], [])


def test_the_reader_finds_what_is_hidden_alone() -> None:
    full = sheets(*MONTHS["one of two courses of a kind"])
    programme = full[[one.key for one in full].index(SheetKey.PROGRAMME)]
    (alone,) = disclosed([programme])
    told = [alone if one.key is SheetKey.PROGRAMME else one for one in full]
    assert worked_out(told) == ["programme/programme/paper/attendances"]


def test_how_full_a_kind_was_does_not_tell_how_many_came_to_its_only_course() -> None:
    told = disclosed(sheets(PAPER, held("fair", 2, {SENSOR: 60}), YOGA))
    row = Place(sheet=SheetKey.BOOKING, table="booking_kinds", row="fair", column="fill_rate")
    assert placed(told, row).absent is Absent.WITHHELD


def test_a_kind_that_the_centre_has_no_more_is_told_by_its_key_and_guards_its_few() -> None:
    full = sheets(course("paper", "kites", {MANUAL: 3}, places=40), held("kites", 2, {SENSOR: 60}), YOGA)
    told = disclosed(full)
    kites = Place(sheet=SheetKey.BOOKING, table="booking_kinds", row="kites", column="activity_kind")
    assert placed(told, kites).name == {"zh-Hans": "kites", "en": "kites"}
    assert (told_small(told), worked_out(told)) == ([], [])


@pytest.mark.parametrize("rate", ["no_show_rate", "late_cancel_rate"])
def test_what_became_of_few_promises_is_told_nowhere(rate: str) -> None:
    of_many = course("painting", "fair", {MANUAL: 40}, places=90, promises=44)
    told = disclosed(sheets(of_many, course("yoga", "culture", {MANUAL: 20}, places=90, promises=3)))
    kinds = {"fair": Absent.WITHHELD, "culture": Absent.WITHHELD, "total": None}
    for row, absent in kinds.items():
        place = Place(sheet=SheetKey.BOOKING, table="booking_kinds", row=row, column=rate)
        assert placed(told, place).absent is absent
    few = disclosed(sheets(course("yoga", "culture", {MANUAL: 20}, places=90, promises=3)))
    totals = (
        Place(sheet=SheetKey.BOOKING, table=one, row="total", column=rate)
        for one in ("booking", "booking_kinds")
    )
    assert {placed(few, place).absent for place in (kpi(rate), *totals)} == {Absent.WITHHELD}


def test_kinds_of_which_many_came_are_told_in_full() -> None:
    full = sheets(PAINTING, held("fair", 2, {SENSOR: 60}), YOGA)
    assert disclosed(full) == full
