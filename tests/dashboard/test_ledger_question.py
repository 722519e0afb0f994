"""What an address asks of the book: all of it, and nothing that it says wrongly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ledger_question import FIELDS, ledger_question
from models.money.ports import ALL, Such


@pytest.mark.parametrize(
    ("query", "such"),
    [
        ({}, ALL),
        (
            {"first": "2026-10-05", "last": "2026-10-09"},
            Such(first=date(2026, 10, 5), last=date(2026, 10, 9)),
        ),
        ({"months": "2026-10"}, Such(months=(date(2026, 10, 1), date(2026, 10, 1)))),
        ({"months": "2026-12..2026-10"}, Such(months=(date(2026, 10, 1), date(2026, 12, 1)))),
        ({"account": "takings"}, Such(accounts=("takings",))),
        ({"account": "income."}, Such(accounts=("income.",))),
        ({"account": "fund.repay"}, Such(accounts=("fund.repay",))),
        ({"account": "line:course"}, Such(accounts=("income.course", "cost.course"))),
        ({"source": "rent", "space": "market"}, Such(sources=("rent",), space="market")),
        ({"amount": "¥1,234.50"}, Such(fen=123_450)),
        ({"amount": "−3"}, Such(fen=300)),
        ({"text": "  s4 ", "party": "veg"}, Such(text="s4", party="veg")),
    ],
)
def test_an_address_asks_for_such_entries(query: dict[str, str], such: Such) -> None:
    asked = ledger_question(query)
    assert (asked.such, asked.kept.keys()) == (such, query.keys())


@pytest.mark.parametrize(
    "query",
    [
        {"first": "yesterday"},
        {"months": "2026-13"},
        {"account": "nonsense"},
        {"account": "line:"},
        {"account": "%."},
        {"source": "dream"},
        {"amount": "0.001"},
        {"amount": "NaN"},
        {"amount": "1e999999"},
        {"amount": "Infinity"},
        {"entry": "-1", "before": "x"},
    ],
)
def test_what_an_address_says_wrongly_is_not_said(query: dict[str, str]) -> None:
    asked = ledger_question(query)
    assert (asked.such, asked.kept, asked.before, asked.entry) == (ALL, {}, None, 0)


@given(st.dictionaries(st.sampled_from([*FIELDS, "before", "entry", "view"]), st.text(max_size=30)))
def test_no_address_stops_the_page_and_its_links_ask_the_same(query: dict[str, str]) -> None:
    asked = ledger_question(query)
    assert ledger_question(asked.kept).such == asked.such
