"""Needs and helpers on one page: ranked with parts, barred with reasons, agreed one by one or all at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.answer import Json, answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import matching
from models.account import Role
from models.needs.need import Need
from models.needs.provider import MatchStatus, Provider
from models.ports import Ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.matched import helper, matched, need, pool_in
from tests.models.services.test_match_slot import peaks
from tests.timetabled import timetabled

NURSE = helper("nurse", ["血压"], minutes_a_month=100)
OTHER = helper("other", ["健康", "别的"])
AMATEUR = helper("amateur", ["血压"], qualified=None)
House = Callable[..., Ports]


@pytest.fixture
def house(tmp_path: Path, request: pytest.FixtureRequest) -> House:
    def made(*pool: Provider, needs: tuple[Need, ...] = (need("n0"), need("n1", voices=3))) -> Ports:
        ports, database = matched(tmp_path, needs, pool)
        request.addfinalizer(database.close)
        return replace(ports, peaks=peaks(ports))

    return made


def ask(ports: Ports, role: Role = Role.MANAGER, **fields: str) -> Json:
    visit = a_visit(role, ports)
    return answered(visit, {"n": 1, **fields}, permitted(visit, matching.DEEDS))


@pytest.mark.parametrize("locale", LOCALES)
def test_who_waits_stands_left_and_who_could_help_right_with_every_part(house: House, locale: Locale) -> None:
    ports = house(NURSE, OTHER, AMATEUR, helper("cook", ["做饭"]))
    page = shown(matching, a_visit(ports=ports, locale=locale))
    assert count(page, "match-parts") == 3
    assert count(page, "why-not") == 1
    for name in (NURSE, OTHER, AMATEUR):
        assert name.name[locale] in text(page)
    assert "<b>量血压</b>" in text(page)


def test_an_empty_house_says_what_is_missing_and_not_nought(house: House) -> None:
    page = text(shown(matching, a_visit(ports=house(needs=()))))
    assert "No need waits." in page
    assert "0%" not in page


def test_a_deployment_without_a_loop_says_so(tmp_path: Path) -> None:
    ports, database = timetabled(tmp_path)
    assert count(shown(matching, a_visit(ports=ports)), "calm") == 1
    database.close()


def test_a_match_is_agreed_on_and_called_off_again(house: House) -> None:
    ports = house(NURSE, OTHER)
    told = ask(ports, do="agree", need="n1", provider="nurse", slot="")
    assert told["ok"]
    (kept,) = pool_in(ports).matches()
    assert (kept.provider, kept.runner_up, kept.status) == ("nurse", "other", MatchStatus.AGREED)
    full = ask(ports, do="agree", need="n0", provider="nurse")
    assert (full["ok"], full["text"]) == (False, "no time left this month")
    ended = ask(ports, do="end", match=kept.id, revision=str(kept.revision), to="cancelled")
    assert (ended["ok"], pool_in(ports).matches()[0].status) == (True, MatchStatus.CANCELLED)


def test_everything_at_once_is_proposed_and_what_is_ticked_is_agreed_on(house: House) -> None:
    ports = house(NURSE, OTHER)
    told = ask(ports, do="propose")
    assert "proved" in str(told["drawn"]["match-proposal"])
    assert not ask(ports, do="agree_all")["ok"]
    done = ask(ports, do="agree_all", pair_0="n1 nurse skill", pair_1="n0 nurse skill", pair_2="odd")
    assert (done["ok"], done["text"].split(".")[0]) == (True, "1 agreed")
    assert [one.need for one in pool_in(ports).matches()] == ["n1"]


def test_the_recruiting_list_can_be_taken_along(house: House) -> None:
    file = ask(house(AMATEUR), Role.VIEWER, do="sheet")["file"]
    assert file["name"].endswith(".csv")
    assert "Health" in file["text"]


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "agree", "need": "gone", "provider": "nurse"},
        {"do": "agree", "need": "n0", "provider": "gone"},
        {"do": "agree", "need": "n0", "provider": "nurse", "slot": "nowhere 2026-01-01T00:00:00+00:00"},
        {"do": "end", "match": "gone", "revision": "1", "to": "done"},
        {"do": "end", "match": "gone", "revision": "²", "to": "done"},
        {"do": "end", "match": "gone", "revision": "1", "to": "agreed"},
    ],
)
def test_what_is_odd_is_refused_in_words_and_keeps_nothing(house: House, fields: dict[str, str]) -> None:
    ports = house(NURSE)
    told = ask(ports, **fields)
    assert (told["ok"], bool(told["text"]), pool_in(ports).matches()) == (False, True, [])


@pytest.mark.parametrize("role", [Role.VIEWER, Role.FRONT_DESK, Role.AUDITOR])
def test_who_may_only_look_sees_no_button_and_is_refused(house: House, role: Role) -> None:
    ports = house(NURSE)
    for deed in ("agree", "agree_all", "propose", "end"):
        assert not ask(ports, role, do=deed, need="n0", provider="nurse")["ok"]
    assert count(shown(matching, a_visit(role, ports)), "deed") == 0
