"""A simulated project on its way through the gates: asked for, found feasible, decided, paid for, carried out, judged, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.simulator.community.council import Moved, carried
from ingest.simulator.community.gathering import ask, held_before, hold
from ingest.simulator.community.intake import close_needs
from ingest.simulator.community.paper import page
from ingest.simulator.community.plan import (
    CANCELLED_FOR,
    FINDING,
    INDICATORS,
    PAUSED_FOR,
    SOURCE,
    WORKS,
    Work,
)
from ingest.simulator.community.stage import COORDINATOR, EVALUATOR, SUPERVISOR, TREASURER, Stage
from models.money.entry import Posting
from models.money.project_payment import line_code
from models.money.voucher import VoucherDeed
from models.needs.gates import STAGES, Step
from models.needs.meeting import Subject
from models.needs.need import Need
from models.needs.project import BudgetLine, Feasibility, Paper, Project, ProjectKind, Standing
from models.needs.project import Stage as At
from models.needs.survey import About
from models.services.loop import projects_of
from models.services.project_judging import agree_indicators, judge
from models.services.project_papers import Brought, bring, find_feasible, plan_money
from models.services.project_progress import payments
from models.services.projects import Said, begin, cite, describe, step
from models.services.vouchers import Typed, decide, enter, write

FEN = 100
COMMITTED, INVOICED, PAID = 90, 80, 60
"""Per cent of the budget; of what is over all is paid that was invoiced."""

LASTS, GOES_ON = 0.45, 0.97
"""From the beginning of the work to its end, or to where it is now, as a share of the past that is left."""

OPENS = 0.2
"""When a refitted space opens again, as a share of its work."""

COUNCIL_AFTER = 0.04
"""From the beginning of a project to the meeting that decides on it, as a share of the past."""


@dataclass(slots=True)
class Running:
    """A project as it is now."""

    stage: Stage
    work: Work
    said: Said
    project: Project
    decision: str = ""

    def on(self, since: At) -> None:
        """From a stage to the next one, where it has not left it yet."""
        if self.project.stage is since:
            self.project = step(
                self.stage.ports, SUPERVISOR, self.project.id, self.project.revision, Step.FORWARD
            )

    def wants(self, at: At) -> bool:
        """Whether it will have come so far."""
        return STAGES.index(self.work.stage) >= STAGES.index(at)


def work_all(stage: Stage, heads: Mapping[str, Need], works: Sequence[Work] = WORKS) -> list[Project]:
    """Those that begin together are decided in one meeting. What a play that was broken off began goes on where it stood."""
    done, known = [], {one.name["zh-Hans"]: one for one in projects_of(stage.ports).all()}
    for share in sorted({work.begins for work in works}):
        stage.go(share)
        some = [_begun(stage, work, heads, known.get(work.zh)) for work in works if work.begins == share]
        stage.go(min(share + COUNCIL_AFTER, 1.0))
        for one in some:
            _prepared(one)
        decided = carried(stage, [_motion(one) for one in some if one.wants(At.MATCHING)])
        for one in some:
            stage.go(min(share + COUNCIL_AFTER, 1.0))
            one.decision = decided.get(one.project.id, "")
            _carried_out(one)
        done += [one.project for one in some]
    return done


def _begun(stage: Stage, work: Work, heads: Mapping[str, Need], before: Project | None) -> Running:
    said = _said(stage, work, heads)
    return Running(stage, work, said, before or begin(stage.ports, COORDINATOR, said))


def _said(stage: Stage, work: Work, heads: Mapping[str, Need]) -> Said:
    court = next(
        (cell for cell, grid in stage.world.centre.grids.items() if work.court in grid.courtyards), ""
    )
    told = [
        key
        for key, one in heads.items()
        if key.partition("@")[0] in work.asks and one.received_at <= stage.now
    ]
    wanted = [heads[key] for key in told if _near(key, court)] or [heads[key] for key in told]
    return Said(
        name={"zh-Hans": work.zh, "en": work.en},
        kind=work.kind,
        needs=tuple(one.id for one in wanted),
        topic=work.topic,
        courtyard=work.court if court else "",
        target_attendances=max(work.activities * work.people, 30),
        space=work.space if work.space in stage.world.centre.spaces else "",
        promised_hours=work.promised_hours,
    )


def _near(key: str, cell: str) -> bool:
    """What people want in their own courtyard is met by a project there, or by one of the whole house."""
    return not cell or "@" not in key or key.endswith(f"@{cell}")


def _prepared(one: Running) -> None:
    """As far as the meeting."""
    ports, work = one.stage.ports, one.work
    if one.wants(At.FEASIBILITY):
        one.on(At.COLLECTING)
    if work.standing is Standing.CANCELLED and one.project.standing is not Standing.CANCELLED:
        one.project = step(
            ports, SUPERVISOR, one.project.id, one.project.revision, Step.CANCEL, CANCELLED_FOR
        )
    if one.wants(At.APPROVAL) and one.project.feasibility is None:
        study = Feasibility(
            cost_fen=work.yuan * FEN * COMMITTED // 100,
            space="现有活动室可用",
            demand=f"{len(one.project.needs)} 项需求",
            risks="人手",
            fits=True,
            by="",
            at=one.stage.now,
        )
        one.project = find_feasible(ports, COORDINATOR, one.project.id, one.project.revision, study)
    if one.wants(At.APPROVAL):
        one.on(At.FEASIBILITY)


def _motion(one: Running) -> Moved:
    return Moved(
        text=f"同意实施“{one.work.zh}”项目",
        subject=Subject.PROJECT,
        about=one.project.id,
        needs=one.project.needs,
    )


def _carried_out(one: Running) -> None:
    if not one.decision:
        return
    ports, project = one.stage.ports, one.project
    if not project.decision:
        one.project = cite(ports, COORDINATOR, project.id, project.revision, one.decision)
    one.on(At.APPROVAL)
    _funded(one)
    if one.wants(At.DELIVERY):
        one.on(At.MATCHING)
        _delivered(one)
    if one.wants(At.FEEDBACK):
        one.on(At.DELIVERY)
        _judged(one)
    if one.wants(At.CLOSED):
        one.stage.wait(10)
        one.on(At.FEEDBACK)
        close_needs(one.stage, one.project.needs)


def _funded(one: Running) -> None:
    ports, budget = one.stage.ports, one.work.yuan * FEN
    line = BudgetLine(
        id="",
        source=SOURCE,
        courtyard=one.project.courtyard,
        budget_fen=budget,
        committed_fen=budget * COMMITTED // 100,
    )
    if not one.project.lines:
        one.project = plan_money(ports, COORDINATOR, one.project.id, one.project.revision, [line])
    if not one.project.evaluations:
        one.project = agree_indicators(ports, COORDINATOR, one.project.id, one.project.revision, INDICATORS)


def _delivered(one: Running) -> None:
    stage, work = one.stage, one.work
    is_under_way = not one.wants(At.FEEDBACK) and work.standing is Standing.RUNNING
    begun, lasts = stage.now, (stage.until - stage.now) * (GOES_ON if is_under_way else LASTS)
    before = held_before(stage, work.zh, one.project.id)
    _brought(one, Paper.PLAN)
    _brought(one, Paper.AGREEMENT)
    _opened(one, begun + lasts * OPENS)
    for n in range(work.activities):
        stage.now = begun + lasts * (n + 1) / (work.activities + 1)
        held = (
            before[n]
            if n < len(before)
            else hold(stage, work.activity, work.zh, work.en, one.project.id, work.people)
        )
        if n % 3 == 0:
            ask(stage, About.ACTIVITY, held.id, 24)
    stage.now = begun + lasts
    _brought(one, Paper.INVOICE, one.work.yuan * FEN * INVOICED // 100)
    _paid(one)
    if one.wants(At.FEEDBACK):
        _brought(one, Paper.RECORD)
    if work.standing is Standing.PAUSED and one.project.standing is Standing.RUNNING:
        project = one.project
        one.project = step(stage.ports, COORDINATOR, project.id, project.revision, Step.PAUSE, PAUSED_FOR)


def _opened(one: Running, at: datetime) -> None:
    """A refitted space is accepted and used again."""
    if one.work.kind is not ProjectKind.REFIT:
        return
    one.stage.now = at
    _brought(one, Paper.ACCEPTANCE)
    if one.project.opened_on is None:
        opened = replace(one.said, opened_on=one.stage.ports.centre.business_day_of(at))
        project = one.project
        one.project = describe(one.stage.ports, COORDINATOR, project.id, project.revision, opened)


def _judged(one: Running) -> None:
    stage = one.stage
    ask(stage, About.PROJECT, one.project.id, 40)
    scores = one.work.scores if one.wants(At.CLOSED) else one.work.scores[:1]
    for n, score in enumerate(scores):
        finding = FINDING if n == len(scores) - 1 and score < 90 else ""
        name = INDICATORS[n][0]
        if one.project.evaluations[n].score is None:
            one.project = judge(
                stage.ports, EVALUATOR, one.project.id, one.project.revision, name, score, finding
            )


def _brought(one: Running, what: Paper, fen: int = 0) -> None:
    if any(paper.what is what for paper in one.project.papers):
        return
    content = page(f"{one.project.number} {what} - simulated, no real paper")
    paper = Brought(
        what=what, name=f"{what}.pdf", content=content, line=one.project.lines[0].id if fen else "", fen=fen
    )
    one.project = bring(one.stage.ports, COORDINATOR, one.project.id, one.project.revision, paper)


def _paid(one: Running) -> None:
    """One enters, another approves, as with every payment of the house."""
    ports, project = one.stage.ports, one.project
    share = INVOICED if one.wants(At.CLOSED) else PAID
    fen, code = one.work.yuan * FEN * share // 100, line_code(project.number, project.lines[0].id)
    if payments(ports).get(code):
        return
    lines = (
        Posting(account="cost.other", fen=fen, party=code),
        Posting(account="bank", fen=-fen, party=code),
    )
    day = ports.centre.business_day_of(one.stage.now)
    draft = write(ports, TREASURER, Typed(day=day, lines=lines, memo=f"{project.number} {one.work.zh}"))
    entered = enter(ports, TREASURER, draft.id, draft.revision)
    decide(ports, SUPERVISOR, VoucherDeed.APPROVE, entered.id, entered.revision)
