"""The workbench drawn: the models that can be read, the form of a trial, what a payload said."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, entry, paper
from dashboard.components.marks import marks
from dashboard.components.spoken import clock, measure_name, measured, sentence, word
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from models.desk import Fault, ProfileCard, Trial, TrialRow
from models.payload import Spelling, visible
from models.services.profiles import ENVELOPES, LONGEST_PROFILE, succeeded


def model_list(visit: Visit, cards: Sequence[ProfileCard], chosen: str) -> Component:
    t = visit.translate
    faults = sum(bool(card.fault) for card in cards)
    rows = [_card(visit, card, chosen) for card in cards]
    return html.Section(
        [
            html.Header(
                [
                    html.H2(t("profiles.list")),
                    html.P(t("profiles.count", n=len(cards), faults=faults), className="muted"),
                ],
                className="panel-head",
            ),
            html.Ul(rows, className="models") if rows else calm(t("profiles.none")),
        ],
        className="panel",
    )


def _card(visit: Visit, card: ProfileCard, chosen: str) -> Component:
    t = visit.translate
    kind = t("profiles.own" if card.own else "profiles.packaged")
    fault = (
        html.P([html.B(t("profiles.faulty")), fault_words(t, card.fault)], className="model-fault")
        if card.fault
        else None
    )
    return html.Li(
        [
            html.A(
                [
                    html.Span(card.name, className="model-name"),
                    html.Span(visible(card.model), className="below"),
                ],
                href=link(visit, model=card.name, letter=visit.query.get("letter", "")),
                **(marks(aria_current="true") if card.name == chosen else {}),
            ),
            html.Span(kind, className="kind"),
            fault,
        ],
        **marks(data_own="true" if card.own else "false"),
    )


def trial_form(visit: Visit, text: str, *, payload: str, topic: str, envelope: str) -> Component:
    """The three things of a trial: what came, how it is wrapped, how it is to be read."""
    t = visit.translate
    wraps = [(one, word(t, "profiles.envelope", one or "frame")) for one in ENVELOPES]
    spellings = [(one.value, t(f"profiles.spelling.{one}")) for one in Spelling]
    return html.Form(
        [
            paper("payload", t("profiles.payload"), payload, rows=5, longest=200_000),
            html.Div(
                [
                    choice("spelling", t("profiles.spelling"), spellings, Spelling.AUTO),
                    choice("envelope", t("profiles.envelope"), wraps, envelope),
                    entry("topic", t("profiles.topic"), topic, maxLength=256),
                ],
                className="asked-row",
            ),
            paper("text", t("profiles.text"), text, rows=22, longest=LONGEST_PROFILE),
            html.Div(
                [
                    html.Button(t("profiles.try"), type="submit", className="primary"),
                    html.Button(t("profiles.download"), type="button", **marks(data_download="text")),
                ],
                className="buttons",
            ),
            html.P(className="told", role="status", **marks(data_told="")),
        ],
        className="deed workbench",
        noValidate="noValidate",
        **marks(data_deed="try"),
    )


def trial_result(visit: Visit, trial: Trial) -> Component:
    """What the payload said, and what was wrong."""
    t, fine = visit.translate, succeeded(trial)
    verdict = t("profiles.fine", n=len(trial.rows)) if fine else t("profiles.not_fine")
    parts: list[Component | None] = [
        html.P(verdict, className="verdict", **marks(data_good="true" if fine else "false")),
        html.Ul([_fault(t, one) for one in trial.faults], className="faults") if trial.faults else None,
        _rows(visit, trial.rows) if trial.rows else None,
        _events(trial) if trial.events else None,
        _pairs(t("profiles.vitals"), [(word(t, "vital", key), value) for key, value in trial.vitals.items()]),
        html.P(
            t("profiles.unknown", names=", ".join(visible(one) for one in trial.unknown)), className="muted"
        )
        if trial.unknown
        else None,
    ]
    return html.Div(parts, className="trial")


def fault_words(t: Translate, fault: Fault) -> str:
    """Where it is wrong and what is, in the reader's language; a folder is nothing that a reader could open."""
    what, place = (
        sentence(t, fault.message, "profile_fault.unsaid"),
        _PLACES[bool(fault.file), bool(fault.line)],
    )
    return visible(t(place, file=PurePath(fault.file).name, line=fault.line, what=what) if place else what)


_PLACES: Mapping[tuple[bool, bool], str] = {
    (True, True): "profile_fault.in_line_of",
    (True, False): "profile_fault.in_file",
    (False, True): "profile_fault.in_line",
    (False, False): "",
}
"""By whether a file and a line are named."""


def _fault(t: Translate, fault: Fault) -> Component:
    """A fault; from one in a line of the text that is tried, assets/43-workbench.js leads to that line."""
    line = "" if fault.file or not fault.line else str(fault.line)
    exact = html.Span(visible(fault.exact), className="below", lang="en") if fault.exact else None
    return html.Li([fault_words(t, fault), exact], **(marks(data_fault_line=line) if line else {}))


def _rows(visit: Visit, rows: Sequence[TrialRow]) -> Component:
    t = visit.translate
    columns = ("measure", "value", "at", "range")
    head = html.Tr([html.Th(t(f"profiles.column.{key}"), scope="col") for key in columns])
    lines = [_row(visit, row) for row in rows]
    table = html.Table([html.Thead(head), html.Tbody(lines)], className="table")
    return html.Div(
        table, className="table-scroll", tabIndex="0", role="region", **marks(aria_label=t("profiles.result"))
    )


def _row(visit: Visit, row: TrialRow) -> Component:
    t, zone = visit.translate, visit.ports.centre.zone_info
    below = html.Span(visible(f"{row.device} {row.measure}".strip()), className="below")
    name = html.Span([html.Span(measure_name(t, row.measure)), below], className="named")
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(measured(t, row.measure, row.value)),
            html.Td(clock(row.at, zone, seconds=True) if row.at else t("profiles.on_receipt")),
            html.Td(
                t("profiles.in_range" if row.in_range else "profiles.out_of_range"),
                className="in-range",
                **marks(data_good="true" if row.in_range else "false"),
            ),
        ]
    )


def _events(trial: Trial) -> Component:
    return html.Div(
        [_pairs("", [(key, str(value)) for key, value in event.items()]) for event in trial.events]
    )


def _pairs(title: str, pairs: Sequence[tuple[str, str]]) -> Component | None:
    if not pairs:
        return None
    rows = [
        html.Div([html.Dt(visible(key)), html.Dd(visible(value))], className="fact") for key, value in pairs
    ]
    return html.Div([html.H3(title) if title else None, html.Dl(rows)], className="facts")


def keep_form(visit: Visit, name: str) -> Component:
    """Keeping it: the name that it is to have. Its answer carries the text of the form above."""
    t = visit.translate
    return html.Form(
        [
            entry("name", t("profiles.name"), name, t("profiles.name_hint"), maxLength=48),
            html.Button(t("profiles.keep"), type="submit"),
            html.P(className="told", role="status", **marks(data_told="")),
        ],
        className="panel deed keep",
        noValidate="noValidate",
        **marks(data_deed="keep", data_also=".workbench"),
    )
