"""The page of the property service as a tree: empty and full, in both languages, and what each role may do."""

import csv
import io
from pathlib import Path

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import property as page
from models.account import Role
from models.metric.period import Period
from models.ports import Ports
from models.services.work_orders import charge_services
from tests.builders import a_centre, some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.offices import an_office
from tests.models.services.upkeep import a_service, papers

DAY = "2026-11-18"
ORDER = {"do": "order", "building": "B1", "line": "pipes", "units": "2", "day": DAY, "done": "yes"}


def tree(ports: Ports, role: Role = Role.FINANCE, locale: Locale = "en", **query: str) -> Component:
    return shown(page, a_visit(role, ports, locale, **query))


def ask(ports: Ports, role: Role = Role.FINANCE, **fields: str) -> dict[str, object]:
    return answered(a_visit(role, ports, "en"), fields, {**page.DEEDS, "sheet": page.READS["sheet"][1]})


@pytest.mark.parametrize("locale", LOCALES)
def test_houses_are_told_by_gap_in_both_languages_with_unique_ids(tmp_path: Path, locale: Locale) -> None:
    office = a_service(tmp_path)
    charge_services(office.ports, office.now, office.now)
    assert ask(office.ports, **ORDER)["ok"]
    found = tree(office.ports, locale=locale)
    told = text(found)
    ids = [part.id for part in found._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert (
        "Court 1 has the largest gap: 280.00 yuan" if locale == "en" else "一号院缺口最大：280.00 元"
    ) in told
    assert "property." not in told
    assert "order." not in told
    assert "paper." not in told


def test_a_house_without_papers_says_what_comes_first(tmp_path: Path) -> None:
    told = text(tree(an_office(tmp_path).ports))
    assert "No house or courtyard is registered yet" in told
    assert "There is no service line yet" in told
    assert "–" in told
    assert "0.00 yuan" not in told


def test_a_figure_stands_beside_what_it_was(tmp_path: Path) -> None:
    ports = a_service(tmp_path).ports
    ask(ports, **ORDER)
    told = text(tree(ports, period="month", against="previous"))
    assert "160.00 yuan" in told
    assert "– in the other period" in told
    assert "in the other period" not in text(tree(ports, period="month"))


def test_where_no_books_are_kept_the_page_says_so() -> None:
    assert "No books are kept here" in text(tree(some_ports(a_centre())))


def test_the_front_desk_enters_calls_and_sees_no_figures(tmp_path: Path) -> None:
    ports = a_service(tmp_path).ports
    told = text(tree(ports, Role.FRONT_DESK))
    assert "A call came in" in told
    assert "Cost recovery" not in told
    assert "Tariffs" not in told
    assert ask(ports, Role.FRONT_DESK, **ORDER)["ok"]
    assert "done, not paid" in text(tree(ports, Role.FRONT_DESK))


def test_who_only_looks_has_no_forms_and_is_refused(tmp_path: Path) -> None:
    ports = a_service(tmp_path).ports
    told = text(tree(ports, Role.AUDITOR))
    assert "A call came in" not in told
    assert "Propose a tariff" not in told
    assert ask(ports, Role.AUDITOR, **ORDER)["ok"] is False


def test_an_order_goes_from_the_call_to_paid_with_two_taps(tmp_path: Path) -> None:
    ports = a_service(tmp_path).ports
    ask(ports, **ORDER | {"done": ""})
    (order,) = papers(ports).orders(*page._lately(a_visit(Role.FINANCE, ports)))
    assert ask(ports, do="done", order=order.id, paid="")["ok"]
    assert ask(ports, do="pay", order=order.id)["ok"]
    assert "settled" in text(tree(ports))
    assert ask(ports, do="void", order=order.id)["ok"]
    assert "void" in text(tree(ports))


def test_a_tariff_is_offered_for_approval_to_somebody_else_only(tmp_path: Path) -> None:
    ports = a_service(tmp_path).ports
    proposal = {"do": "tariff", "line": "pipes", "cost": "90", "fee": "35.5", "valid_from": "2026-12-01"}
    answer = ask(ports, Role.OPERATOR, **proposal, decision="2026-11/4")
    assert answer["ok"], answer
    assert "costs 90.00 yuan, residents pay 35.50 yuan" in text(tree(ports, Role.MANAGER))
    assert "waits for a second person" in text(tree(ports, Role.MANAGER))
    waiting = next(one.id for one in papers(ports).tariffs() if not one.assent.agreed)
    assert (
        ask(ports, Role.MANAGER, do="approve_tariff", paper=waiting)["ok"] is False
    )  # every visit is of one account
    assert ask(ports, Role.OPERATOR, **proposal | {"fee": "1.234"}, decision="d")["text"] == (
        "“1.234” is no amount. Write yuan with at most two decimals, such as 12.50."
    )


def test_lines_and_houses_are_added_on_the_page(tmp_path: Path) -> None:
    ports = a_service(tmp_path).ports
    assert ask(ports, Role.OPERATOR, do="line", key="lamps", unit="hour", name_en="Lamps")["ok"]
    assert ask(ports, do="house", key="B7", flats="12", area="900", name_zh="七号院")["ok"]
    assert ask(ports, Role.OPERATOR, do="line", key="x", unit="mile", name_en="X")["ok"] is False
    told = text(tree(ports))
    assert "Lamps" in told
    assert "七号院" in told


@pytest.mark.parametrize("part", page.SHEETS)
def test_every_panel_can_be_taken_along(tmp_path: Path, part: str) -> None:
    ports = a_service(tmp_path).ports
    ask(ports, **ORDER)
    file = ask(ports, do="sheet", sheet=part)["file"]
    assert isinstance(file, dict)
    rows = list(csv.reader(io.StringIO(file["text"].removeprefix("\ufeff"))))
    assert len({len(row) for row in rows[3:]}) == 1
    assert (
        len(
            page.SHEETS[part](
                a_visit(Role.FINANCE, ports), Period(*page._lately(a_visit(Role.FINANCE, ports)))
            )
        )
        > 1
    )
