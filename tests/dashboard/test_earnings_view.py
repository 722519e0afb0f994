"""What the page of earnings is asked."""

from dataclasses import replace

from dashboard.earnings_view import earnings_query, earnings_question, earnings_view, ledger_link
from models.account import Role
from models.sharing import SharingKey, SharingRule
from tests.builders import NOON, some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.models.money.summed import books

PORTS = replace(some_ports(clock=lambda: NOON), money=books())


def test_the_page_opens_with_the_last_whole_month() -> None:
    asked = earnings_question(a_visit(Role.FINANCE, PORTS))
    assert (f"{asked.period.first}", f"{asked.period.last}") == ("2026-10-01", "2026-10-31")


def test_its_address_restores_what_was_asked_also_where_it_is_the_usual_of_another_page() -> None:
    for period in ("4w", "last_month", "quarter"):
        asked = earnings_question(a_visit(Role.FINANCE, PORTS, period=period, space="gym"))
        again = earnings_question(a_visit(Role.FINANCE, PORTS, **earnings_query(asked)))
        assert again == asked


def test_the_entries_behind_a_figure_are_those_of_its_days() -> None:
    view = earnings_view(a_visit(Role.FINANCE, PORTS))
    assert ledger_link(view, space="gym") == "/test/ledger?first=2026-10-01&last=2026-10-31&space=gym"
    assert not view.known


def test_the_key_is_that_of_the_periods_end() -> None:
    rule = SharingRule(key=SharingKey.HOURS, valid_from=NOON.date().replace(month=10, day=1))
    ports = replace(PORTS, centre=replace(PORTS.centre, sharing=(rule,)))
    assert earnings_view(a_visit(Role.FINANCE, ports)).key is SharingKey.HOURS
    assert earnings_view(a_visit(Role.FINANCE, PORTS)).key is SharingKey.AREA_HOURS
