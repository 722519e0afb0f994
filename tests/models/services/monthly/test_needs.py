"""Needs and projects of a month: each told in its month, projects as they stood at its end, paid as the ledger says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.metric.period import month_of
from models.money.entry import Entry, EntrySource, Posting
from models.money.project_payment import line_code
from models.needs.need import Channel, Need, NeedStatus
from models.needs.project import Budget, BudgetLine, Evaluation, Stage, StageEvent, Standing
from models.needs.provider import Match, MatchStatus, Provider, ProviderKind
from models.ports import Ports
from models.report.sheet import Absent
from models.report.sheets.needs import sheet
from models.services.month_inputs import gather
from models.services.monthly.needs import needs_inputs
from tests.blank import blank_database
from tests.builders import some_ports
from tests.loop import kept
from tests.models.needs.projects import a_full_project, a_project
from tests.monthly import a_month_house

OCTOBER = month_of(date(2026, 10, 1))
AT = datetime(2026, 10, 10, 4, tzinfo=UTC)
TOLD = AuditEntry(at=AT, actor="zhou", action="need.put", subject="n", centre="c")


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    database = blank_database(tmp_path / "centre.db")
    plain = some_ports()
    key = plain.centre.id
    yield replace(plain, loop=database.loop(key), money=database.money(key))
    database.close()


def a_need(n: int, topic: str, grid: str, at: datetime = AT, met: date | None = None) -> Need:
    return Need(
        id=f"n{n}",
        number=f"N-{n}",
        received_at=at,
        channel=Channel.PAPER,
        topic=topic,
        text=f"text {n}",
        grid=grid,
        status=NeedStatus.MET if met else NeedStatus.OPEN,
        met_on=met,
    )


def test_needs_are_told_in_the_month_in_which_they_came_and_in_which_they_were_met(ports: Ports) -> None:
    found = [
        a_need(1, "meals", "g1"),
        a_need(2, "meals", "", met=date(2026, 10, 31)),
        a_need(3, "care", "g1", at=AT - timedelta(days=20), met=date(2026, 10, 1)),
        a_need(4, "care", "g1", at=AT + timedelta(days=30), met=date(2026, 11, 20)),
        a_need(5, "care", "g2", at=datetime(2026, 10, 31, 21, tzinfo=UTC)),  # 5:00 in November there
    ]
    kept(ports.loop.needs).put(found, TOLD)
    told = needs_inputs(ports, OCTOBER)
    assert told is not None
    assert [(one.key, one.came, one.closed) for one in told.topics] == [("care", 0, 1), ("meals", 2, 1)]
    assert [one.name["en"] for one in told.topics] == ["Care of elders", "Meals"]
    assert [(one.key, one.came, one.closed) for one in told.grids] == [("g1", 1, 1), ("", 1, 1)]
    assert told.grids[-1].name == {"zh-Hans": "–", "en": "–"}


def test_a_repeat_was_met_with_the_need_that_it_repeats(ports: Ports) -> None:
    head = a_need(1, "meals", "g1", met=date(2026, 10, 31))
    repeat = replace(a_need(2, "meals", "g2"), status=NeedStatus.DUPLICATE, of=head.id)
    once_met = replace(a_need(3, "care", "g2"), met_on=date(2026, 10, 30))
    kept(ports.loop.needs).put([head, repeat, once_met], TOLD)
    told = needs_inputs(ports, OCTOBER)
    assert told is not None
    assert [(one.key, one.came, one.closed) for one in told.topics] == [("care", 1, 0), ("meals", 2, 2)]


def test_projects_stand_where_they_stood_at_the_end_of_the_month_with_what_was_paid_till_then(
    ports: Ports,
) -> None:
    later = StageEvent(
        before=Stage.DELIVERY,
        after=Stage.FEEDBACK,
        standing=Standing.RUNNING,
        by="zhou",
        at=datetime(2026, 11, 5, tzinfo=UTC),
    )
    begun = replace(later, before=Stage.COLLECTING, after=Stage.DELIVERY, at=AT)
    judged = (Evaluation(indicator="reach", weight=100, score=90.0, by="eva", at=AT),)
    delivered = a_full_project(stage=Stage.FEEDBACK, events=(begun, later), evaluations=judged)
    projects = kept(ports.loop.projects)
    projects.put(delivered, TOLD)
    projects.put(a_project(id="p2", number="P2026-002", due=date(2026, 10, 15)), TOLD)
    projects.put(a_project(id="p3", number="P2026-003", begun_on=date(2026, 11, 2)), TOLD)
    code = line_code(delivered.number, "1")
    for n, day in enumerate((date(2026, 10, 20), date(2026, 11, 3))):
        _pay(ports, f"pay-{n}", code, 1_000, day)
    told = needs_inputs(ports, OCTOBER)
    assert told is not None
    first, second = told.stages
    assert (first.stage, first.projects, first.overdue) == (Stage.COLLECTING, 1, 1)
    assert (second.stage, second.projects, second.budget_fen, second.paid_fen, second.score) == (
        Stage.DELIVERY,
        1,
        600_000,
        1_000,
        90.0,
    )
    drawn = sheet(replace(gather(a_month_house(OCTOBER.first), OCTOBER.first), needs=told))
    assert drawn.table("projects").cell(Stage.DELIVERY, "stage_paid").count == 1_000


def _pay(ports: Ports, key: str, party: str, fen: int, day: date) -> None:
    assert ports.money is not None
    entry = Entry(
        key=key,
        source=EntrySource.VOUCHER,
        day=day,
        at=AT,
        postings=(
            Posting(account="cost.energy", fen=fen),
            Posting(account="bank", fen=-fen, party=party),
        ),
    )
    ports.money.ledger.post([entry], by="chen", at=AT)


def test_a_stage_whose_evaluations_are_not_complete_has_no_score(ports: Ports) -> None:
    half = (Evaluation(indicator="reach", weight=50, score=80.0), Evaluation(indicator="lasting", weight=50))
    kept(ports.loop.projects).put(a_full_project(evaluations=half), TOLD)
    told = needs_inputs(ports, OCTOBER)
    assert told is not None
    assert told.stages[0].score is None


def test_a_house_that_keeps_neither_needs_nor_projects_has_none() -> None:
    assert needs_inputs(some_ports(), OCTOBER) is None


def test_what_happens_after_a_month_changes_nothing_that_is_told_of_it(ports: Ports) -> None:
    begun = StageEvent(
        before=Stage.COLLECTING, after=Stage.DELIVERY, standing=Standing.RUNNING, by="zhou", at=AT
    )
    late = datetime(2026, 11, 20, tzinfo=UTC)
    project = a_full_project(stage=Stage.DELIVERY, events=(begun,), due=date(2026, 10, 15), evaluations=())
    kept(ports.loop.needs).put([a_need(1, "meals", "g1")], TOLD)
    before = kept(ports.loop.projects).put(project, TOLD)
    told = needs_inputs(ports, OCTOBER)
    out = replace(begun, before=Stage.DELIVERY, after=Stage.FEEDBACK, at=late, due=project.due)
    judged = (Evaluation(indicator="reach", weight=100, score=92.0, by="eva", at=late),)
    more = (*project.lines, BudgetLine(id="9", source="donor", courtyard="", budget_fen=9_000_000))
    moved = replace(
        before,
        stage=Stage.FEEDBACK,
        events=(begun, out),
        due=date(2026, 12, 30),
        evaluations=judged,
        lines=more,
        budgets=(Budget(lines=project.lines, until=late),),
    )
    after = kept(ports.loop.projects).put(moved, TOLD)
    pool = kept(ports.loop.pool)
    agreed = Match(
        id="m1",
        need=project.needs[0],
        provider="v1",
        status=MatchStatus.AGREED,
        score=0.9,
        parts={},
        decided_at=late,
    )
    helper = Provider(id="v1", kind=ProviderKind.TALENT, name={"en": "V"}, tags=frozenset())
    pool.put_provider(helper, TOLD)
    pool.put_match(agreed, TOLD)
    assert needs_inputs(ports, OCTOBER) == told
    assert told is not None
    assert (told.stages[0].overdue, told.stages[0].matched, told.stages[0].score) == (1, 0, None)
    kept(ports.loop.projects).put(replace(after, events=(begun, replace(out, due=None))), TOLD)
    untold = needs_inputs(ports, OCTOBER)
    assert untold is not None
    assert untold.stages[0].overdue is None
    drawn = sheet(replace(gather(a_month_house(OCTOBER.first), OCTOBER.first), needs=untold))
    assert drawn.table("projects").cell(Stage.DELIVERY, "stage_overdue").absent is Absent.NO_DATA
