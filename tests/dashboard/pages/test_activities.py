"""The page of activities as a tree and by its deeds: plan, count, hours, surveys, the switch; and who may not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.answer import Json, answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import activities
from models.account import Role
from models.needs.activity import ActivityStatus
from models.needs.survey import Answer, SurveyAnswer
from models.ports import Ports
from models.services.loop import activities_of, surveys_of
from tests.activities import NOW, activity_house, counted_at, session_at
from tests.builders import some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import parts, shown, text

FAIR = {"kind": "charity-fair", "name_zh": "义集<b>", "name_en": "Fair<b>", "day": "2026-11-20"}


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        session_at(ports, "s1", 18)
        counted_at(ports, "s1", sensor=31)
        yield ports


def page(ports: Ports, locale: Locale = "en", role: Role = Role.COORDINATOR, **query: str) -> str:
    return text(shown(activities, a_visit(role, ports, locale, **query)))


def ask(ports: Ports, do: str, role: Role = Role.COORDINATOR, **fields: str) -> Json:
    return answered(a_visit(role, ports), {"do": do, **fields}, activities.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_activity_is_written_down_counted_and_given_hours(ports: Ports, locale: Locale) -> None:
    assert ask(ports, "plan", **FAIR)["ok"]
    (one,) = activities_of(ports).all()
    assert ask(ports, "count", activity=one.id, seen=f"{one.revision}", attendances="84", persons="60")["ok"]
    assert ask(ports, "give", activity=one.id, volunteers="6", hours="2.5")["ok"]
    told = page(ports, locale, activity=one.id)
    assert "84" in told
    assert ("6 volunteers, 15 h in all" if locale == "en" else "6 名志愿者，合计 15 小时") in told
    work = activities_of(ports).work()[0]
    assert ask(ports, "take_back", work=work.id)["ok"]
    assert activities_of(ports).work() == []


def test_a_session_of_the_timetable_stands_in_the_list_with_who_counted_it(ports: Ports) -> None:
    told = page(ports, activity="session:s1")
    assert "Choir day" in told
    assert "sensor" in told
    assert "A session of the timetable" in told
    assert ask(ports, "give", activity="session:s1", volunteers="2", hours="1")["ok"]
    assert page(ports, role=Role.VIEWER).count("Choir day") == 1


@pytest.mark.parametrize(
    ("do", "fields"),
    [
        ("plan", {**FAIR, "day": "soon"}),
        ("plan", {**FAIR, "kind": "x"}),
        ("plan", {**FAIR, "attendances": "many"}),
        ("give", {"activity": "session:s1", "volunteers": "2", "hours": "NaN"}),
        ("give", {"activity": "session:s1", "volunteers": "2", "hours": "1e99"}),
        ("give", {"activity": "session:s1", "volunteers": "2", "hours": ""}),
        ("count", {"activity": "nothing", "seen": "1"}),
        ("survey", {"about": "weather", "subject": "x", "days": "7"}),
        ("survey", {"about": "meal", "subject": "", "days": "7"}),
        ("end", {"survey": "nothing"}),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_keeps_nothing(
    ports: Ports, do: str, fields: dict[str, str]
) -> None:
    answer = ask(ports, do, **fields)
    assert not answer["ok"]
    assert answer["text"]
    assert activities_of(ports).work() == []


def test_an_empty_count_is_no_0(ports: Ports) -> None:
    ask(ports, "plan", **FAIR)
    (one,) = activities_of(ports).all()
    ask(ports, "count", activity=one.id, seen=f"{one.revision}", attendances=" ")
    (held,) = activities_of(ports).all()
    assert (held.status, held.attendances) == (ActivityStatus.HELD, None)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_survey_is_begun_shown_with_its_number_and_ended(ports: Ports, locale: Locale) -> None:
    assert ask(ports, "survey", about="session", subject="s1", days="7", invited="31")["ok"]
    (survey,) = surveys_of(ports).all()
    for n in range(10):
        said = SurveyAnswer(
            survey=survey.id, answer=Answer.SATISFIED, at=NOW, token=f"{n}", remark=f"很好{n}"
        )
        surveys_of(ports).answer(said)
    told = page(ports, locale, survey=survey.id)
    assert "100.00 %" in told
    assert "n = 10" in told
    assert "72.2" in told
    assert "很好3" in told
    assert f"/test/slips/{survey.id}" in told
    assert ask(ports, "end", survey=survey.id)["ok"]
    assert not ask(ports, "end", survey=survey.id)["ok"]


def test_few_answers_show_neither_rate_nor_remark(ports: Ports) -> None:
    ask(ports, "survey", about="session", subject="s1", days="7")
    (survey,) = surveys_of(ports).all()
    surveys_of(ports).answer(
        SurveyAnswer(survey=survey.id, answer=Answer.SATISFIED, at=NOW, token="t", remark="菜咸")
    )
    told = page(ports, survey=survey.id)
    assert "too few for a rate" in told
    assert "菜咸" not in told
    assert "100" not in ask(ports, "take_surveys")["file"]["text"]


def test_the_list_is_taken_as_a_file_in_which_nobody_counted_is_empty(ports: Ports) -> None:
    session_at(ports, "s2", 19)
    rows = ask(ports, "take")["file"]["text"].splitlines()
    assert rows[1].startswith("2026-11-18,Choir day,Culture and sport for all,held,31,sensor,,")
    assert rows[2].startswith("2026-11-19,Choir day,Culture and sport for all,held,,,,")


def test_the_public_page_is_switched_by_a_manager_alone(ports: Ports) -> None:
    assert not ask(ports, "public", turn="on")["ok"]
    assert "Show it to everybody" not in page(ports)
    assert ask(ports, "public", Role.MANAGER, turn="on")["ok"]
    assert "/test/public" in page(ports, role=Role.MANAGER)


def test_who_may_only_read_sees_no_form_and_changes_nothing(ports: Ports) -> None:
    told = page(ports, role=Role.VIEWER, activity="session:s1")
    assert '"data-deed"' not in told
    for do in ("plan", "give", "survey"):
        assert not ask(ports, do, Role.VIEWER, **FAIR, about="meal", subject="x", hours="1", volunteers="1")[
            "ok"
        ]


def test_a_house_that_keeps_none_says_so() -> None:
    assert "does not keep" in page(some_ports())


def test_nothing_held_says_what_to_do(ports: Ports) -> None:
    days = {"period": "custom", "first": "2026-01-01", "last": date(2026, 1, 31).isoformat()}
    assert "Nothing was held" in page(ports, **days)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_to_be_judged_is_chosen_and_a_way_leads_there_filled_in(ports: Ports, locale: Locale) -> None:
    visit = a_visit(Role.COORDINATOR, ports, locale, ask="session:s1")
    found = [*parts(shown(activities, visit))]
    (chosen,) = [one for one in found if getattr(one, "value", "") == "session:s1"]
    assert chosen.selected is True
    (form,) = [one for one in found if getattr(one, "data-keeps", "") == "survey"]
    assert (form.id, form.open) == ("begin", True)
    assert "survey." not in text(shown(activities, visit))
    assert ask(ports, "survey", what="session:s1", days="7")["ok"]
    assert ask(ports, "survey", what="meal:", meal="夜宵", days="7")["ok"]
    assert sorted(one.subject for one in surveys_of(ports).all()) == ["s1", "夜宵"]


@pytest.mark.parametrize("what", ["", "meal:", "project:nothing", "weather:x"])
def test_a_survey_of_nothing_chosen_is_refused(ports: Ports, what: str) -> None:
    assert not ask(ports, "survey", what=what, days="7")["ok"]
    assert "survey.about" not in page(ports, ask=what)
