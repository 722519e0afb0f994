"""Surveys with what came of them: the rate with its number, how sure it is, and the remarks."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button
from dashboard.components.kpi_words import opinion_words, rate_words
from dashboard.components.survey_choice import survey_choice
from dashboard.csv_sheet import Cell
from dashboard.link import link
from dashboard.page import Visit
from dashboard.survey_slip import slip_address
from models.account import Permission
from models.needs.survey import Answer
from models.payload import visible
from models.satisfaction import FEWEST
from models.services.surveys import Surveying


def survey_panel(visit: Visit, found: Sequence[Surveying], opened: Surveying | None) -> Component:
    t = visit.translate
    listed = html.Ul([_item(visit, one) for one in found], className="surveys") if found else None
    return html.Section(
        [
            html.H2(t("survey.list", n=len(found))),
            html.P(t("survey.lead"), className="muted"),
            listed or calm(t("survey.none"), "☺"),
            _opened(visit, opened) if opened else None,
            survey_choice(visit) if visit.may(Permission.SURVEY_EDIT) else None,
        ],
        className="panel",
        id="surveys",
    )


def survey_name(visit: Visit, one: Surveying) -> str:
    t = visit.translate
    about = t(f"survey.about.{one.survey.about}")
    return f"{about} · {visible(t.name(one.name) or one.survey.subject)}"


def _until(visit: Visit, one: Surveying) -> str:
    until = one.survey.until.astimezone(visit.ports.centre.zone_info)
    return visit.translate("survey.until" if one.is_open else "survey.over", day=f"{until:%Y-%m-%d}")


def _item(visit: Visit, one: Surveying) -> Component:
    t = visit.translate
    slips = html.A(
        t("survey.slips"), href=slip_address(visit.centre, one.survey.id), target="_blank", className="chip"
    )
    more = html.A(
        t("survey.more"), href=link(visit, "activities", survey=one.survey.id) + "#survey", className="chip"
    )
    ends = one.is_open and visit.may(Permission.SURVEY_EDIT)
    return html.Li(
        [
            html.B(survey_name(visit, one)),
            html.Span(rate_words(one.opinion), className="survey-rate"),
            html.Small(opinion_words(t, one.opinion), className="muted"),
            html.Small(_until(visit, one), className="muted"),
            html.P(
                [
                    slips if one.is_open else None,
                    more,
                    deed_button("end", t("survey.end"), "link", survey=one.survey.id) if ends else None,
                ],
                className="chip-row",
            ),
        ]
    )


def _opened(visit: Visit, one: Surveying) -> Component:
    """Its answers by face once enough answered, and what was remarked."""
    t, told = visit.translate, one.opinion.answered >= FEWEST
    bars = [
        html.Li([t(f"survey.answer.{answer}"), " ", html.B(f"{one.opinion.tally.get(answer, 0):,}")])
        for answer in Answer
    ]
    remarks = [html.Li(visible(remark)) for remark in one.remarks]
    return html.Div(
        [
            html.H3(survey_name(visit, one)),
            html.Ul(bars) if told else html.P(t("survey.hidden", n=FEWEST), className="muted"),
            html.Ul(remarks, className="remarks") if remarks else None,
        ],
        id="survey",
    )


def survey_rows(visit: Visit, found: Sequence[Surveying]) -> list[list[Cell]]:
    """As a sheet: below FEWEST answers no rate and no answer by face."""
    t = visit.translate
    heads = ("what", "begun", "until", "answers", "invited", "rate", "low", "high")
    rows: list[list[Cell]] = [
        [*(t(f"survey.column.{key}") for key in heads), *(t(f"survey.answer.{one}") for one in Answer)]
    ]
    zone = visit.ports.centre.zone_info
    for one in found:
        rating, tally = one.opinion.shown, one.opinion.tally
        rows.append(
            [
                survey_name(visit, one),
                f"{one.survey.begun_at.astimezone(zone):%Y-%m-%d}",
                f"{one.survey.until.astimezone(zone):%Y-%m-%d}",
                one.opinion.answered,
                one.survey.invited,
                *((rating.rate, rating.low, rating.high) if rating else (None, None, None)),
                *(tally.get(each, 0) if rating else None for each in Answer),
            ]
        )
    return rows
