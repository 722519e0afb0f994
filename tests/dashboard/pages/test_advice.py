"""The page of off-peak advice as a tree: empty, full, for each role, in both languages, whatever the address says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.advice.deed import DEEDS
from dashboard.answer import Json, answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.page import Visit
from dashboard.pages import advice
from models.account import Role
from models.advice.recommendation import Recommendation, State
from models.ports import Ports
from models.services.advising import advice_of
from tests.advice_week import CLASS, EVERY, GYM, MOVE, TAKEN, advised_house
from tests.dashboard.pages.test_live import a_visit, parts
from tests.dashboard.pages.test_sensors import count, shown, text


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = advised_house(tmp_path)
    yield ports
    database.close()


def ask(visit: Visit, **fields: str) -> Json:
    return answered(visit, {"n": 1, **fields}, permitted(visit, DEEDS))


def kept(ports: Ports, key: str) -> State:
    one = advice_of(ports).recommendations.find(key)
    assert one is not None
    return one.state


def which(one: object = CLASS) -> dict[str, str]:
    return {"key": one.id, "version": str(one.version)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", [{}, {"open": CLASS.id}, {"view": "day", "date": "2026-11-24"}])
def test_the_page_is_there_in_both_languages(ports: Ports, locale: Locale, query: dict[str, str]) -> None:
    page = shown(advice, a_visit(ports=ports, locale=locale, **query))
    assert count(page, "column") == (len(ports.centre.spaces) if "view" in query else 7)
    assert count(page, "opened") == int("open" in query)
    ids = [one for part in parts(page) if (one := getattr(part, "id", None))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "query",
    [
        {"week": "2026-W99"},
        {"week": "0001-W01"},
        {"week": "<script>", "space": "<script>", "view": "x", "open": "<script>"},
        {"date": "9999-12-31", "view": "day"},
        {"open": "2026-W40-01"},
    ],
)
def test_any_address_shows_a_week(ports: Ports, query: dict[str, str]) -> None:
    page = shown(advice, a_visit(ports=ports, **query))
    assert count(page, "calendar") == 1
    assert count(page, "opened") == 0


def test_each_day_of_a_proposal_has_a_card_and_what_takes_place_stands_beside(ports: Ports) -> None:
    page = shown(advice, a_visit(ports=ports, space="gym"))
    tokens = [getattr(part, "data-session", None) for part in parts(page)]
    assert [one for one in tokens if one] == [f"{GYM.id}/{n}/024" for n in range(3)]
    assert count(shown(advice, a_visit(ports=ports, space="dance")), "standing") == 14


def test_whoever_opens_a_proposal_sees_the_week_of_its_space(ports: Ports) -> None:
    page = shown(advice, a_visit(ports=ports, open=GYM.id))
    tokens = {getattr(part, "data-session", None) for part in parts(page)}
    assert f"{GYM.id}/0/024" in tokens


def test_what_was_rejected_has_no_card_but_stands_in_the_list(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    ask(visit, do="reject", reason="coach", **which())
    page = shown(advice, visit)
    assert f"{CLASS.id}/0/13" not in {getattr(part, "data-session", None) for part in parts(page)}
    assert "✕ Rejected" in text(page)


def test_a_week_without_proposals_says_so(ports: Ports) -> None:
    page = shown(advice, a_visit(ports=ports, week="2027-W03"))
    assert "Nothing is proposed for this week" in text(page)
    assert count(page, "column") == 7


def test_a_deployment_without_advice_says_so(ports: Ports) -> None:
    page = shown(advice, a_visit(ports=replace(ports, advice=None)))
    assert (count(page, "calm"), count(page, "calendar")) == (1, 0)


def test_a_proposal_that_is_opened_tells_all_of_itself(ports: Ports) -> None:
    told = text(shown(advice, a_visit(ports=ports, open=CLASS.id)))
    for words in (
        "A2",
        "Tue, Thu 14:30–15:30",
        "+14 person hours a week expected (eight times in ten +5.5 to +22)",
        "84 % likely to be less",
        "−80.00 yuan a week expected (eight times in ten −260.00 to +90.00)",
        "Not enough evidence",
        "No data",
        "28 to spare",
        "just kept",
        "weighed and relaxed",
        "9.1 points a week",
        "May crowd out",
    ):
        assert words in told, words


def test_accepting_creates_the_series_by_the_rules_and_shows_what_follows(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    told = ask(visit, do="accept", note="after lunch", **which())
    assert told["ok"], told["text"]
    assert kept(ports, CLASS.id) is State.ACCEPTED
    page = text(shown(advice, a_visit(ports=ports, open=CLASS.id)))
    assert "✓ Accepted" in page
    assert "after lunch" in page
    file = ask(visit, do="calendar", key=CLASS.id)["file"]
    assert file["text"].startswith("BEGIN:VCALENDAR")
    assert "DTSTART" in file["text"]


def test_two_people_decide_and_one_of_them_wins(ports: Ports) -> None:
    assert ask(a_visit(ports=ports), do="reject", reason="coach", **which())["ok"]
    told = ask(a_visit(Role.MANAGER, ports), do="accept", **which())
    assert not told["ok"]
    assert kept(ports, CLASS.id) is State.REJECTED


def test_what_stands_in_the_way_is_named_and_nothing_is_kept(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    place = {"space": "dance", "day": "2026-11-24", "start": "540", "minutes": "60"}
    told = ask(visit, do="move", session=f"{CLASS.id}/0/13", version="1", **place)
    assert not told["ok"]
    assert "11-24 09:00–10:30" in told["text"]
    assert kept(ports, CLASS.id) is State.PROPOSED


def test_a_card_that_is_moved_is_drawn_there_and_accepted_there_with_its_difference(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    place = {"space": "dance", "day": "2026-11-27", "start": "780", "minutes": "90"}
    told = ask(visit, do="move", session=f"{CLASS.id}/1/13", version="1", **place)
    assert told["ok"], told["text"]
    assert f"{CLASS.id}/1/14" in str(told["drawn"]["grid"])
    assert kept(ports, CLASS.id) is State.PROPOSED
    done = ask(visit, do="modify", session=f"{CLASS.id}/1/14", **which(), **place)
    assert done["ok"], done["text"]
    one = advice_of(ports).recommendations.find(CLASS.id)
    assert one is not None
    assert (one.state, one.target.weekdays, f"{one.target.start:%H:%M}") == (State.MODIFIED, (1, 4), "13:00")
    assert set(one.decisions[-1].difference) == {"weekdays", "start", "end"}


@pytest.mark.parametrize(
    "fields",
    [
        {"start": "1430", "minutes": "60"},
        {"start": "x"},
        {"minutes": "0"},
        {"minutes": "-30"},
        {"day": "soon"},
        {"session": f"{CLASS.id}/9/13"},
        {"session": CLASS.id},
        {"session": "2026-W48-77/0/1"},
        {"space": "nowhere"},
    ],
)
def test_a_place_that_is_none_is_refused_in_words(ports: Ports, fields: dict[str, str]) -> None:
    whole = {
        "session": f"{CLASS.id}/0/13",
        "space": "dance",
        "day": "2026-11-24",
        "start": "600",
        "minutes": "60",
    }
    told = ask(a_visit(ports=ports), do="move", version="1", **{**whole, **fields})
    assert not told["ok"]
    assert told["text"]
    assert "collector" not in told["text"]


def test_the_chosen_are_accepted_one_by_one_and_what_cannot_be_is_named(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    told = ask(visit, do="accept_ticked", **{f"tick:{one.id}": "1" for one in (CLASS, MOVE)})
    assert told["text"].startswith("1 of the 2 chosen are accepted.")
    assert MOVE.id not in told["text"], "nobody knows a proposal by its number"
    assert "Move a class out of the crowd · " in told["text"]
    assert " · Wed 10:00–11:30 · " in told["text"]
    assert (kept(ports, CLASS.id), kept(ports, MOVE.id)) == (State.ACCEPTED, State.PROPOSED)
    assert not ask(visit, do="accept_ticked")["ok"]
    assert not ask(visit, do="accept_ticked", weeks="99", **{f"tick:{CLASS.id}": "1"})["ok"]


def test_a_reason_given_three_times_becomes_a_rule_only_by_a_yes_and_is_switched_off(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    assert "This reason was given 3 times" in text(shown(advice, visit))
    rules = advice_of(ports).rules
    assert rules.soft() == []
    offered = next(
        getattr(part, "data-with-rule")
        for part in parts(shown(advice, visit))
        if getattr(part, "data-deed", "") == "make_rule"
    )
    assert not ask(visit, do="make_rule", rule=offered, penalty="a lot")["ok"]
    assert ask(visit, do="make_rule", rule=offered, penalty="7.5")["ok"]
    (made,) = rules.soft()
    assert (made.penalty, made.made_by, made.ended) == (7.5, "somebody", False)
    assert "This reason was given 3 times" not in text(shown(advice, visit))
    assert ask(visit, do="turn_rule", rule=made.id, version=str(made.version), ended="yes")["ok"]
    assert rules.soft()[0].ended
    assert "Switched off" in text(shown(advice, visit))


LOOKING = {"look", "open", "sheet", "calendar"}


@pytest.mark.parametrize("deed", sorted(set(DEEDS) - LOOKING))
def test_who_may_only_look_decides_nothing(ports: Ports, deed: str) -> None:
    visit = a_visit(Role.COORDINATOR, ports)
    assert ask(visit, do=deed, **which()) == {"n": 1, "ok": False, "text": visit.translate("error.forbidden")}


def test_who_may_only_look_is_offered_nothing_to_press(ports: Ports) -> None:
    page = shown(advice, a_visit(Role.COORDINATOR, ports, open=CLASS.id))
    deeds = {getattr(part, "data-deed", None) for part in parts(page)}
    assert deeds == {None}
    assert {getattr(part, "data-movable", None) for part in parts(page)} == {"false", None}


def test_the_week_is_taken_along_with_every_proposal_and_empty_where_nothing_is_known(ports: Ports) -> None:
    rows = ask(a_visit(ports=ports), do="sheet")["file"]["text"].splitlines()
    assert [row.split(",")[0] for row in rows[3:]] == [one.id for one in EVERY]
    assert "-80.00" in rows[3]
    assert ",,,,,,,,,,,," in next(row for row in rows if row.startswith(GYM.id))
    assert TAKEN.id in rows[6]


@pytest.mark.parametrize(
    ("one", "says"),
    [(MOVE, ("does not go back by itself", "不会自动恢复")), (CLASS, ("ends by itself", "自动结束"))],
)
@pytest.mark.parametrize("locale", LOCALES)
def test_whether_a_change_ends_by_itself_is_told_beside_the_yes(
    ports: Ports, one: Recommendation, says: tuple[str, str], locale: Locale
) -> None:
    page = shown(advice, a_visit(ports=ports, locale=locale, open=one.id))
    (beside,) = [part for part in parts(page) if getattr(part, "className", "") == "lasts"]
    assert says[locale != "en"] in text(beside)
