"""What stands behind a project: the needs that it answers, and who agreed to help with them."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.match_words import things_words
from dashboard.components.use_words import day_words
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.needs.project import Project
from models.payload import visible
from models.services.project_need import Help, helps_behind, needs_behind
from models.services.projects import Card

MOST_NEEDS = 20


def need_panel(visit: Visit, card: Card) -> Component:
    """Topic, voices and words of the needs behind it; words for those who work with them only."""
    t = visit.translate
    found = needs_behind(visit.ports, visit.account, card.project)
    reads = visit.may(Permission.PROJECT_EDIT) or visit.may(Permission.PROJECT_SUPERVISE)
    rows = [
        html.Li(
            [
                html.B(one.number),
                html.Span(one.text) if reads else None,
                html.Small(
                    t(
                        "project.need.heard",
                        n=one.voices,
                        day=day_words(t, one.received_at.date(), year=True),
                    ),
                    className="muted",
                ),
            ]
        )
        for one in found[:MOST_NEEDS]
    ]
    lead = t("project.needs.lead", n=len(card.project.needs), voices=sum(one.voices for one in found))
    shown = html.Ul(rows, className="need-rows") if rows else None
    return html.Section([html.H2(t("project.needs")), html.P(lead), shown], className="panel", id="needs")


def help_panel(visit: Visit, project: Project) -> Component | None:
    """Providers with whom a match was agreed, and what each gives; nothing where there is none."""
    t, found = visit.translate, helps_behind(visit.ports, visit.account, project)
    if not found:
        return None
    rows = html.Ul([_help(visit, one) for one in found], className="need-rows")
    return html.Section([html.H2(t("project.help")), rows], className="panel", id="help")


def _help(visit: Visit, one: Help) -> Component:
    t, match = visit.translate, one.match
    facts = [
        things_words(t, match.things),
        t("project.help.hours", n=f"{match.minutes / 60:g}") if match.minutes else "",
        yuan(t, match.money_fen) if match.money_fen else "",
        t(f"match.status.{match.status}"),
    ]
    name = visible(t.name(one.provider.name)) if one.provider else visible(match.provider)
    return html.Li([html.B(name), html.Small(" · ".join(word for word in facts if word), className="muted")])
