"""Who gets what leaves the house, and the form for one more; of a robot its host alone is shown."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry
from dashboard.components.field import field, tick
from dashboard.i18n import LOCALES
from dashboard.page import Visit
from models.payload import visible
from models.sending.recipient import CHOSEN, LONGEST_NAME, Channel, Form, Occasion, Recipient
from models.services.sending import LONGEST_SIGN


def recipients_panel(visit: Visit, known: Sequence[Recipient]) -> Component:
    """Those that there are, then the form."""
    t = visit.translate
    rows = [_recipient(visit, one) for one in known]
    body = [
        html.H2(t("sending.recipients")),
        html.Ul(rows, className="papers") if rows else calm(t("sending.nobody"), "✉"),
        html.Details([html.Summary(t("sending.add")), _form(visit)], className="fold", open=not known),
    ]
    return html.Section(body, className="panel", id="recipients")


def _recipient(visit: Visit, one: Recipient) -> Component:
    t = visit.translate
    gets = t("sending.and")
    told = [t(f"sending.occasion.{each}") for each in CHOSEN if each in one.occasions]
    forms = [t(f"sending.form.{form}") for form in one.forms]
    lines = (
        f"{t(f'sending.channel.{one.channel}')} · {visible(one.address)}",
        f"{t('sending.gets')}: {gets.join(told)}",
        f"{t('sending.forms')}: {gets.join(forms)} · {t(f'sending.language.{one.locale}')}" if forms else "",
    )
    deeds = [
        deed_button("try", t("sending.try"), key=one.id),
        deed_button("remove", t("sending.remove"), "danger", key=one.id),
    ]
    small = [html.Small(line, className="muted") for line in lines if line]
    return html.Li(
        [
            html.Strong(visible(one.name)),
            *(html.P(line) for line in small),
            html.P(deeds, className="buttons"),
        ]
    )


def _form(visit: Visit) -> Component:
    t = visit.translate
    gets = [tick(one, t(f"sending.occasion.{one}"), on=one is Occasion.REPORT) for one in CHOSEN]
    forms = [tick(one, t(f"sending.form.{one}"), on=one is Form.PDF) for one in Form]
    channels = [(one.value, t(f"sending.channel.{one}")) for one in Channel]
    languages = [(one, t(f"sending.language.{one}")) for one in LOCALES]
    return deed_form(
        "add",
        [
            entry("name", t("sending.name"), maxLength=LONGEST_NAME),
            choice("channel", t("sending.channel"), channels),
            entry("address", t("sending.address"), hint=t("sending.address.hint"), maxLength=2000),
            field("sign", t("sending.sign"), "password", maxLength=str(LONGEST_SIGN)),
            html.Fieldset([html.Legend(t("sending.gets")), *gets], className="report-forms"),
            html.Fieldset([html.Legend(t("sending.forms")), *forms], className="report-forms"),
            html.P(t("sending.forms.hint"), className="hint"),
            choice("locale", t("sending.language"), languages, t.locale),
            html.Button(t("sending.add"), type="submit", className="primary"),
        ],
    )
