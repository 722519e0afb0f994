"""The dead-letter box as a tree, and the two questions that its script asks."""

from datetime import UTC, datetime

import pytest

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import letters
from models.account import Role
from models.desk import DeskError
from models.message import Message
from models.services.letters import PAGE, SLICE
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, full, parts, shown, text

EVENING = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_box_counts_reasons_and_shows_a_page(locale: Locale) -> None:
    page = shown(letters, a_visit(ports=full(letters=10_000)[0], locale=locale, page="399"))
    assert count(page, "reason") == 6
    assert count(page, "letter") == PAGE


def test_a_reason_of_the_address_leaves_only_its_letters() -> None:
    page = shown(letters, a_visit(ports=full()[0], reason="not_json"))
    words = [
        getattr(part, "children", "")
        for part in parts(page)
        if getattr(part, "className", "") == "letter-reason"
    ]
    assert set(words) == {"not JSON"}


@pytest.mark.parametrize("query", [{"reason": "<b>"}, {"page": "x"}, {"page": "99999999"}, {"span": "aeon"}])
def test_an_address_that_means_nothing_shows_the_box(query: dict[str, str]) -> None:
    assert count(shown(letters, a_visit(ports=full()[0], **query)), "letter") > 0


def test_an_empty_box_and_one_that_cannot_be_asked_are_calm() -> None:
    ports, desk = full(letters=0)
    assert count(shown(letters, a_visit(ports=ports)), "calm") == 2
    desk.away = DeskError("http://10.0.0.7 refused", Message("sensors.desk_away"))
    page = shown(letters, a_visit(ports=ports))
    assert count(page, "away") == 1
    assert "10.0.0.7" not in text(page)


def test_who_may_only_look_gets_no_deeds() -> None:
    page = shown(letters, a_visit(Role.AUDITOR, full()[0]))
    assert count(page, "letter") > 0
    assert [part for part in parts(page) if getattr(part, "data-deed-on", None)] == []


def test_a_plan_and_its_steps_do_exactly_what_was_agreed_to() -> None:
    ports, desk = full(letters=SLICE + 20)
    visit = a_visit(ports=ports)
    meant = answered(
        visit, {"do": "plan", "reason": "not_json", "topic": "", "span": "", "n": 1}, letters.DEEDS
    )
    assert not meant["most"]
    step = {"do": "step", "deed": "drop", "which": ",".join(meant["which"]), "n": 2}
    assert answered(visit, step, letters.DEEDS)["done"] == len(meant["which"])
    assert {one.reason for one in desk.letters} == {
        "unknown_device",
        "short_frame",
        "unknown_channel",
        "device_mismatch",
        "bad_value",
    }


def test_afterwards_the_page_can_tell_how_many_are_unreadable_still() -> None:
    ports, desk = full(letters=40)
    visit = a_visit(ports=ports)
    meant = answered(visit, {"do": "plan", "which": "0:2,1:3,0:4"}, letters.DEEDS)
    assert meant["which"] == ["0:2", "1:3", "0:4"]
    desk.stubborn = {(1, 3)}
    read = {"do": "step", "deed": "replay", "which": ",".join(meant["which"])}
    assert answered(visit, read, letters.DEEDS)["done"] == 3
    assert answered(visit, {"do": "left", **meant["left"]}, letters.DEEDS)["left"] == 1
    assert not answered(visit, {"do": "left", "from": "x", "to": "", "others": "0"}, letters.DEEDS)["ok"]


@pytest.mark.parametrize(
    "step",
    [
        {"deed": "burn", "which": "0:1"},
        {"deed": "drop"},
        {"deed": "drop", "which": "all"},
        {"deed": "drop", "which": "0:²"},
    ],
)
def test_a_step_that_names_no_letter_or_no_deed_does_nothing(step: dict[str, str]) -> None:
    ports, desk = full(letters=5)
    told = answered(a_visit(ports=ports), {"do": "step", **step}, letters.DEEDS)
    assert not told["ok"]
    assert len(desk.letters) == 5


@pytest.mark.parametrize(
    ("written", "meant"), [("0:17", (0, 17)), ("3:0", (3, 0)), ("17", None), ("0:x", None), ("", None)]
)
def test_a_letter_is_named_by_shard_and_id(written: str, meant: tuple[int, int] | None) -> None:
    assert letters.which(written) == meant
