"""One project's page as a tree, and its deeds as they are typed."""

import base64
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.answer import answered
from dashboard.components.project_form import project_form
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.page import Visit
from dashboard.pages import project as project_page
from models.account import Account
from models.audit import AuditEntry
from models.db import Database
from models.grid import Grid
from models.needs.need import Channel, Need
from models.needs.project import Project
from models.needs.provider import Match, MatchStatus
from models.services.projects import card_of
from tests.blank import blank_database
from tests.dashboard.pages.projects_shown import full
from tests.dashboard.pages.test_sensors import shown, text
from tests.matched import helper, need
from tests.models.services.project_house import EVA, GUEST, LI, PDF, ZHOU, ProjectHouse


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = blank_database(tmp_path_factory.mktemp("books") / "centre.db")
    yield database
    database.close()


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> ProjectHouse:
    return ProjectHouse(books, request.node.name)


def a_visit(house: ProjectHouse, account: Account, locale: Locale, **query: str) -> Visit:
    return Visit(ports=house.ports, translate=Translate(locale), account=account, query=query)


def page(house: ProjectHouse, key: str, account: Account = LI, locale: Locale = "en") -> str:
    return text(shown(project_page, a_visit(house, account, locale, open=key)))


def ask(house: ProjectHouse, account: Account, one: Project, **fields: str) -> dict[str, object]:
    carried = {"project": one.id, "seen": f"{one.revision}"}
    return answered(a_visit(house, account, "en"), {**carried, **fields}, project_page.DEEDS)


def now(house: ProjectHouse, one: Project) -> Project:
    return card_of(house.ports, LI, one.id).project


@pytest.mark.parametrize("locale", LOCALES)
def test_every_project_is_told_in_both_languages_without_a_bare_key(
    house: ProjectHouse, locale: Locale
) -> None:
    for one in full(house):
        for account in (LI, ZHOU, EVA, GUEST):
            told = page(house, one.id, account, locale)
            assert "project." not in told
            assert "refused." not in told


def test_a_project_that_is_not_there_has_one_sentence(house: ProjectHouse) -> None:
    assert "There is no such project" in page(house, "nobody")


def test_who_only_looks_is_offered_no_deed(house: ProjectHouse) -> None:
    told = page(house, full(house)[2].id, GUEST)
    assert '"data-ask"' not in told
    assert '"data-deed"' not in told
    assert '"data-paper"' not in told


def test_an_evaluator_is_offered_scores_and_nothing_else(house: ProjectHouse) -> None:
    told = page(house, full(house)[2].id, EVA)
    assert set(re.findall(r'"data-deed": "(\w+)"', told)) == {"judge"}
    assert '"data-ask"' not in told
    assert '"data-paper"' not in told


def test_a_rate_is_told_with_its_n_and_interval(house: ProjectHouse) -> None:
    told = page(house, full(house)[2].id)
    assert "91.7 % content (n = 12, 95 % interval" in told


def test_a_refit_that_is_too_young_says_so(house: ProjectHouse) -> None:
    assert "Too early to say" in page(house, full(house)[3].id)


def test_a_study_is_typed_in_yuan_and_kept(house: ProjectHouse) -> None:
    one = full(house)[1]
    typed = {"cost": "1234.5", "space": "room", "demand": "full at seven", "risks": "none", "fits": "yes"}
    assert ask(house, ZHOU, one, do="feasibility", **typed)["ok"] is True
    found = now(house, one).feasibility
    assert found is not None
    assert (found.cost_fen, found.fits) == (123_450, True)


def test_money_is_planned_row_by_row_and_an_emptied_row_goes(house: ProjectHouse) -> None:
    one = full(house)[0]
    rows = {"source0": "donor", "budget0": "10", "committed0": "4", "source1": "", "budget1": "7"}
    assert ask(house, ZHOU, one, do="money", **rows)["ok"] is True
    (line,) = now(house, one).lines
    assert (line.id, line.source, line.budget_fen, line.committed_fen) == ("1", "donor", 1_000, 400)


def test_a_file_comes_in_pieces_and_is_kept_by_its_bytes(house: ProjectHouse) -> None:
    one, upload = full(house)[0], ""
    for piece in (PDF[:7], PDF[7:]):
        answer = ask(house, ZHOU, one, do="piece", upload=upload, piece=base64.b64encode(piece).decode())
        upload = str(answer["upload"])
    answer = ask(house, ZHOU, one, do="paper", upload=upload, name="a.exe", what="plan")
    assert answer["ok"] is True
    assert [paper.file for paper in now(house, one).evidence] == ["a.pdf"]
    assert ask(house, ZHOU, one, do="paper", upload=upload, name="a", what="plan")["ok"] is False


def test_who_may_bring_nothing_fills_no_memory_either(house: ProjectHouse) -> None:
    one = full(house)[0]
    assert ask(house, GUEST, one, do="piece", upload="", piece="eA==")["ok"] is False


