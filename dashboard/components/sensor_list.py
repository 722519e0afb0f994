"""The sensors as a table: one row each, worst first; on a phone every row is a card."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components import hearing as shown
from dashboard.components.asking import calm, choice, entry, pager
from dashboard.components.marks import marks
from dashboard.components.spoken import ago
from dashboard.link import link
from dashboard.page import Visit
from models.message import LocalText
from models.payload import visible
from models.services.sensors import Hearing, SensorRow, Sensors

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which sensors somebody asked for. Anything unknown means all."""

    state: str = ""
    space: str = ""
    words: str = ""
    page: int = 1


def wanted(visit: Visit) -> Wanted:
    query = visit.query
    page = query.get("page", "1")
    return Wanted(
        state=query.get("state", "") if query.get("state") in set(Hearing) else "",
        space=query.get("space", "") if query.get("space") in visit.ports.centre.spaces else "",
        words=query.get("q", "").strip()[:64],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def fits(row: SensorRow, asked: Wanted, space: LocalText) -> bool:
    """Whether a sensor is one of those; space: the names of its space, which people search by in either language."""
    names = " ".join(space.values())
    text = f"{row.sensor.id} {row.model} {row.sensor.topic} {row.sensor.profile} {names}".lower()
    return (
        asked.state in ("", row.hearing)
        and asked.space in ("", row.sensor.space)
        and asked.words.lower() in text
    )


Cell = Callable[[Visit, SensorRow, Sensors], Component | str]

COLUMNS: Mapping[str, Cell] = {
    "state": lambda visit, row, _: shown.hearing_chip(row.hearing, visit.translate),
    "sensor": lambda visit, row, _: _name(visit, row),
    "space": lambda visit, row, _: visit.translate.name(visit.ports.centre.spaces[row.sensor.space].name),
    "heard": lambda visit, row, all_: ago(visit.translate, row.presence.heard_at, all_.at),
    "battery": lambda visit, row, _: shown.battery(row, visit.translate),
    "signal": lambda visit, row, _: shown.signal(row, visit.translate),
    "completeness": lambda visit, row, _: shown.share(row.completeness, visit.translate),
    "drift": lambda visit, row, _: shown.drift(row, visit.translate),
    "quality": lambda visit, row, _: shown.score(row.quality, visit.translate),
    "firmware": lambda visit, row, _: visible(row.firmware) or shown.unknown(visit.translate),
}
"""`sensors.column.<key>` names each."""


def sensor_list(visit: Visit, sensors: Sensors) -> Component:
    t, asked, spaces = visit.translate, wanted(visit), visit.ports.centre.spaces
    found = [row for row in sensors.rows if fits(row, asked, spaces[row.sensor.space].name)]
    page = max(1, min(asked.page, -(-len(found) // PAGE)))
    part = found[(page - 1) * PAGE : page * PAGE]
    return html.Section(
        [
            html.Header(
                [html.H2(t("sensors.list")), html.P(t("sensors.found", n=len(found)), className="muted")],
                className="panel-head",
            ),
            _chips(visit, sensors, asked),
            _search(visit, asked),
            _table(visit, part, sensors) if part else calm(t("sensors.none_found")),
            _pager(visit, asked, page, len(found)),
        ],
        className="panel",
        id="list",
    )


def _chips(visit: Visit, sensors: Sensors, asked: Wanted) -> Component:
    t = visit.translate
    kept = {"space": asked.space, "q": asked.words}
    every = [("", t("sensors.everyone"), len(sensors.rows))]
    states = [(one.value, t(f"sensors.hearing.{one}"), n) for one, n in sensors.counts.items()]
    chips = [
        html.Li(
            html.A(
                [shown.hearing_sign(Hearing(key)) if key else None, words, html.B(str(n))],
                href=link(visit, state=key, **kept) + "#list",
                className="chip",
                **(marks(aria_current="true") if key == asked.state else {}),
            )
        )
        for key, words, n in every + states
    ]
    return html.Ul(chips, className="chip-row", **marks(aria_label=t("sensors.column.state")))


def _search(visit: Visit, asked: Wanted) -> Component:
    t = visit.translate
    spaces = [
        ("", t("sensors.all_spaces")),
        *((key, t.name(s.name)) for key, s in visit.ports.centre.spaces.items()),
    ]
    kept = [html.Span(**marks(data_with=key, data_value=asked.state)) for key in ("state",) if asked.state]
    return html.Form(
        [
            choice("space", t("sensors.column.space"), spaces, asked.space),
            entry("q", t("sensors.search"), asked.words),
            *kept,
            html.Button(t("sensors.filter"), type="submit"),
        ],
        className="search",
        role="search",
        **marks(data_goes="#list"),
    )


def _table(visit: Visit, rows: Sequence[SensorRow], sensors: Sensors) -> Component:
    t = visit.translate
    heads = [html.Th(t(f"sensors.column.{key}"), scope="col") for key in COLUMNS]
    lines = [
        html.Tr(
            [
                html.Td(cell(visit, row, sensors), **marks(data_label=t(f"sensors.column.{key}")))
                for key, cell in COLUMNS.items()
            ],
            **marks(data_hearing=row.hearing),
        )
        for row in rows
    ]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(lines)], className="table rows")
    return html.Div(
        table, className="table-scroll", tabIndex="0", role="region", **marks(aria_label=t("sensors.list"))
    )


def _name(visit: Visit, row: SensorRow) -> Component:
    return html.Span(
        [
            html.A(row.sensor.id, href=link(visit, sensor=row.sensor.id), className="sensor-name"),
            html.Span(visible(row.model) or row.sensor.profile, className="below"),
        ],
        className="named",
    )


def _pager(visit: Visit, asked: Wanted, page: int, found: int) -> Component | None:
    t, last = visit.translate, -(-found // PAGE)
    kept = {"state": asked.state, "space": asked.space, "q": asked.words}
    steps = [(t("sensors.before"), page - 1), (t("sensors.after"), page + 1)]
    links = [(words, link(visit, page=n, **kept) + "#list") for words, n in steps if 1 <= n <= last]
    return pager(links, t("sensors.pages"), t("sensors.page", n=page, of=last))
