"""Activities of the simulated community: held and counted, with volunteers, and what people who came said of them."""

from datetime import timedelta

from ingest.simulator.community.plan import KINDS
from ingest.simulator.community.stage import COORDINATOR, Stage
from ingest.simulator.seed import generator
from models.needs.activity import Activity
from models.needs.survey import About, Answer
from models.programme.ports import Programme
from models.services.activities import Planned, give, plan
from models.services.answering import answer
from models.services.loop import activities_of, surveys_of
from models.services.surveys import begin_survey

OTHERS = (
    ("charity-fair", "旧物交换日", "Swap day", 14, 260),
    ("culture-sport", "周末合唱", "Choir at the weekend", 10, 80),
    ("courtyard", "邻里清洁日", "Neighbours clean up", 10, 70),
    ("demo-children", "假期手工课", "Crafts in the holidays", 6, 40),
    ("demo-safety", "楼道消防演练", "Fire drill", 4, 120),
)
"""Kind, names, how many of them, and who come: what the house held without a project."""

SURVEYED = 6
"""Every which of them is asked about."""

CONTENT = (0.74, 0.243, 0.011, 0.004, 0.002)
"""Shares of the answers, the best first: 98 of 100 are satisfied or more."""

PERSONS_KNOWN, VOLUNTEERS_CAME = 0.4, 0.7
OPEN_DAYS = 14


def name_kinds(programme: Programme) -> None:
    """Those that are not there yet: what people changed stays."""
    known = {one.key for one in programme.offerings.kinds()}
    for kind in KINDS:
        if kind.key not in known:
            programme.offerings.put_kind(kind)


def hold_others(stage: Stage, most: int | None = None) -> None:
    """Over the whole past. most: of each kind, None = all."""
    for kind, zh, en, count, people in OTHERS:
        before = held_before(stage, zh)
        for n in range(min(count, most or count)):
            stage.go(0.05 + 0.9 * (n + 1) / (count + 1))
            held = before[n] if n < len(before) else hold(stage, kind, zh, en, "", people)
            if n % SURVEYED == 0:
                ask(stage, About.ACTIVITY, held.id, 20)


def held_before(stage: Stage, zh: str, project: str = "") -> list[Activity]:
    """What a play that was broken off held of them, in its order."""
    every = activities_of(stage.ports).all()
    mine = [one for one in every if one.name["zh-Hans"] == zh and one.project == project]
    return sorted(mine, key=lambda one: (one.day, one.id))


def hold(stage: Stage, kind: str, zh: str, en: str, project: str, people: int) -> Activity:
    """One that took place today."""
    draw = generator(stage.world.seed, stage.world.centre.id, "gathering", zh, f"{stage.now:%Y%m%d%H}")
    came = max(int(draw.normal(people, people * 0.2)), 3)
    known = draw.random() < PERSONS_KNOWN
    held = plan(
        stage.ports,
        COORDINATOR,
        Planned(
            kind=kind,
            name={"zh-Hans": zh, "en": en},
            day=stage.ports.centre.business_day_of(stage.now),
            project=project,
            attendances=came,
            persons=max(came * 4 // 5, 1) if known else None,
        ),
    )
    if draw.random() < VOLUNTEERS_CAME:
        volunteers = 2 + int(draw.integers(6))
        give(stage.ports, COORDINATOR, held.id, volunteers, volunteers * 30 * (2 + int(draw.integers(5))))
    return held


def ask(stage: Stage, about: About, subject: str, answers: int) -> None:
    """A survey by a code on paper, answered within the day, open for two weeks; no device answers twice."""
    begun = (one for one in surveys_of(stage.ports).all() if (one.about, one.subject) == (about, subject))
    survey = next(begun, None) or begin_survey(
        stage.ports, COORDINATOR, about, subject, OPEN_DAYS, answers * 5 // 3
    )
    draw = generator(stage.world.seed, survey.subject, "answers")
    asked_at, choices = stage.now, list(Answer)
    for n, drawn in enumerate(draw.choice(len(choices), answers, p=CONTENT)):
        stage.now = min(asked_at + timedelta(minutes=5 * n), stage.until)
        answer(stage.ports, survey, f"device-{n}", choices[int(drawn)])
    stage.now = asked_at
