"""The page of needs as a tree: empty and full, in both languages, what each role may do, and what two do at once."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import needs as page
from models.account import Role
from models.needs.need import Need, NeedStatus, WantedTime
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.need_house import NeedHouse, a_need_house

EVENING = (WantedTime(weekday=4, start_minute=1140, end_minute=1200),)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[NeedHouse]:
    house = a_need_house(tmp_path)
    yield house
    house.database.close()


def tree(house: NeedHouse, role: Role = Role.COORDINATOR, locale: Locale = "en", **query: str) -> Component:
    return shown(page, a_visit(role, house.ports, locale, **query))


def ask(house: NeedHouse, role: Role = Role.COORDINATOR, **fields: str) -> dict[str, object]:
    return answered(a_visit(role, house.ports, "en"), fields, page.DEEDS)


def ticked(*needs: Need) -> dict[str, str]:
    return {f"need-{one.id}": f"{one.revision}" for one in needs}


def kept(house: NeedHouse) -> dict[str, Need]:
    assert house.ports.loop.needs is not None
    return {one.text: one for one in house.ports.loop.needs.of()}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FRONT_DESK, Role.VIEWER])
def test_needs_are_told_in_both_languages_with_unique_ids_and_no_bare_keys(
    house: NeedHouse, locale: Locale, role: Role
) -> None:
    house.typed(
        "健身房太挤", "fitness", grid="g1", crowded=EVENING, crowded_space="gym", wanted=EVENING, voices=6
    )
    house.typed("想学书法", grid="g2")
    found = tree(house, role, locale)
    told = text(found)
    ids = [part.id for part in found._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert "健身房太挤" in told
    assert "need." not in told
    assert "need_form." not in told


def test_a_centre_without_needs_says_how_they_come_in(house: NeedHouse) -> None:
    told = text(tree(house))
    assert "No needs yet" in told
    assert "Nobody has named an hour yet" in told
    assert "—" in told


def test_the_address_chooses_and_whatever_else_stands_in_it_is_passed_over(house: NeedHouse) -> None:
    house.typed("健身房太挤", "fitness", grid="g1")
    other = house.typed("想学书法", grid="g2")
    assert "健身房太挤" not in text(tree(house, topic="culture"))
    assert "想学书法" not in text(tree(house, grid="g1"))
    assert "健身房太挤" not in text(tree(house, text=other.number.lower()))
    assert "健身房太挤" in text(tree(house, text="健身", status="moon", page="x", month=""))
    assert "List (0)" in text(tree(house, month="2020-01"))


def test_ticked_needs_are_accepted_declined_with_a_reason_and_met(house: NeedHouse) -> None:
    one, other = house.typed("想学琴"), house.typed("想学画")
    assert ask(house, do="decide", to="open", **ticked(one, other))["text"] == "Accepted: 2."
    assert not ask(house, do="decide", to="declined", **ticked(kept(house)["想学画"]))["ok"]
    assert ask(house, do="decide", to="declined", reason="没有老师", **ticked(kept(house)["想学画"]))["ok"]
    assert ask(house, do="decide", to="met", **ticked(kept(house)["想学琴"]))["ok"]
    assert {one.status for one in kept(house).values()} == {NeedStatus.DECLINED, NeedStatus.MET}


def test_of_two_who_decide_the_second_is_told_in_words(house: NeedHouse) -> None:
    need = house.typed("想学琴")
    assert ask(house, do="decide", to="open", **ticked(need))["ok"]
    late = ask(house, Role.MANAGER, do="decide", to="declined", reason="不", **ticked(need))
    assert not late["ok"]
    assert "Somebody just changed one of them" in str(late["text"])
    assert kept(house)["想学琴"].status is NeedStatus.OPEN


def test_what_may_be_said_twice_stands_beside_it_and_is_linked_by_one_button(house: NeedHouse) -> None:
    first = house.typed("3栋到东门的路灯不亮", "safety")
    again = house.said("三栋去东门的照明坏了", "safety", grid="g2")
    assert "These may say the same (1)" in text(tree(house))
    assert ask(house, do="decide", to="link", head=first.id, **ticked(again))["ok"]
    assert kept(house)["三栋去东门的照明坏了"].of == first.id
    told = text(tree(house))
    assert "These may say the same" not in told
    assert f"linked to {first.number}" in told
    assert "2 people" in told
    assert ask(house, do="decide", to="unlink", **ticked(kept(house)["三栋去东门的照明坏了"]))["ok"]


def test_those_outside_are_told_no_small_counts_and_change_nothing(house: NeedHouse) -> None:
    need = house.typed("健身房太挤", "fitness", grid="g1", voices=3, wanted=EVENING)
    assert "Fitness, One: <5 voices" in str(tree(house, Role.VIEWER)) or "<5" in text(
        tree(house, Role.VIEWER)
    )
    assert "<5" not in text(tree(house))
    for fields in (
        {"do": "decide", "to": "open", **ticked(need)},
        {"do": "enter", "channel": "desk", "topic": "meals", "text": "吃饭"},
    ):
        assert not ask(house, Role.VIEWER, **fields)["ok"]
    assert not ask(house, Role.FRONT_DESK, do="decide", to="open", **ticked(need))["ok"]
    assert "Write a need down" in text(tree(house, Role.FRONT_DESK))
    assert "Write a need down" not in text(tree(house, Role.VIEWER))


def test_the_desk_writes_a_need_down_and_is_told_its_number(house: NeedHouse) -> None:
    told = ask(
        house,
        Role.FRONT_DESK,
        do="enter",
        channel="desk",
        topic="meals",
        text="想吃早饭",
        place="g1/y1",
        voices="2",
    )
    need = kept(house)["想吃早饭"]
    assert need.number in str(told["text"])
    assert (need.grid, need.courtyard, need.voices) == ("g1", "y1", 2)
    assert not ask(house, Role.FRONT_DESK, do="enter", channel="paper", topic="meals", text="x")["ok"]
    assert not ask(
        house, Role.FRONT_DESK, do="enter", channel="desk", topic="meals", text="想吃", voices="many"
    )["ok"]


def test_the_needs_can_be_taken_along_and_no_cell_becomes_a_formula(house: NeedHouse) -> None:
    house.typed("=1+1 想学算术")
    told = ask(house, Role.VIEWER, do="sheet")
    file = told["file"]
    assert isinstance(file, dict)
    rows = list(csv.reader(io.StringIO(str(file["text"]))))
    assert [row[4] for row in rows[1:]] == ["'=1+1 想学算术"]


def test_each_heat_can_be_taken_along_and_hides_in_the_file_what_it_hides_on_the_page(
    house: NeedHouse,
) -> None:
    house.typed("健身房太挤", "fitness", grid="g1", voices=3, wanted=EVENING, crowded=EVENING)
    house.typed("想学书法", "culture", grid="g2", voices=40)
    for part, said in (
        ("needs-map", "Fitness,3,0,0,3"),
        ("needs-months", "Fitness,3,3"),
        ("needs-wanted", "Fri,"),
        ("needs-crowded", "Fri,"),
    ):
        text = {
            role: str(ask(house, role, do="sheet", sheet=part)["file"]["text"])  # type: ignore[index]
            for role in (Role.COORDINATOR, Role.VIEWER)
        }
        assert said in text[Role.COORDINATOR], part
        assert "<5" not in text[Role.COORDINATOR]
        assert "<5" in text[Role.VIEWER], part
    assert not ask(house, do="sheet", sheet="needs-moon")["ok"]


def test_a_topic_is_added_and_retired(house: NeedHouse) -> None:
    assert ask(house, do="topic", key="music", name_zh="音乐", name_en="Music")["ok"]
    assert ask(house, do="retire", topic="music", to="yes")["ok"]
    assert not ask(house, do="retire", topic="moon", to="yes")["ok"]
    assert not ask(house, Role.FRONT_DESK, do="topic", key="art", name_zh="画", name_en="Art")["ok"]
    assert "Bring back" in text(tree(house))


@pytest.mark.parametrize("locale", LOCALES)
def test_time_to_an_answer_is_told_by_topic_and_not_known_is_no_0(house: NeedHouse, locale: Locale) -> None:
    need, unknown = house.typed(voices=12), {"en": "not known", "zh-Hans": "未知"}[locale]
    assert unknown in text(tree(house, locale=locale))
    house.now += timedelta(days=3)
    assert ask(house, do="decide", to="open", **ticked(need))["ok"]
    told = text(tree(house, locale=locale))
    assert unknown not in told
    assert {"en": "3 days", "zh-Hans": "3 天"}[locale] in told
    assert "needs-answers" in text(tree(house, Role.VIEWER, locale)), "12 voices are no secret"
    file = ask(house, Role.VIEWER, do="sheet")["file"]
    assert isinstance(file, dict)
    assert next(csv.reader(io.StringIO(file["text"].splitlines()[1])))[-1] == "3"


def test_those_outside_are_not_told_how_few_waited(house: NeedHouse) -> None:
    house.typed(voices=3)
    assert "needs-answers" not in text(tree(house, Role.VIEWER))
    assert "needs-answers" in text(tree(house))
