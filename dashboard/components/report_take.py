"""The files of a version to take along: which forms, in which language; made in the background."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice, deed_form
from dashboard.components.field import tick
from dashboard.i18n import LOCALES
from dashboard.page import Visit
from dashboard.report.form import FORMS
from models.report.version import ReportVersion


def take_panel(visit: Visit, seen: ReportVersion) -> Component:
    """assets/83-reports.js shows how far it is."""
    form = take_form(visit, "take", month=f"{seen.month:%Y-%m}", number=f"{seen.number}")
    return take_section(visit, "reports.take", form)


def take_section(visit: Visit, words: str, form: Component) -> Component:
    """words: begin the keys of its title and of the line below."""
    t = visit.translate
    return html.Section(
        [html.H2(t(f"{words}.title")), html.P(t(f"{words}.under"), className="muted"), form],
        className="panel",
        id="take",
    )


def take_form(
    visit: Visit,
    deed: str,
    also: Sequence[Component] = (),
    /,
    forms: Sequence[str] = tuple(FORMS),
    **fields: str,
) -> Component:
    """Which forms and which language. also: fields before them; forms: those that are ticked."""
    t = visit.translate
    ticks = [tick(form, t(f"reports.form.{form}"), on=form in forms) for form in FORMS]
    languages = [(one, t(f"reports.language.{one}")) for one in LOCALES]
    asked = [
        *also,
        html.Fieldset([html.Legend(t("reports.forms")), *ticks], className="report-forms"),
        choice("locale", t("reports.language"), languages, t.locale),
        html.P(html.Button(t("reports.take"), type="submit", className="primary"), className="buttons"),
    ]
    return deed_form(deed, asked, **fields)
