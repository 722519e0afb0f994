"""The workbench as a tree: filled from a model or a letter, and answered with a table or a reason."""

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import profiles
from models.account import Role
from models.desk import DeskError
from models.message import Message
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, full, parts, shown, text
from tests.sensing import HOSTILE, PROFILE, a_trial


def field(page: Component, name: str) -> object:
    found = next(part for part in parts(page) if getattr(part, "name", None) == name)
    return getattr(found, "children", None) or getattr(found, "value", None)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_model_of_the_address_is_laid_on_the_bench(locale: Locale) -> None:
    page = shown(profiles, a_visit(ports=full()[0], locale=locale, model="milesight-vs121"))
    assert field(page, "text") == PROFILE
    assert field(page, "name") == "milesight-vs121-own"


@pytest.mark.parametrize("model", ["", "nobody", "../../etc/passwd"])
def test_a_model_that_is_not_there_leaves_the_bench_empty(model: str) -> None:
    assert field(shown(profiles, a_visit(ports=full()[0], model=model)), "text") in ("", None)


def test_the_bytes_of_a_letter_are_laid_on_the_bench() -> None:
    ports, desk = full(letters=2)
    for one in desk.letters:
        page = shown(profiles, a_visit(ports=ports, letter=f"{one.shard}:{one.id}"))
        laid = field(page, "payload")
        assert laid in (one.payload.hex(" "), one.payload.decode("utf-8", "replace"))
        assert field(page, "topic") == one.topic


def test_faulty_models_say_so_with_their_line_and_hostile_names_are_written_out() -> None:
    page = shown(profiles, a_visit(ports=full()[0]))
    assert "line 7: channel.04C9" in text(page)
    assert HOSTILE not in [getattr(part, "children", None) for part in parts(page)]


def test_a_trial_is_a_table_with_units_and_what_is_out_of_range() -> None:
    ports, _ = full()
    asked = {"do": "try", "text": PROFILE, "payload": "04C905010001", "envelope": "", "n": 1}
    told = answered(a_visit(ports=ports), asked, profiles.DEEDS)
    words = text(told["shown"])
    assert "231 °C" in words
    assert "out of range" in words
    assert "It reads: 2 values." in words


def test_a_fault_is_shown_for_the_script_to_find_its_line() -> None:
    ports, desk = full()
    desk.trial = a_trial(faults=("line 3: no",))
    told = answered(a_visit(ports=ports), {"do": "try", "text": PROFILE, "payload": "00"}, profiles.DEEDS)
    assert [part.children for part in parts(told["shown"]) if getattr(part, "data-fault", None) == ""] == [
        "line 3: no"
    ]


def test_what_is_kept_leads_to_itself() -> None:
    ports, desk = full()
    asked = {"do": "keep", "name": "my-eye", "text": PROFILE, "payload": "00", "envelope": ""}
    assert answered(a_visit(ports=ports), asked, profiles.DEEDS)["go"] == "/shijiawan/profiles?model=my-eye"
    assert "my-eye" in desk.texts


def test_who_may_only_look_sees_the_text_and_no_form() -> None:
    page = shown(profiles, a_visit(Role.AUDITOR, full()[0], model="milesight-vs121"))
    assert [part for part in parts(page) if getattr(part, "data-deed", None)] == []
    assert PROFILE in [getattr(part, "children", None) for part in parts(page)]


def test_an_ingestor_that_is_away_is_said_calmly() -> None:
    ports, desk = full()
    desk.away = DeskError("x", Message("desk.unheard"))
    assert count(shown(profiles, a_visit(ports=ports)), "away") == 1
