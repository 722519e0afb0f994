"""Addresses inside a centre keep a language that was asked for, and nothing that is empty."""

from dashboard.link import link
from tests.dashboard.pages.test_live import a_visit


def test_an_address_names_page_and_query_and_leaves_out_what_is_empty() -> None:
    visit = a_visit()
    assert link(visit, "sensors", sensor="a b&c", state="") == "/test/sensors?sensor=a+b%26c"
    assert link(visit, "sensors") == "/test/sensors"
    assert link(visit) == "?"


def test_a_language_that_was_asked_for_stays() -> None:
    assert link(a_visit(lang="en", sensor="x"), state="late") == "?lang=en&state=late"
