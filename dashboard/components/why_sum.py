"""The sum behind a number of people, drawn: by reason, then every change of the day with the people after it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.spoken import sentence
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.itemised import Line, by_reason
from models.message import Message
from models.why import Why


def account(visit: Visit, why: Why) -> Component | None:
    """None where no number is known, and so nothing makes one."""
    if why.people is None or not why.lines:
        return None
    t = visit.translate
    return html.Section(
        [
            html.H2(t("behind.sum")),
            html.P(t("behind.sum_why"), className="muted"),
            _by_reason(visit, why),
            html.Details(
                [html.Summary(t("behind.every_change", n=len(why.lines))), _by_time(visit, why.lines)]
            ),
        ],
        className="panel sum",
    )


def _by_reason(visit: Visit, why: Why) -> Component:
    t = visit.translate
    rows = [
        html.Tr([html.Th(_words(visit, line), scope="row"), html.Td(signed(line.tenths))])
        for line in by_reason(why.lines)
    ]
    total = html.Tr([html.Th(t("behind.shown"), scope="row"), html.Td(f"{why.people:.0f}")])
    return html.Table([html.Tbody(rows), html.Tfoot(total)], className="table")


def _by_time(visit: Visit, lines: Sequence[Line]) -> Component:
    t = visit.translate
    heads = ("behind.when", "behind.reason", "behind.change", "behind.after")
    head = html.Tr([html.Th(t(key), scope="col") for key in heads])
    body = [
        html.Tr(
            [
                html.Td(_when(visit, line)),
                html.Td(_told_by(visit, line)),
                html.Td(signed(line.tenths)),
                html.Td(f"{line.total / 10:g}"),
            ]
        )
        for line in lines
    ]
    return html.Table([html.Thead(head), html.Tbody(body)], className="table")


def _when(visit: Visit, line: Line) -> str:
    zone = visit.ports.centre.zone_info
    first, last = (at.astimezone(zone).strftime("%H:%M") for at in (line.first, line.last))
    return first if first == last else f"{first}-{last}"


def _told_by(visit: Visit, line: Line) -> Component | str:
    """The reason; where a sensor told it, with the way to its raw messages for those who may see them."""
    words = _words(visit, line)
    if line.sensor is None or not visit.may(Permission.SENSOR_READ):
        return words
    return html.A(words, href=link(visit, "sensors", sensor=line.sensor))


def _words(visit: Visit, line: Line) -> str:
    return sentence(visit.translate, Message(line.key, {"sensor": line.sensor or ""}))


def signed(tenths: int) -> str:
    """Tenths of persons as a change: with a sign, and a decimal only where there is one."""
    return f"{tenths / 10:+g}".replace("-", "\N{MINUS SIGN}") if tenths else "0"
