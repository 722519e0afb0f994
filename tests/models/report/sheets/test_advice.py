"""Sheet 12 from recommendations whose numbers are known."""

from dataclasses import replace
from datetime import date, time

import pytest

from models.advice.action import Action
from models.advice.recommendation import Confidence, Outcome, Reason, State
from models.centre import SpaceId
from models.effect.trial import Method, Metric, Verdict
from models.expectation import Evidence, Expected
from models.message import Message
from models.metric.metric import Unit
from models.report.disclosure import disclosed
from models.report.inputs import MonthInputs
from models.report.inputs.advice import AdviceInputs, Advised, FactTold, Measured, WeekSeen
from models.report.sheet import Absent, Cell
from models.report.sheets.advice import UNITS, sheet
from models.spell import Spell
from tests.month_read import october
from tests.reports import HOSTILE

ID = "2026-W30-01"
TARGET = Spell(
    space=SpaceId("gym"), weekdays=(1, 3), start=time(14), end=time(16), first=date(2026, 7, 20), weeks=12
)
FACT = FactTold(
    id="q1",
    key="mean_people",
    value=4.2,
    unit="people",
    first=date(2026, 6, 1),
    last=date(2026, 6, 28),
    coverage=0.96,
)
MEASURED = Measured(
    metric=Metric.PERSON_HOURS,
    method=Method.DIFFERENCES,
    starts=date(2026, 7, 20),
    until=date(2026, 10, 12),
    weeks=12,
    planned=12,
    smallest=0.2,
    effect=0.31,
    low=0.05,
    high=0.57,
    p=0.03,
    displaced=-0.02,
    net=13.5,
    coverage=1.0,
    verdict=Verdict.WORKS,
    why="effect.why.works",
)
WEEKS = tuple(
    WeekSeen(monday=date(2026, 7, day), is_after=day >= 20, came=came, usual=10.0, low=7.0, high=13.0)
    for day, came in ((6, 10.0), (13, None), (20, 3.0), (27, 15.0))
)
ADVISED = Advised(
    id=ID,
    action=Action.ADD_CLASS,
    title={},
    space={"zh-Hans": "健身房", "en": "Gym"},
    target=TARGET,
    state=State.KEPT,
    made_on=date(2026, 7, 13),
    decided_on=date(2026, 7, 15),
    reason=None,
    changed=("start",),
    why=(Message("advice.why.quiet", {"mean": 4.2}),),
    facts=(FACT,),
    expected={
        Outcome.OFF_PEAK_PERSON_HOURS: Expected(mean=14.0, low=5.5, high=22.0, evidence=Evidence.BORROWED)
    },
    cost_fen=8_000,
    confidence=Confidence.MID,
    measured=MEASURED,
    weeks=WEEKS,
)


def inputs(*advised: Advised) -> MonthInputs:
    return october(advice=AdviceInputs(given=True, advised=advised))


def cell(advised: Advised, table: str, row: str, column: str) -> Cell:
    return sheet(inputs(advised)).table(table).cell(row, column)


def key(found: Cell) -> str:
    assert found.text is not None
    return found.text.key


def test_a_recommendation_tells_what_where_when_and_what_was_decided() -> None:
    assert key(cell(ADVISED, "advice", ID, "action")) == "advice.action.add_class"
    hours = cell(ADVISED, "advice", ID, "hours").text
    assert hours is not None
    assert dict(hours.values) == {"start": "14:00", "end": "16:00"}
    assert cell(ADVISED, "advice", ID, "decided_on").day == date(2026, 7, 15)
    assert key(cell(ADVISED, "advice", ID, "changed")) == "report.yes"
    assert cell(ADVISED, "advice", ID, "about").absent is Absent.NOT_ASKED
    assert cell(ADVISED, "advice", ID, "week_cost").count == 8_000


def test_what_nobody_decided_yet_has_no_date_of_decision() -> None:
    waiting = replace(ADVISED, state=State.PROPOSED, decided_on=None, changed=(), measured=None, weeks=())
    assert cell(waiting, "advice", ID, "decided_on").absent is Absent.NOT_ASKED
    assert not sheet(inputs(waiting)).table("advice_measured").rows


def test_a_rejection_tells_its_reason() -> None:
    rejected = replace(ADVISED, state=State.REJECTED, reason=Reason.ELDERS)
    assert key(cell(rejected, "advice", ID, "reject_reason")) == "advice_page.reason.elders"


def test_facts_and_sentences_are_the_recommendations_own() -> None:
    assert cell(ADVISED, "advice_facts", f"{ID}.q1", "fact_value").number == 4.2
    assert cell(ADVISED, "advice_why", f"{ID}.1", "why").text == ADVISED.why[0]
    unknown = replace(ADVISED, facts=(replace(FACT, value=None, coverage=None),))
    assert cell(unknown, "advice_facts", f"{ID}.q1", "fact_value").absent is Absent.NO_DATA


def test_what_was_expected_stands_beside_what_was_measured_each_with_its_interval() -> None:
    row = f"{ID}.off_peak_person_hours"
    expected = [
        cell(ADVISED, "advice_expected", row, one).number
        for one in ("expected_low", "expected_mean", "expected_high")
    ]
    assert expected == [5.5, 14, 22]
    measured = [
        cell(ADVISED, "advice_measured", ID, one).number for one in ("effect_low", "effect", "effect_high")
    ]
    assert measured == [0.05, 0.31, 0.57]
    assert key(cell(ADVISED, "advice_measured", ID, "verdict")) == "effect.verdict.works"
    assert set(UNITS) == set(Outcome)
    assert UNITS[Outcome.CONTRIBUTION_FEN] is Unit.FEN


def test_before_its_day_a_change_has_no_verdict() -> None:
    early = replace(ADVISED, measured=replace(MEASURED, weeks=6, effect=None, low=None, high=None))
    assert key(cell(early, "advice_measured", ID, "verdict")) == "effect.verdict.running"
    assert cell(early, "advice_measured", ID, "effect").absent is Absent.NO_DATA


def test_weeks_before_and_after_stand_beside_the_control() -> None:
    table = sheet(inputs(ADVISED)).table("advice_weeks")
    came = [table.cell(f"{ID}.{week.monday}", "week_measured") for week in WEEKS]
    assert [one.number for one in came] == [10.0, None, 3.0, 15.0]
    assert came[1].absent is Absent.NO_DATA
    phases = [table.cell(f"{ID}.{week.monday}", "phase").text for week in WEEKS]
    assert [one.key for one in phases if one] == [
        f"report.phase.{one}" for one in ("before", "before", "after", "after")
    ]
    assert table.cell(f"{ID}.2026-07-20", "week_usual").number == 10.0


def test_few_names_in_a_weeks_register_are_not_told() -> None:
    registered = replace(ADVISED, measured=replace(MEASURED, metric=Metric.REGISTERED))
    (told,) = disclosed([sheet(inputs(registered))])
    table = told.table("advice_weeks")
    assert table.cell(f"{ID}.2026-07-20", "week_registered").absent is Absent.FEW
    assert table.cell(f"{ID}.2026-07-27", "week_registered").count == 15
    assert table.cell(f"{ID}.2026-07-27", "week_measured").absent is Absent.NOT_ASKED


def test_without_advice_there_is_no_row() -> None:
    assert all(not table.rows for table in sheet(october()).tables)


@pytest.mark.parametrize("text", HOSTILE)
def test_names_that_people_typed_stay_names(text: str) -> None:
    named = replace(ADVISED, title={"zh-Hans": text, "en": text})
    assert cell(named, "advice", ID, "about").name == {"zh-Hans": text, "en": text}
