"""The pool: everybody who can help with what they give, what each topic takes, which words mean the same."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry, paper
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.match_words import offer_words
from dashboard.components.provider_form import provider_form
from dashboard.components.use_words import day_words
from dashboard.page import Visit
from dashboard.yuan import digits
from models.centre import ZONES, SpaceKind
from models.needs.need import Topic
from models.needs.provider import Provider, ProviderKind
from models.needs.takes import Synonyms, Takes


def provider_list(visit: Visit, kind: ProviderKind, pool: Sequence[Provider], *, may: bool) -> Component:
    t = visit.translate
    ours = sorted((one for one in pool if one.kind is kind), key=lambda one: (one.retired, one.id))
    rows = [_provider(visit, one, may=may) for one in ours]
    return html.Section(
        [
            html.H2(t("provider.of_kind", kind=t(f"provider.kind.{kind}"), n=len(ours))),
            html.Ul(rows) if rows else calm(t("match.empty_pool")),
        ],
        className="panel offering",
    )


def _provider(visit: Visit, one: Provider, *, may: bool) -> Component:
    t = visit.translate
    facts = [t("offering.retired")] if one.retired else []
    facts += [offer_words(t, one)]
    facts += [t("provider.minutes_n", n=one.minutes_a_month)] if one.minutes_a_month else []
    facts += [
        t("provider.until", paper=t(f"provider.qualification.{paper}"), day=day_words(t, until, year=True))
        for paper, until in sorted((one.qualified or {}).items())
    ]
    change = deed_button(
        "retire",
        t("offering.restore" if one.retired else "offering.retire"),
        "",
        provider=one.id,
        to="no" if one.retired else "yes",
    )
    edit = html.Details([html.Summary(t("provider.change")), provider_form(visit, one)], className="fold")
    words = [
        html.Span(t.name(one.name), className="offering-name"),
        html.Span(" · ".join(facts), className="hint"),
    ]
    return html.Li(
        [html.Div(words), change if may else None, edit if may else None],
        **marks(data_retired="true" if one.retired else "false"),
    )


def new_provider(visit: Visit) -> Component:
    t = visit.translate
    return html.Section(
        [html.Details([html.Summary(t("provider.add")), provider_form(visit)], className="fold")],
        className="panel",
    )


def takes_list(
    visit: Visit, topics: Mapping[str, Topic], takes: Mapping[str, Takes], *, may: bool
) -> Component:
    t = visit.translate
    rows = [
        html.Details([html.Summary(t.name(topic.name) or key), _takes(visit, takes[key])], className="fold")
        for key, topic in topics.items()
        if not topic.retired and may
    ]
    return html.Section(
        [html.H2(t("match.takes")), html.P(t("match.takes_hint"), className="hint"), *rows], className="panel"
    )


def _takes(visit: Visit, one: Takes) -> Component:
    t = visit.translate
    rooms = [("", t("match.no_room")), *((kind.value, t(f"report.space_kind.{kind}")) for kind in SpaceKind)]
    zones = [("", t("match.any_zone")), *((key, t.name(zone.name)) for key, zone in ZONES.items())]
    fields: list[Component | None] = [
        html.Div(
            [
                field("minutes", t("match.takes.minutes"), "number", one.minutes, min="0"),
                entry("money", t("match.takes.money"), digits(one.money_fen) if one.money_fen else ""),
                entry("goods", t("match.takes.goods"), ", ".join(sorted(one.goods))),
                choice("room", t("match.takes.room"), rooms, one.room.value if one.room else ""),
                choice("zone", t("match.takes.zone"), zones, one.zone),
            ],
            className="asked-row",
        ),
        html.Button(t("provider.save"), type="submit"),
    ]
    return deed_form("takes", fields, topic=one.topic, revision=str(one.revision))


def synonym_form(visit: Visit, known: Synonyms, *, may: bool) -> Component:
    t = visit.translate
    text = "\n".join(", ".join(sorted(group)) for group in known.groups)
    fields: list[Component | None] = [
        paper("groups", t("match.synonyms"), text, rows=6),
        html.Button(t("provider.save"), type="submit"),
    ]
    return html.Section(
        [
            html.H2(t("match.synonyms")),
            html.P(t("match.synonyms_hint"), className="hint"),
            deed_form("synonyms", fields, revision=str(known.revision)) if may else html.Pre(text),
        ],
        className="panel",
    )
