"""Who can help: kept with a trail, refused in words where something is odd, changed by those who may."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.centre import SpaceKind
from models.needs.need import WantedTime
from models.needs.provider import Provider
from models.needs.takes import Synonyms, Takes
from models.ports import Ports
from models.services.pool import (
    one_provider,
    providers,
    retire,
    save_provider,
    save_synonyms,
    save_takes,
    synonyms,
    takes_by_topic,
)
from models.services.strangers import RefusedError
from tests.matched import COORDINATOR, DESK, helper, matched

NURSE = helper("nurse", ["血压"])


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = matched(tmp_path, [], [])
    yield ports
    database.close()


def test_a_helper_is_added_changed_retired_and_brought_back(ports: Ports) -> None:
    kept = save_provider(ports, COORDINATOR, replace(NURSE, name={"zh-Hans": " 王  护士 ", "en": ""}))
    assert kept.name == {"zh-Hans": "王 护士"}
    changed = save_provider(ports, COORDINATOR, replace(kept, minutes_a_month=300))
    assert retire(ports, COORDINATOR, "nurse", retired=True).retired
    assert one_provider(ports, "nurse") == replace(changed, retired=True, revision=3)
    assert not retire(ports, COORDINATOR, "nurse", retired=False).retired
    with pytest.raises(RefusedError, match=r"refused\.match\.changed"):
        save_provider(ports, COORDINATOR, replace(kept, minutes_a_month=5))


@pytest.mark.parametrize(
    ("key", "odd"),
    [
        ("id", {"id": " "}),
        ("name", {"name": {"en": " "}}),
        ("name", {"name": {"en": "x" * 61}}),
        ("tags", {"tags": frozenset()}),
        ("tags", {"tags": frozenset({"x" * 31})}),
        ("hours", {"hours": (WantedTime(weekday=0, start_minute=600, end_minute=600),)}),
        ("hours", {"hours": (WantedTime(weekday=7, start_minute=0, end_minute=60),)}),
        ("minutes", {"minutes_a_month": -1}),
        ("money", {"money_fen": -1}),
        ("venue", {"venue": "nowhere"}),
        ("valid", {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)}),
        ("score", {"score": 1.1}),
        ("contact", {"contact": "138 0013 8000"}),
    ],
)
def test_what_is_odd_is_refused_by_its_name_and_not_kept(ports: Ports, key: str, odd: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match=rf"refused\.provider\.{key}"):
        save_provider(ports, COORDINATOR, replace(NURSE, **odd))
    assert providers(ports, COORDINATOR) == []


def test_who_may_only_look_changes_nothing(ports: Ports) -> None:
    deeds = (
        lambda: save_provider(ports, DESK, NURSE),
        lambda: save_takes(ports, DESK, Takes(topic="health")),
        lambda: save_synonyms(ports, DESK, Synonyms()),
    )
    for deed in deeds:
        with pytest.raises(RefusedError, match=r"refused\.match\.not_allowed"):
            deed()
    assert providers(ports, DESK) == []


def test_a_topic_takes_what_people_say_and_until_then_its_own_kind_of_space(ports: Ports) -> None:
    before = takes_by_topic(ports)
    assert (before["fitness"].room, before["health"].zone) == (SpaceKind.GYM, "white")
    kept = save_takes(ports, COORDINATOR, replace(before["health"], minutes=30, room=None))
    assert takes_by_topic(ports)["health"] == kept
    for odd in (Takes(topic="nothing"), replace(kept, minutes=-1)):
        with pytest.raises(RefusedError):
            save_takes(ports, COORDINATOR, odd)


def test_words_that_mean_the_same_are_kept(ports: Ports) -> None:
    save_synonyms(ports, COORDINATOR, Synonyms(groups=(frozenset({"血压", "blood pressure"}),)))
    assert synonyms(ports).plain(["blood  pressure"]) == synonyms(ports).plain(["血压"])
    with pytest.raises(RefusedError, match=r"refused\.match\.synonyms"):
        save_synonyms(ports, COORDINATOR, Synonyms(groups=(frozenset({"x" * 31, "y"}),), revision=1))


def test_a_helper_of_the_records_comes_back_whole(ports: Ports) -> None:
    whole: Provider = replace(NURSE, goods=("血压计",), venue="craft", contact="T-12", score=0.9)
    assert save_provider(ports, COORDINATOR, whole) == one_provider(ports, "nurse") == whole
