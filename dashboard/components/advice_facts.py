"""Why something is proposed: sentences whose numbers lead to their facts, and each fact with its days and its query."""

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_words import message_words, number_words
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence, word
from dashboard.components.use_words import NO_DATA, percent, period_words
from dashboard.i18n import Translate, catalogue
from dashboard.yuan import yuan
from models.advice.recommendation import Fact, Recommendation
from models.message import Message
from models.metric.period import Period


def why_list(t: Translate, one: Recommendation) -> Component:
    facts = {fact.id: fact for fact in one.facts}
    return html.Ol([html.Li(told(t, message, facts)) for message in one.why], className="reasons")


def told(t: Translate, message: Message, facts: Mapping[str, Fact]) -> Sequence[Component | str]:
    """The sentence in parts: what stands for a fact is a link to it. A sentence without words is left as one part."""
    words = catalogue(t.locale).get(message.key, "")
    if not words or not sentence(t, message, ""):
        return [message_words(t, message)]
    return list(_parts(words, message, facts))


def _parts(words: str, message: Message, facts: Mapping[str, Fact]) -> Iterator[Component | str]:
    for text, name, form, _ in Formatter().parse(words):
        if text:
            yield text
        if name is not None:
            value = format(message.values[name], form or "")
            fact = fact_behind(name, message, facts)
            yield html.A(value, href=f"#fact-{fact.id}", className="to-fact") if fact else value


def fact_behind(name: str, message: Message, facts: Mapping[str, Fact]) -> Fact | None:
    """The fact whose number fills a blank: of those with that number the one that is most like the blank by its names."""
    value = message.values[name]
    alike = [one for one in facts.values() if one.id == name or one.value == value]
    return max(alike, key=lambda one: _likeness(name, message.key, one), default=None)


def _likeness(name: str, key: str, one: Fact) -> int:
    given = set(one.query.given.values())
    named = 4 * (one.id == name) + 2 * (name in given) + (name in one.key)
    return named + any(key.endswith(f".{word}") for word in given)


def fact_list(t: Translate, facts: Sequence[Fact]) -> Component:
    """Each fact closed, to be opened by itself or by a number of a sentence; assets/66-advice.js opens it."""
    return html.Div([_fact(t, one) for one in facts], className="fact-list")


def fact_words(t: Translate, one: Fact) -> str:
    """The number with its unit; "no data" is said."""
    if one.value is None:
        return t("advice_page.fact.none")
    if one.unit == "yuan":
        return yuan(t, round(one.value * 100))
    return t(
        "advice_page.fact_value", n=number_words(one.value), unit=word(t, "advice_page.fact_unit", one.unit)
    )


def fact_name(t: Translate, one: Fact) -> str:
    """What was counted; of an effect which outcome, and whether its middle or a bound."""
    given = one.query.given
    if "outcome" in given and "bound" in given:
        outcome = word(t, "advice_page.outcome", given["outcome"])
        return t("advice_page.query.of", outcome=outcome, bound=word(t, "advice_page.sheet", given["bound"]))
    return word(t, "advice_page.query", one.key)


def _fact(t: Translate, one: Fact) -> Component:
    asked = " ".join([one.query.key, *(f"{name}={value}" for name, value in sorted(one.query.given.items()))])
    rows: list[tuple[str, Component | str]] = [
        (t("advice_page.fact.days"), period_words(t, Period(one.first, one.last))),
        (
            t("advice_page.fact.coverage"),
            NO_DATA if one.coverage is None else percent(t, one.coverage),
        ),
        (t("advice_page.fact.query"), html.Code(asked)),
    ]
    name = fact_name(t, one)
    return html.Details(
        [
            html.Summary([html.Span(one.id, className="fact-id"), f"{name} ", html.B(fact_words(t, one))]),
            html.Dl(
                [part for head, value in rows for part in (html.Dt(head), html.Dd(value))], className="facts"
            ),
        ],
        id=f"fact-{one.id}",
        **marks(data_fact=one.id),
    )