def test_a_score_is_typed_and_what_is_none_is_refused(house: ProjectHouse) -> None:
    one = full(house)[2]
    for wrong in ("", "many", "nan", "101"):
        assert ask(house, EVA, one, do="judge", indicator="care", score=wrong)["ok"] is False
    assert ask(house, EVA, one, do="judge", indicator="care", score="87.5")["ok"] is True
    assert ask(house, ZHOU, now(house, one), do="mend", indicator="reach")["ok"] is True


def test_a_step_that_gates_refuse_names_what_is_missing(house: ProjectHouse) -> None:
    one = full(house)[1]
    answer = ask(house, LI, one, do="step", step="forward")
    assert answer == {
        "n": 0,
        "ok": False,
        "text": "Conditions that are missing for the next stage: 1. the feasibility study",
    }
    assert ask(house, LI, one, do="step", step="pause")["text"] == "Please say why."
    assert ask(house, LI, one, do="step", step="pause", reason="rain")["ok"] is True


def test_a_project_at_work_leads_to_asking_how_it_was_and_an_early_one_not(house: ProjectHouse) -> None:
    early, running = house.begin(), house.running()
    assert f"activities?ask=project%3A{running.id}#begin" in page(house, running.id, ZHOU)
    assert "?ask=" not in page(house, running.id, GUEST)
    assert "?ask=" not in page(house, early.id, ZHOU)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_paper_is_withdrawn_on_the_page_and_stays_to_be_read(house: ProjectHouse, locale: Locale) -> None:
    one = house.invoice(house.running(), 500)
    paper = one.evidence[-1].id
    assert ask(house, GUEST, one, do="withdraw", paper=paper, reason="wrong shop")["ok"] is False
    assert ask(house, ZHOU, one, do="withdraw", paper=paper, reason="wrong shop")["ok"] is True
    told = page(house, one.id, ZHOU, locale)
    assert {"en": "Withdrawn: wrong shop", "zh-Hans": "已撤回：wrong shop"}[locale] in told
    assert paper in told


@pytest.mark.parametrize("locale", LOCALES)
def test_a_courtyard_is_told_by_its_name_in_the_grid(house: ProjectHouse, locale: Locale) -> None:
    one = house.begin(courtyard="y1")
    assert "y1" in page(house, one.id, ZHOU, locale)
    yard = {"zh-Hans": "梅园", "en": "Plum Court"}
    cell = Grid(code="g1", name={"zh-Hans": "一格"}, courtyards={"y1": yard})
    house.ports = replace(house.ports, centre=replace(house.ports.centre, grids={"g1": cell}))
    assert yard[locale] in page(house, one.id, GUEST, locale)


def test_what_a_project_was_called_under_stays_when_its_form_is_kept_as_it_was_shown(
    house: ProjectHouse,
) -> None:
    needs = house.ports.loop.needs
    assert needs is not None
    told = AuditEntry(at=house.now, actor="x", action="x", subject="x", centre="x")
    heard = Need(
        id="n1", number="N-1", received_at=house.now, channel=Channel.DESK, topic="health", text="a nurse"
    )
    needs.put([heard], told)
    one = house.begin(topic="health", courtyard="y1")
    cell = Grid(code="g1", name={"zh-Hans": "一格"}, courtyards={"y2": {"zh-Hans": "梅园"}})
    house.ports = replace(house.ports, centre=replace(house.ports.centre, grids={"g1": cell}))
    form = text(project_form(a_visit(house, ZHOU, "en"), one))
    assert '"value": "N-1"' in form
    for kept in ("health", "y1"):
        assert re.search(rf'"selected": true, "value": "{kept}"', form)
    assert "梅园" in text(project_form(a_visit(house, ZHOU, "zh-Hans"), one)), "chosen by name, not by code"


@pytest.mark.parametrize("locale", LOCALES)
def test_agreed_help_is_shown_with_what_it_gives_and_a_refused_one_not(
    house: ProjectHouse, locale: Locale
) -> None:
    one, pool = house.begin(needs=("n1",)), house.ports.loop.pool
    assert pool is not None
    told = AuditEntry(at=house.now, actor="x", action="x", subject="x", centre="x")
    for key in ("nurse", "firm"):
        pool.put_provider(helper(key, ["health"]), told)
    plain = Match(
        id="m1",
        need="n1",
        provider="nurse",
        status=MatchStatus.AGREED,
        score=1,
        parts={},
        decided_at=house.now,
    )
    needs = house.ports.loop.needs
    assert needs is not None
    needs.put([need("n1")], told)
    pool.put_match(replace(plain, minutes=90), told)
    pool.put_match(replace(plain, id="m2", provider="firm", status=MatchStatus.REFUSED), told)
    shown_there = page(house, one.id, ZHOU, locale)
    assert {"en": "Helper nurse", "zh-Hans": "能人nurse"}[locale] in shown_there
    assert {"en": "1.5 h", "zh-Hans": "1.5 小时"}[locale] in shown_there
    assert "firm" not in shown_there
    assert "nurse" not in page(house, one.id, EVA, locale), "who may not look at the pool"
