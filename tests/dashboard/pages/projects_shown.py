"""A house full of projects for tests of pages: one in each situation that somebody has to see."""

from dataclasses import replace
from datetime import timedelta

from models.needs.gates import Step
from models.needs.project import BudgetLine, Feasibility, Paper, Project, ProjectKind
from models.needs.survey import About, Answer
from models.services.project_judging import judge
from models.services.project_papers import Brought, bring, plan_money
from models.services.projects import step
from tests.models.services.project_house import EVA, LI, NOW, PDF, ZHOU, ProjectHouse

STUDY = Feasibility(cost_fen=900_000, space="room", demand="40 %", risks="rain", fits=True, by="", at=NOW)


def full(house: ProjectHouse) -> list[Project]:
    """New, with its study, running with money and a finding, a refit, one that rests and one that is gone."""
    house.now = NOW - timedelta(days=70)
    new = house.begin(courtyard="c2")
    studied = house.on(
        house.begin(name={"zh-Hans": "老年食堂改造", "en": "Canteen refit"}, kind=ProjectKind.REFIT)
    )
    running = house.running(courtyard="c1", target_attendances=400)
    running = house.invoice(running, 120_000)
    running = bring(
        house.ports,
        ZHOU,
        running.id,
        running.revision,
        Brought(what=Paper.PLAN, name="plan.pdf", content=PDF + b"p"),
    )
    wider = BudgetLine(id="", source="donor", courtyard="c3", budget_fen=300_000, committed_fen=100_000)
    running = plan_money(house.ports, LI, running.id, running.revision, [*running.lines, wider])
    running = judge(house.ports, EVA, running.id, running.revision, "reach", 72, "no ramp at the door")
    house.surveys.ask(About.PROJECT, running.id, *[Answer.SATISFIED] * 11, Answer.NEUTRAL)
    refit = house.running(
        name={"zh-Hans": "七彩空间", "en": "Colourful room"},
        kind=ProjectKind.REFIT,
        space="room",
        opened_on=house.now.date(),
        promised_hours=40.0,
    )
    rests = house.begin(name={"zh-Hans": "邻里花园", "en": "Garden"})
    rests = step(house.ports, LI, rests.id, rests.revision, Step.PAUSE, "winter")
    gone = house.begin(name={"zh-Hans": "夜市", "en": "Night market"})
    gone = step(house.ports, LI, gone.id, gone.revision, Step.CANCEL, "no room")
    house.now = NOW
    return [new, studied, running, refit, rests, gone]


def with_key(house: ProjectHouse, key: str) -> ProjectHouse:
    """The same house under another id, as browser tests need."""
    return replace(house, book=key)
