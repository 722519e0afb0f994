"""The page of reports as a tree: every step by whom it may be taken, what was signed for the office, two versions compared."""

from collections.abc import Iterator
from concurrent.futures import wait
from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import pytest
from dash.development.base_component import Component

from dashboard.answer import Json, answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import reports
from dashboard.report.deed import DEEDS, MAKES, Making
from models.account import Account, Grant, Role
from models.db import Database
from models.ports import Ports
from models.report.life import Deed
from models.report.sheet import SheetKey
from models.report.version import ReportVersion
from models.services.reporting import make, step
from tests.blank import blank_database
from tests.builders import a_fact
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import parts, shown, text
from tests.monthly import a_month_house, slots

OCTOBER = date(2026, 10, 1)
FINANCE = Account(id=2, name="li", grants=(Grant(role=Role.FINANCE),))
MANAGER = Account(id=3, name="wang", grants=(Grant(role=Role.MANAGER),))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = blank_database(tmp_path_factory.mktemp("reports") / "centre.db")
    yield database
    database.close()


@pytest.fixture
def house(kept: Database, request: pytest.FixtureRequest) -> Ports:
    """A month whose gym says nothing for two hours a day: a gap that somebody has to answer for."""
    ports = a_month_house(OCTOBER, reports=kept.reports(request.node.name), audit=kept.audit().append)
    first = slots(OCTOBER)
    ports.slots.put([a_fact(at + timedelta(days=n, hours=3), None) for n in range(31) for at in first])
    return ports


def page(house: Ports, role: Role = Role.MANAGER, locale: Locale = "en", **query: str) -> Component:
    return shown(reports, a_visit(role, house, locale, **query))


def ask(house: Ports, role: Role, do: str, **fields: str) -> Json:
    return answered(a_visit(role, house), {"do": do, "month": "2026-10", **fields}, DEEDS)


def take(house: Ports, role: Role, deed: Deed, seen: ReportVersion, **more: str) -> Json:
    return ask(house, role, deed, number=f"{seen.number}", revision=f"{seen.revision}", **more)


def deeds(tree: Component) -> set[str]:
    found = {getattr(part, "data-deed", None) or getattr(part, "data-ask", None) for part in parts(tree)}
    return {one for one in found if one}


def signed(house: Ports) -> ReportVersion:
    checked = step(house, FINANCE, make(house, "system", OCTOBER), Deed.CHECK)
    return step(house, MANAGER, step(house, MANAGER, checked, Deed.EXCEPT, "counters mended"), Deed.SIGN)


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_told_in_both_languages_on_every_sheet(house: Ports, locale: Locale) -> None:
    assert "reports." not in text(page(house, locale=locale))
    signed(house)
    for sheet in SheetKey:
        told = text(page(house, locale=locale, sheet=sheet))
        assert "reports." not in told
        assert "report.column." not in told


def test_a_month_without_a_report_can_be_made_and_is_the_last_one_that_is_over(house: Ports) -> None:
    told = page(house)
    assert "There is no report of this month yet" in text(told)
    assert deeds(told) == {"make"}
    assert making(house)["go"] == "/test/reports?month=2026-10"
    assert "not made" not in text(page(house))
    assert "The data have not changed" in str(making(house, number="0")["text"])


def making(house: Ports, **fields: str) -> Json:
    """What the page is told once the month was made."""
    key = str(ask(house, Role.MANAGER, "make", **fields)["work"])
    future = MAKES.get(("test", 1), key).future
    assert future is not None
    wait([future])
    return ask(house, Role.MANAGER, "work", work=key)


def test_a_making_that_nobody_wants_any_more_keeps_nothing(house: Ports) -> None:
    begun, go = Event(), Event()

    def held(_work: object) -> Making:
        begun.set()
        assert go.wait(20)
        raise AssertionError("what stands before it was not wanted any more")

    MAKES.start(("test", 2), held)
    assert begun.wait(20)
    key = str(ask(house, Role.MANAGER, "make")["work"])
    assert (
        ask(house, Role.MANAGER, "work", work=key)["done"],
        ask(house, Role.MANAGER, "work", work=key)["of"],
    ) == (0, 3)
    assert ask(house, Role.MANAGER, "stop_work", work=key)["text"] == "Cancelled; no new version was made."
    go.set()
    assert not ask(house, Role.MANAGER, "work", work=key)["ok"]
    assert "There is no report of this month yet" in text(page(house))


