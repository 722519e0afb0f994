"""Sentences with numbers: each number leads to the fact that it is, also where two facts have the same number."""

import pytest
from dash import html

from dashboard.components.advice_facts import fact_behind, fact_words, told
from dashboard.i18n import LOCALES, Locale, Translate, catalogue
from models.advice.query import QUERIES, UNITS
from models.advice.recommendation import Query
from models.message import Message
from tests.advice_week import fact

EN = Translate("en")
QUIET = Message("advice.why.turnout", {"weeks": 12, "turns": 12, "came": 4.2})


def test_every_number_of_a_sentence_is_a_link_to_its_fact() -> None:
    facts = [
        fact("q1", "recent_weeks", 12, "weeks"),
        fact("q2", "turns", 12, "sessions"),
        fact("q3", "came", 4.2, "people"),
    ]
    parts = told(EN, QUIET, {one.id: one for one in facts})
    links = {part.to_plotly_json()["props"]["href"] for part in parts if isinstance(part, html.A)}
    assert links == {"#fact-q1", "#fact-q2", "#fact-q3"}
    words = "".join(
        part if isinstance(part, str) else part.to_plotly_json()["props"]["children"] for part in parts
    )
    assert words == EN.message(QUIET)


def test_of_facts_with_one_number_the_one_that_is_asked_for_like_the_blank_is_meant() -> None:
    def effect(key: str, outcome: str, bound: str) -> object:
        one = fact(key, "effect", 0.0, "people")
        return one.__class__(
            **{name: getattr(one, name) for name in one.__dataclass_fields__ if name != "query"},
            query=Query(key="effect", given={"outcome": outcome, "bound": bound}),
        )

    facts = [
        effect(f"q{n}", *pair)
        for n, pair in enumerate([("overflow", "low"), ("people", "low"), ("people", "high")])
    ]
    message = Message("advice.why.effect.people", {"low": 0, "high": 0})
    by_id = {one.id: one for one in facts}  # type: ignore[attr-defined]
    found = [fact_behind(name, message, by_id) for name in ("low", "high")]  # type: ignore[arg-type]
    assert [one.id for one in found if one] == ["q1", "q2"]


def test_a_number_that_is_no_fact_is_left_as_it_is() -> None:
    assert all(isinstance(part, str) for part in told(EN, QUIET, {}))


def test_no_data_is_said_and_is_never_nought() -> None:
    assert fact_words(EN, fact("q1", "waiting", None, "people")) == "No data"
    assert fact_words(EN, fact("q1", "waiting", 0, "people")) == "0 people"
    assert fact_words(EN, fact("q1", "price", 12.5, "yuan")) == "12.50 yuan"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_query_and_every_unit_has_its_words(locale: Locale) -> None:
    words = catalogue(locale)
    units = {row.unit for row in QUERIES.values() if row.unit} | set(UNITS.values())
    keys = [f"advice_page.query.{key}" for key in QUERIES]
    keys += [f"advice_page.fact_unit.{unit}" for unit in units - {"yuan"}]
    assert [key for key in keys if key not in words] == []
