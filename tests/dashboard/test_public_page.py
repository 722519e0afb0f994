"""The public page: off until it is switched on, and nobody and no small count is found in it by who tries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from dashboard.deployment import Web
from dashboard.i18n import LOCALES
from dashboard.public_page import FRESH, PublicPages
from models.audit import AuditEntry
from models.needs.need import Channel, Need, NeedStatus, Topic
from models.needs.project import BudgetLine, Project, ProjectKind, Stage, Standing
from models.needs.survey import About, Answer, SurveyAnswer
from models.ports import Ports
from models.services.activities import Planned, plan
from models.services.loop import needs_of, projects_of, surveys_of
from models.services.public import public_view, switch_public
from models.services.strangers import RefusedError
from models.services.surveys import begin_survey, end_survey
from tests.activities import LIN, NOW, VIEWER, WANG, activity_house
from tests.web import Client, serving

TOLD = AuditEntry(at=NOW, actor="lin", action="need.enter", subject="", centre="test")
SECRET = "住3栋2单元的王阿姨 13812345678"


@dataclass
class House:
    """A clock to be moved, and everything of the house."""

    ports: Ports
    now: datetime = NOW

    def clock(self) -> datetime:
        return self.now

    def needs(self, topic: str, voices: int, met: int = 0) -> None:
        """So many single voices, in October."""
        at = datetime(2026, 10, 10, 3, tzinfo=UTC)
        some = [
            Need(
                id=f"{topic}-{n}",
                number=f"N-{topic}-{n}",
                received_at=at,
                channel=Channel.FORM,
                topic=topic,
                text=SECRET,
                grid="G-07",
                status=NeedStatus.MET if n < met else NeedStatus.OPEN,
                met_on=date(2026, 11, 1) if n < met else None,
            )
            for n in range(voices)
        ]
        needs_of(self.ports).put(some, TOLD)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with activity_house(tmp_path) as ports:
        for key, name in (("light", "路灯"), ("piano", "钢琴"), ("quiet", "安静")):
            needs_of(ports).put_topic(Topic(key=key, name={"zh-Hans": name, "en": key.title()}), TOLD)
        house = House(ports)
        house.ports = replace(ports, clock=house.clock)
        yield house


@pytest.fixture
def client(house: House) -> Iterator[Client]:
    centres: dict[Any, Ports] = {house.ports.centre.id: house.ports}
    pages = PublicPages(centres=centres, web=Web(cache=Path()), clock=house.clock)
    with serving(Starlette(routes=pages.routes())) as port:
        yield Client(port)


def shown(house: House) -> None:
    switch_public(house.ports, WANG, on=True)


def text(html: str) -> str:
    """What a person reads, without the marks."""
    return re.sub(r"<[^>]+>", " ", html)


def test_the_page_is_not_there_until_a_manager_switches_it_on(house: House, client: Client) -> None:
    assert client.get("/test/public").status == 404
    with pytest.raises(RefusedError):
        switch_public(house.ports, LIN, on=True)
    shown(house)
    assert client.get("/test/public").status == 200
    assert client.get("/elsewhere/public").status == 404
    switch_public(house.ports, WANG, on=False)
    assert client.get("/test/public").status == 404


@pytest.mark.parametrize("locale", LOCALES)
def test_whoever_looks_for_a_person_or_a_small_count_finds_neither(
    house: House, client: Client, locale: str
) -> None:
    house.needs("light", 40, met=31)
    house.needs("piano", 7)
    house.needs("quiet", 23, met=4)
    survey = begin_survey(house.ports, LIN, About.MEAL, "午餐", 7)
    for n in range(152):
        answer = Answer.SATISFIED if n < 149 else Answer.NEUTRAL
        surveys_of(house.ports).answer(
            SurveyAnswer(survey=survey.id, answer=answer, at=NOW, token=f"{n}", remark=SECRET)
        )
    typed = Planned(kind="courtyard", name={"zh-Hans": SECRET}, day=date(2026, 11, 20), attendances=8)
    plan(house.ports, LIN, typed)
    typed = Planned(kind="charity-fair", name={"zh-Hans": "义集"}, day=date(2026, 11, 20), attendances=90)
    plan(house.ports, LIN, typed)
    end_survey(house.ports, LIN, survey.id)
    house.now += timedelta(days=1)
    shown(house)
    told = client.get(f"/test/public?lang={locale}").text
    for trace in ("13812345678", "王阿姨", "3栋", "N-light", "G-07", "lin", "wang", SECRET):
        assert trace not in text(told), trace
    needs = text(told[told.index('id="needs"') : told.index('id="activities"')])
    numbers = {int(one.replace(",", "")) for one in re.findall(r"\b\d[\d,]*\b", needs)}
    assert 40 in numbers
    assert not {7, 23, 31, 4} & numbers, "a small count, or what would give it away by the total"
    activities = text(told[told.index('id="activities"') :])
    assert not {8, 90} & {int(one) for one in re.findall(r"\b\d+\b", activities)}
    assert "98.03" in told
    assert "n = 152" in told


def test_a_topic_that_every_house_begins_with_has_its_name(house: House, client: Client) -> None:
    house.needs("care", 60)
    shown(house)
    assert "Care of elders" in client.get("/test/public?lang=en").text
    assert "养老照料" in client.get("/test/public?lang=zh-Hans").text


def test_hidden_counts_stand_by_name_after_the_others_and_have_no_bar(house: House, client: Client) -> None:
    for topic, voices in (("light", 40), ("piano", 5), ("quiet", 5)):
        house.needs(topic, voices)
    shown(house)
    told = client.get("/test/public?lang=en").text
    needs = told[told.index('id="needs"') :].partition("</section>")[0]
    assert needs.index("Light") < needs.index("Piano") < needs.index("Quiet")
    assert needs.count("inline-size") == 1


def test_a_project_is_told_with_stage_and_money_unless_it_may_not_be_shown(
    house: House, client: Client
) -> None:
    line = BudgetLine(id="1", source="special", courtyard="", budget_fen=10_000_000, committed_fen=0)
    shade = Project(
        id="p1",
        number="P2026-001",
        name={"zh-Hans": "遮阳棚 13812345678", "en": "Shade 13812345678"},
        kind=ProjectKind.SERVICE,
        stage=Stage.DELIVERY,
        standing=Standing.RUNNING,
        needs=(),
        begun_on=date(2026, 3, 1),
        lines=(line,),
    )
    hidden = replace(shade, id="p2", number="P2026-002", name={"en": "Hush"}, is_public=False)
    gone = replace(shade, id="p3", number="P2026-003", name={"en": "Gone"}, standing=Standing.CANCELLED)
    for one in (shade, hidden, gone):
        projects_of(house.ports).put(one, TOLD)
    shown(house)
    told = text(client.get("/test/public?lang=en").text)
    assert "Shade ●●●" in told
    assert "100,000.00 yuan" in told
    assert "Hush" not in told
    assert "Gone" not in told


def test_an_answer_to_an_open_survey_moves_no_number(house: House, client: Client) -> None:
    survey = begin_survey(house.ports, LIN, About.MEAL, "午餐", 7)
    for n in range(20):
        surveys_of(house.ports).answer(
            SurveyAnswer(survey=survey.id, answer=Answer.SATISFIED, at=NOW, token=f"{n}")
        )
    house.now += timedelta(days=1)
    shown(house)
    assert 'id="results"' not in client.get("/test/public").text


def test_what_was_said_today_is_not_told_before_tomorrow(house: House, client: Client) -> None:
    typed = Planned(kind="courtyard", name={"zh-Hans": "植树"}, day=date(2026, 11, 22), attendances=80)
    plan(house.ports, LIN, typed)
    shown(house)
    assert "80" not in text(client.get("/test/public").text)
    house.now += timedelta(days=1)
    assert "80" in text(client.get("/test/public").text)


def test_the_page_may_be_kept_for_a_minute_and_is_worked_out_anew_after_five(
    house: House, client: Client
) -> None:
    shown(house)
    first = client.get("/test/public")
    assert first.headers["cache-control"] == "public, max-age=60"
    assert first.headers["vary"] == "Cookie, Accept-Language"
    house.needs("light", 40)
    assert client.get("/test/public").text == first.text
    house.now += FRESH
    assert client.get("/test/public").text != first.text


def test_a_link_to_it_shows_what_it_is_in_a_chat_and_runs_no_script_of_others(
    house: House, client: Client
) -> None:
    shown(house)
    told = client.get("/test/public?lang=en").text
    assert '<meta property="og:title" content="Test Centre: needs and results">' in told
    assert f'content="http://127.0.0.1:{client.port}/test/public"' in told
    assert re.findall(r"<script[^>]*src=\"(?!/assets/)", told) == []
    assert "style=" not in told or "javascript" not in told


def test_a_viewer_has_no_switch(house: House) -> None:
    with pytest.raises(RefusedError):
        switch_public(house.ports, VIEWER, on=True)


def asked(house: House, about: About, subject: str, yes: int, no: int) -> None:
    survey = begin_survey(house.ports, LIN, about, subject, 7)
    for n in range(yes + no):
        answer = Answer.SATISFIED if n < yes else Answer.VERY_DISSATISFIED
        surveys_of(house.ports).answer(SurveyAnswer(survey=survey.id, answer=answer, at=NOW, token=f"{n}"))
    end_survey(house.ports, LIN, survey.id)


def counted(house: House) -> int:
    """Of how many answers the page of the next day tells, to whoever takes one number from another."""
    house.now += timedelta(days=1)
    return public_view(house.ports).opinion.answered


def test_no_few_answers_are_found_by_taking_one_rate_from_another(house: House) -> None:
    shade = Project(
        id="p1",
        number="P2026-001",
        name={"en": "Shade"},
        kind=ProjectKind.SERVICE,
        stage=Stage.FEEDBACK,
        standing=Standing.RUNNING,
        needs=(),
        begun_on=date(2026, 3, 1),
    )
    projects_of(house.ports).put(shade, TOLD)
    asked(house, About.PROJECT, "p1", 20, 0)
    asked(house, About.MEAL, "午餐", 0, 1)
    assert counted(house) == 20
    asked(house, About.PROJECT, "p1", 0, 9)
    assert counted(house) == 20
    assert [one.opinion.answered for one in public_view(house.ports).projects] == [20]
    asked(house, About.MEAL, "晚餐", 0, 10)
    assert counted(house) == 30