def test_the_same_numbers_stand_on_the_screen_as_in_the_statement(house: Ports) -> None:
    make(house, "system", OCTOBER)
    told = text(page(house, sheet="use"))
    assert '"620"' in told  # 10 people for two hours on 31 days
    assert '"1,860"' in told


def test_steps_are_offered_to_whom_they_are_open_and_say_what_is_in_the_way(house: Ports) -> None:
    draft = make(house, "system", OCTOBER)
    assert deeds(page(house, Role.FINANCE)) == {"make", "check", "take"}
    assert deeds(page(house)) == {"make", "check", "except", "take"}
    assert "14.3% measured" in text(page(house))
    step(house, FINANCE, draft, Deed.CHECK)
    told = page(house)
    assert deeds(told) == {"make", "send_back", "except", "take"}
    assert "It cannot be signed yet: 1 things stand in the way" in text(told)
    assert deeds(page(house, Role.AUDITOR)) == {"take"}


def test_the_whole_life_goes_through_the_page(house: Ports) -> None:
    draft = make(house, "system", OCTOBER)
    assert take(house, Role.FINANCE, Deed.CHECK, draft)["ok"]
    checked = replace(draft, revision=2)
    assert not take(house, Role.MANAGER, Deed.SIGN, checked)["ok"]
    assert take(house, Role.MANAGER, Deed.EXCEPT, checked, reason="counters mended")["ok"]
    told = page(house, Role.FINANCE)
    assert "somebody answered for a gap. Because: counters mended" in text(told)


def test_a_step_is_taken_from_what_was_on_the_screen_or_not_at_all(house: Ports) -> None:
    """The other person may have answered otherwise in the meantime."""
    draft = make(house, "system", OCTOBER)
    assert take(house, Role.MANAGER, Deed.EXCEPT, draft, reason="counters mended")["ok"]
    stale = take(house, Role.MANAGER, Deed.EXCEPT, draft, reason="nobody came")
    assert (stale["ok"], "moved this report on" in str(stale["text"])) == (False, True)
    assert "nobody came" not in text(page(house))


def test_the_office_sees_signed_versions_alone_and_takes_no_step(house: Ports) -> None:
    make(house, "system", OCTOBER)
    assert "No report of this month has been signed yet" in text(page(house, Role.VIEWER))
    last = signed(house)
    told = page(house, Role.VIEWER)
    assert deeds(told) == {"take"}
    assert "counters mended" in text(told)
    assert not take(house, Role.VIEWER, Deed.SEND, last)["ok"]
    assert not ask(house, Role.VIEWER, "make")["ok"]


def test_a_revision_is_held_against_what_was_signed_with_its_reasons(house: Ports) -> None:
    signed(house)
    house.slots.put([a_fact(slots(OCTOBER)[0] - timedelta(hours=1), 8)])
    make(house, "system", OCTOBER)
    told = text(page(house, **{"with": "2026-10.0"}))
    assert "What changed:" in told
    assert '"620"' in told
    assert '"622"' in told
    assert "A newer draft is being prepared" in text(page(house, version="0"))
    assert "What changed:" not in text(page(house, **{"with": "2026-10.1"}))


def test_what_readers_hold_is_shown_beside_a_newer_draft_and_can_still_be_sent(house: Ports) -> None:
    last = signed(house)
    house.slots.put([a_fact(slots(OCTOBER)[0] - timedelta(hours=1), 8)])
    make(house, "system", OCTOBER)
    (months,) = [part for part in parts(page(house)) if getattr(part, "id", None) == "months"]
    lights = [getattr(part, "data-status", None) for part in parts(months)]
    assert [one for one in lights if one] == ["draft", "signed"]
    old = page(house, version="0")
    assert "send" in deeds(old)
    assert "readers hold this one" in text(old)
    assert take(house, Role.MANAGER, Deed.SEND, last)["ok"]
    assert "There is a newer version" in text(page(house, version="0"))


@pytest.mark.parametrize("query", [{"month": "<b>"}, {"version": "9"}, {"sheet": "x"}, {"with": "2026-10.x"}])
def test_an_address_that_names_nothing_shows_the_newest(house: Ports, query: dict[str, str]) -> None:
    make(house, "system", OCTOBER)
    assert "Draft · first version" in text(page(house, **query))


def test_where_no_reports_are_kept_the_page_says_so(house: Ports) -> None:
    assert "This system makes no reports" in text(page(replace(house, reports=None)))
