"""The files of a version to take along: which forms, in which language; made in the background."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice, deed_form
from dashboard.components.field import tick
from dashboard.components.marks import marks
from dashboard.i18n import LOCALES
from dashboard.page import Visit
from dashboard.report.form import FORMS
from models.report.version import ReportVersion


def take_panel(visit: Visit, seen: ReportVersion) -> Component:
    """assets/83-reports.js shows how far it is."""
    t = visit.translate
    ticks = [tick(form, t(f"reports.form.{form}"), on=True) for form in FORMS]
    languages = [(one, t(f"reports.language.{one}")) for one in LOCALES]
    fields = [
        html.Fieldset([html.Legend(t("reports.forms")), *ticks], className="report-forms"),
        choice("locale", t("reports.language"), languages, t.locale),
        html.P(
            [
                html.Button(t("reports.take"), type="submit", className="primary"),
                html.Button(
                    t("reports.take.stop"), type="button", hidden="hidden", **marks(data_stop_parcel="")
                ),
            ],
            className="buttons",
        ),
        html.Progress(
            hidden="hidden", max="1", value="0", **marks(data_parcel="", aria_label=t("reports.take.bar"))
        ),
    ]
    form = deed_form("take", fields, month=f"{seen.month:%Y-%m}", number=f"{seen.number}")
    return html.Section(
        [html.H2(t("reports.take.title")), html.P(t("reports.take.under"), className="muted"), form],
        className="panel",
        id="take",
    )
