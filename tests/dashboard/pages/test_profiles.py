"""The workbench as a tree: filled from a model or a letter, and answered with a table or a reason."""

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import profiles
from models.account import Role
from models.desk import DeskError, Fault
from models.message import Message
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, full, parts, shown, text
from tests.sensing import HOSTILE, PROFILE, a_fault, a_trial


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
    assert "own-broken.toml, line 7: channel.04C9.people_count_all.type = “u9” is wrong" in text(page)
    assert "/d/profiles" not in text(page)
    assert HOSTILE not in [getattr(part, "children", None) for part in parts(page)]


def test_a_trial_is_a_table_with_units_and_what_is_out_of_range() -> None:
    ports, _ = full()
    asked = {"do": "try", "text": PROFILE, "payload": "04C905010001", "envelope": "", "n": 1}
    told = answered(a_visit(ports=ports), asked, profiles.DEEDS)
    words = text(told["shown"])
    assert "231 °C" in words
    assert "out of range" in words
    assert "It reads: 2 values." in words


@pytest.mark.parametrize(
    ("file", "lines", "words"),
    [
        ("", ["7"], "第 7 行：channel.04C9.people_count_all.type = “u9”不对，只能是以下之一：u8, i8, u16。"),
        ("/d/family/f.toml", [], "f.toml 第 7 行：channel.04C9.people_count_all.type = “u9”不对"),
    ],
)
def test_a_fault_is_told_in_the_readers_language_and_leads_to_its_line_of_the_text_that_is_tried(
    file: str, lines: list[str], words: str
) -> None:
    ports, desk = full()
    desk.trial = a_trial(faults=(a_fault(file),))
    asked = {"do": "try", "text": PROFILE, "payload": "00"}
    shown_ = answered(a_visit(ports=ports, locale="zh-Hans"), asked, profiles.DEEDS)["shown"]
    assert words in text(shown_)
    marked = [getattr(part, "data-fault-line", None) for part in parts(shown_)]
    assert [line for line in marked if line] == lines


def test_what_a_decoder_says_stands_below_the_words_for_people() -> None:
    ports, desk = full()
    short = Fault(text="", message=Message("dead.short_frame"), exact="frame 03 ends inside channel 03D2")
    desk.trial = a_trial(faults=(short,))
    asked = {"do": "try", "text": PROFILE, "payload": "00"}
    shown_ = answered(a_visit(ports=ports, locale="zh-Hans"), asked, profiles.DEEDS)["shown"]
    assert "设备数据在某个数值中途截断" in text(shown_)
    assert short.exact in text(shown_)


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
