"""The pool on its page: added, changed, retired; what topics take and which words mean the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.answer import Json, answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import pool
from models.account import Role
from models.needs.need import WantedTime
from models.needs.provider import Provider, Qualification
from models.ports import Ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.matched import TOLD, helper, matched, pool_in
from tests.timetabled import timetabled

NURSE = helper("nurse", ["血压"], minutes_a_month=100)
TYPED = {"kind": "talent", "name_zh": "王护士", "tags": "血压，健康", "weekday1": "yes", "start": "09:00"} | {
    "end": "11:00",
    "minutes": "300",
    "money": "12.50",
    "until_medical": "2027-01-31",
}


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = matched(tmp_path, [], [NURSE])
    yield ports
    database.close()


def ask(ports: Ports, role: Role = Role.COORDINATOR, **fields: str) -> Json:
    visit = a_visit(role, ports)
    return answered(visit, {"n": 1, **fields}, permitted(visit, pool.DEEDS))


def added(ports: Ports) -> Provider:
    return next(one for one in pool_in(ports).providers() if one.id != "nurse")


@pytest.mark.parametrize("locale", LOCALES)
def test_everybody_in_the_pool_has_a_row(ports: Ports, locale: Locale) -> None:
    page = shown(pool, a_visit(ports=ports, locale=locale))
    assert NURSE.name[locale] in text(page)
    assert count(page, "offering-name") == 1


def test_a_helper_is_added_as_typed_and_changed(ports: Ports) -> None:
    assert ask(ports, do="save", **TYPED)["ok"]
    new = added(ports)
    assert new.hours == (WantedTime(weekday=1, start_minute=540, end_minute=660),)
    assert (new.minutes_a_month, new.money_fen, new.tags) == (300, 1250, {"血压", "健康"})
    assert new.qualified is not None
    assert list(new.qualified) == [Qualification.MEDICAL]
    change = {**TYPED, "provider": new.id, "revision": "1", "tags": "心理"}
    assert ask(ports, do="save", **change)["ok"]
    assert (added(ports).tags, added(ports).revision) == ({"心理"}, 2)
    assert not ask(ports, do="save", **change)["ok"]


def test_several_spans_that_a_file_brought_stay_while_no_day_is_ticked(ports: Ports) -> None:
    spans = (
        WantedTime(weekday=0, start_minute=0, end_minute=60),
        WantedTime(weekday=1, start_minute=60, end_minute=90),
    )
    (kept,) = pool_in(ports).providers()
    told = ask(ports, do="save", kind="talent", provider="nurse", revision="1", name_zh="a", tags="b")
    assert (told["ok"], pool_in(ports).providers()[0].hours) == (True, ())
    pool_in(ports).put_provider(replace(kept, hours=spans, revision=2), TOLD)
    ask(ports, do="save", kind="talent", provider="nurse", revision="3", name_zh="a", tags="b")
    assert pool_in(ports).providers()[0].hours == spans


def test_a_helper_is_retired_and_brought_back(ports: Ports) -> None:
    for to, retired in (("yes", True), ("no", False)):
        assert ask(ports, do="retire", provider="nurse", to=to)["ok"]
        assert pool_in(ports).providers()[0].retired is retired


def test_what_a_topic_takes_and_which_words_are_one_is_kept(ports: Ports) -> None:
    takes = {"do": "takes", "topic": "health", "minutes": "30", "goods": "血压计", "room": "gym", "zone": "x"}
    assert ask(ports, **takes, revision="0")["ok"]
    assert not ask(ports, **takes, revision="0")["ok"]
    (kept,) = pool_in(ports).takes()
    assert (kept.minutes, kept.goods, kept.room, kept.zone) == (30, {"血压计"}, "gym", "")
    assert ask(ports, do="synonyms", groups="血压, blood pressure\nalone", revision="0")["ok"]
    assert pool_in(ports).synonyms().groups[0] >= {"血压"}


@pytest.mark.parametrize(
    "odd",
    [
        {"kind": "friend"},
        {"name_zh": ""},
        {"tags": ""},
        {"minutes": "many"},
        {"money": "-1"},
        {"end": "08:00"},
        {"until_medical": "soon"},
        {"contact": "13800138000"},
        {"provider": "gone"},
    ],
)
def test_what_is_odd_is_refused_in_words_and_not_kept(ports: Ports, odd: dict[str, str]) -> None:
    told = ask(ports, do="save", **{**TYPED, **odd})
    assert (told["ok"], bool(told["text"]), len(pool_in(ports).providers())) == (False, True, 1)


def test_who_may_only_look_is_refused(ports: Ports) -> None:
    for deed in pool.DEEDS:
        assert not ask(ports, Role.VIEWER, do=deed, **TYPED)["ok"]
    assert count(shown(pool, a_visit(Role.VIEWER, ports)), "deed") == 0


def test_a_deployment_without_a_loop_says_so(tmp_path: Path) -> None:
    ports, database = timetabled(tmp_path / "other")
    assert count(shown(pool, a_visit(ports=ports)), "calm") == 1
    database.close()
