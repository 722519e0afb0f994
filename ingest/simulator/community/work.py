"""A simulated project on its way through the gates: asked for, found feasible, decided, paid for, carried out, judged, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.simulator.community.council import Moved, meet
from ingest.simulator.community.gathering import ask, hold
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
from models.needs.project import BudgetLine, Feasibility, Paper, Project, Standing
from models.needs.project import Stage as At
from models.needs.survey import About
from models.services.project_judging import agree_indicators, judge
from models.services.project_papers import Brought, bring, find_feasible, plan_money
from models.services.projects import Said, begin, cite, step
from models.services.vouchers import Typed, decide, enter, write

FEN = 100
COMMITTED, INVOICED, PAID = 90, 80, 60
"""Per cent of the budget."""

LASTS = 0.45
"""From the beginning of the work to its end, as a share of the past that is left."""

COUNCIL_AFTER = 0.04
"""From the beginning of a project to the meeting that decides on it, as a share of the past."""


@dataclass(slots=True)
class Running:
    """A project as it is now."""

    stage: Stage
    work: Work
    project: Project
    decision: str = ""

    def on(self) -> None:
        self.project = step(
            self.stage.ports, SUPERVISOR, self.project.id, self.project.revision, Step.FORWARD
        )

    def wants(self, at: At) -> bool:
        """Whether it will have come so far."""
        return STAGES.index(self.work.stage) >= STAGES.index(at)


def work_all(stage: Stage, heads: Mapping[str, Need], works: Sequence[Work] = WORKS) -> list[Project]:
    """Those that begin together are decided in one meeting."""
    done = []
    for share in sorted({work.begins for work in works}):
        stage.go(share)
        some = [_begun(stage, work, heads) for work in works if work.begins == share]
        stage.go(min(share + COUNCIL_AFTER, 1.0))
        for one in some:
            _prepared(one)
        waiting = [one for one in some if one.wants(At.MATCHING)]
        carried = meet(stage, [_motion(one) for one in waiting]) if waiting else {}
        for one in some:
            one.decision = carried.get(one.project.id, "")
            _carried_out(one)
        done += [one.project for one in some]
    return done


def _begun(stage: Stage, work: Work, heads: Mapping[str, Need]) -> Running:
    court = next(
        (cell for cell, grid in stage.world.centre.grids.items() if work.court in grid.courtyards), ""
    )
    told = [
        key
        for key, one in heads.items()
        if key.partition("@")[0] in work.asks and one.received_at <= stage.now
    ]
    wanted = [heads[key] for key in told if _near(key, court)] or [heads[key] for key in told]
    said = Said(
        name={"zh-Hans": work.zh, "en": work.en},
        kind=work.kind,
        needs=tuple(one.id for one in wanted),
        topic=work.topic,
        courtyard=work.court if court else "",
        target_attendances=max(work.activities * work.people, 30),
    )
    return Running(stage, work, begin(stage.ports, COORDINATOR, said))


def _near(key: str, cell: str) -> bool:
    """What people want in their own courtyard is met by a project there, or by one of the whole house."""
    return not cell or "@" not in key or key.endswith(f"@{cell}")


def _prepared(one: Running) -> None:
    """As far as the meeting."""
    ports, work = one.stage.ports, one.work
    if one.wants(At.FEASIBILITY):
        one.on()
    if work.standing is Standing.CANCELLED:
        one.project = step(
            ports, SUPERVISOR, one.project.id, one.project.revision, Step.CANCEL, CANCELLED_FOR
        )
    if one.wants(At.APPROVAL):
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
        one.on()


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
    one.project = cite(ports, COORDINATOR, project.id, project.revision, one.decision)
    one.on()
    _funded(one)
    if one.wants(At.DELIVERY):
        one.on()
        _delivered(one)
    if one.wants(At.FEEDBACK):
        one.on()
        _judged(one)
    if one.wants(At.CLOSED):
        one.stage.wait(10)
        one.on()
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
    one.project = plan_money(ports, COORDINATOR, one.project.id, one.project.revision, [line])
    one.project = agree_indicators(ports, COORDINATOR, one.project.id, one.project.revision, INDICATORS)


def _delivered(one: Running) -> None:
    """Half of what was done is told before the money is paid, half after it."""
    stage, work = one.stage, one.work
    begun, left = stage.now, stage.until - stage.now
    _brought(one, Paper.PLAN)
    _brought(one, Paper.AGREEMENT)
    for n in range(work.activities):
        stage.now = begun + left * LASTS * (n + 1) / (work.activities + 1)
        held = hold(stage, work.activity, work.zh, work.en, one.project.id, work.people)
        if n % 3 == 0:
            ask(stage, About.ACTIVITY, held.id, 24)
    stage.now = begun + left * LASTS
    _brought(one, Paper.INVOICE, one.work.yuan * FEN * INVOICED // 100)
    _paid(one)
    if one.wants(At.FEEDBACK):
        _brought(one, Paper.RECORD)
    if work.standing is Standing.PAUSED:
        project = one.project
        one.project = step(stage.ports, COORDINATOR, project.id, project.revision, Step.PAUSE, PAUSED_FOR)


def _judged(one: Running) -> None:
    stage = one.stage
    ask(stage, About.PROJECT, one.project.id, 40)
    scores = one.work.scores if one.wants(At.CLOSED) else one.work.scores[:1]
    for n, score in enumerate(scores):
        finding = FINDING if n == len(scores) - 1 and score < 90 else ""
        name = INDICATORS[n][0]
        one.project = judge(
            stage.ports, EVALUATOR, one.project.id, one.project.revision, name, score, finding
        )


def _brought(one: Running, what: Paper, fen: int = 0) -> None:
    content = page(f"{one.project.number} {what} - simulated, no real paper")
    paper = Brought(
        what=what, name=f"{what}.pdf", content=content, line=one.project.lines[0].id if fen else "", fen=fen
    )
    one.project = bring(one.stage.ports, COORDINATOR, one.project.id, one.project.revision, paper)


def _paid(one: Running) -> None:
    """One enters, another approves, as with every payment of the house."""
    ports, project = one.stage.ports, one.project
    fen, code = one.work.yuan * FEN * PAID // 100, line_code(project.number, project.lines[0].id)
    lines = (
        Posting(account="cost.other", fen=fen, party=code),
        Posting(account="bank", fen=-fen, party=code),
    )
    day = ports.centre.business_day_of(one.stage.now)
    draft = write(ports, TREASURER, Typed(day=day, lines=lines, memo=f"{project.number} {one.work.zh}"))
    entered = enter(ports, TREASURER, draft.id, draft.revision)
    decide(ports, SUPERVISOR, VoucherDeed.APPROVE, entered.id, entered.revision)
