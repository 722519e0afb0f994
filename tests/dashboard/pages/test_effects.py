"""The page of effects as a tree: empty, judged, running and harmful, in both languages, and its file."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import effects as page
from models.account import Role
from models.advice.recommendation import Decision, State
from models.audit import AuditEntry
from models.centre import SpaceId
from models.effect.trial import Method, Metric, Trial
from models.message import Message
from models.ports import Ports
from models.satisfaction import Rating
from models.services.advising import advice_of
from models.services.effects import effects
from tests.advised import MemoryAdvice, Told
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.effects import NOW, a_house, a_tried_house, steady
from tests.fakes import MemorySlots

EARLY = datetime(2026, 8, 31, 4, tzinfo=UTC)


def tree(ports: Ports, locale: Locale = "en") -> Component:
    return shown(page, a_visit(ports=ports, locale=locale))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("lift", [0.4, 0.0, -0.4])
def test_a_judged_change_is_told_in_a_sentence_with_a_picture(locale: Locale, lift: float) -> None:
    found = tree(a_tried_house(lift), locale)
    told = text(found)
    assert count(found, "effect-came") == count(found, "effect-band") == count(found, "effect-usual") == 1
    words = {0.4: ("Works", "有效"), 0.0: ("No evidence yet", "暂无证据"), -0.4: ("Harmful", "有害")}[lift]
    assert words[locale != "en"] in told
    assert "effect." not in told
    assert "nan" not in told


def test_harm_stands_above_all_and_nothing_else_does() -> None:
    assert count(tree(a_tried_house(-0.5, EARLY)), "effect-look") == 1
    assert count(tree(a_tried_house(0.4)), "effect-look") == 0


def test_before_its_day_a_change_has_no_verdict() -> None:
    told = text(tree(a_tried_house(0.4, EARLY)))
    assert "Too early to judge: 6 of 12 weeks are over." in told
    assert "✓ Works" not in told


def test_how_small_a_change_can_be_seen_is_said_in_plain_words() -> None:
    assert "cannot be told from chance here" in text(tree(a_tried_house(0.4)))


@pytest.mark.parametrize("locale", LOCALES)
def test_an_empty_house_says_what_comes_first(locale: Locale) -> None:
    told = text(tree(a_house(steady()), locale))
    assert ("Accept a proposal" in told) or ("采纳一条错峰建议" in told)
    assert count(tree(a_house(steady())), "effect-card") == 0


def test_the_house_without_advice_has_the_same_empty_page() -> None:
    assert "No change has begun yet" in text(tree(replace(a_house(steady()), advice=None)))


def test_the_file_holds_numbers_as_numbers() -> None:
    visit = a_visit(ports=a_tried_house(0.4))
    told = answered(visit, {"do": "sheet", "sheet": "changes"}, permitted(visit, page.DEEDS))
    file = told["file"]
    assert isinstance(file, dict)
    heads, row = csv.reader(io.StringIO(file["text"].removeprefix("\ufeff")))
    assert len(heads) == len(row) == len(page.COLUMNS)
    assert float(row[heads.index("Change (share)")]) == pytest.approx(0.4, abs=0.1)
    assert row[heads.index("Weeks over")] == "12"
    assert file["name"].endswith(f"{NOW:%Y-%m-%d}.csv")


def test_a_person_keeps_or_puts_back_what_was_tried_and_nobody_else() -> None:
    ports = a_tried_house(-0.4)
    advice = advice_of(ports)
    (trial,) = advice.trials.all()
    one = advice.recommendations.find(trial.id)
    assert one is not None
    asked = {"do": "reverted", "change": one.id, "version": str(one.version)}
    viewer = a_visit(ports=ports, role=Role.COORDINATOR)
    assert "Put it back" not in text(shown(page, viewer))
    assert not answered(viewer, asked, permitted(viewer, page.DEEDS))["ok"]
    visit = a_visit(ports=ports, role=Role.OPERATOR)
    assert "Put it back" in text(shown(page, visit))
    assert answered(visit, asked, permitted(visit, page.DEEDS))["ok"]
    told = shown(page, visit)
    assert count(told, "effect-look") == 0, "what was put back needs no look any more"
    assert "Decided: Put back" in text(told)
    assert effects(ports).kinds == {}, "and teaches nothing"


@pytest.mark.parametrize("locale", LOCALES)
def test_what_was_accepted_and_not_carried_out_is_told_apart_with_its_reason(locale: Locale) -> None:
    ports = a_tried_house(0.4)
    advice = advice_of(ports)
    (trial,) = advice.trials.all()
    one = advice.recommendations.find(trial.id)
    assert one is not None
    why = Message("advice.never.band_refused", {"by": "wang"})
    state = State.NOT_CARRIED_OUT
    ended = replace(one, state=state, decisions=(Decision(by="system", at=NOW, state=state, why=why),))
    told = AuditEntry(at=NOW, actor="system", action="advice.not_carried_out", subject=one.id, centre="x")
    advice.recommendations.decide(ended, told)
    found = tree(ports, locale)
    assert (count(found, "effect-card"), count(found, "effect-never")) == (0, 1)
    assert {"en": "wang did not agree", "zh-Hans": "wang没有同意"}[locale] in text(found)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_people_are_discontent_with_is_kept_only_with_a_reason(locale: Locale) -> None:
    ports = a_tried_house(0.4, state=State.MEASURED)
    (trial,) = advice_of(ports).trials.all()
    unhappy = replace(ports, satisfaction=Told({trial.id: Rating(6, 30)}))
    visit = a_visit(ports=unhappy, locale=locale)
    told = text(shown(page, visit))
    assert {"en": "Only 20 % of 30 who answered", "zh-Hans": "只有 20% 满意"}[locale] in told
    one = advice_of(ports).recommendations.find(trial.id)
    assert one is not None
    asked = {"do": "kept", "change": one.id, "version": str(one.version)}
    assert not answered(visit, asked, permitted(visit, page.DEEDS))["ok"]
    anyway = {"en": "Keep it all the same", "zh-Hans": "仍然保留"}[locale]
    assert anyway in told
    assert anyway not in text(shown(page, a_visit(Role.OPERATOR, ports=unhappy, locale=locale)))
    assert answered(visit, {**asked, "note": "谈过了"}, permitted(visit, page.DEEDS))["ok"]
    assert "discontent" not in text(shown(page, a_visit(ports=ports, locale=locale)))


ODD: dict[str, Callable[[Ports, Trial], tuple[Ports, Trial]]] = {
    "no facts at all": lambda ports, trial: (replace(ports, slots=MemorySlots()), trial),
    "a space that is gone": lambda ports, trial: (
        ports,
        replace(trial, target=replace(trial.target, space=SpaceId("gone"))),
    ),
    "no baseline": lambda ports, trial: (ports, replace(trial, baseline=(), controls=(), method=Method.NONE)),
    "begun today": lambda ports, trial: (ports, replace(trial, starts=NOW.date())),
    "over midnight": lambda ports, trial: (ports, replace(trial, target=replace(trial.target, end=time.min))),
    "only crowds": lambda ports, trial: (ports, replace(trial, metric=Metric.OVERFLOW_MINUTES)),
    "only registers": lambda ports, trial: (ports, replace(trial, metric=Metric.REGISTERED)),
}


@pytest.mark.parametrize("state", [state for state in State if state is not State.PROPOSED])
@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_missing_the_page_and_its_file_are_there(odd: str, state: State) -> None:
    ports = a_tried_house(0.4, state=state)
    assert isinstance(ports.advice, MemoryAdvice)
    (trial,) = ports.advice.trials.all()
    made, changed = ODD[odd](ports, trial)
    ports.advice.recommendations.trials[trial.id] = changed
    for locale in LOCALES:
        visit = a_visit(ports=made, locale=locale)
        told = text(shown(page, visit))
        assert "nan" not in told.lower().replace("finance", "")
        assert "effect." not in told
        assert answered(visit, {"do": "sheet", "sheet": "changes"}, permitted(visit, page.DEEDS))["ok"]


def test_whoever_decides_of_a_change_finds_the_way_to_ask_people() -> None:
    ports = a_tried_house(0.4, state=State.MEASURED)
    (trial,) = advice_of(ports).trials.all()
    assert f"activities?ask=change%3A{trial.id}#begin" in text(shown(page, a_visit(ports=ports)))
    assert "?ask=" not in text(shown(page, a_visit(Role.AUDITOR, ports=ports)))
