"""Today's takings drawn: the sum beside what is usual by now, the hours as columns, the lines as bars, the tills."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.marks import marks
from dashboard.components.rank_bars import Bar, rank_bars
from dashboard.components.use_words import NO_DATA
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits, yuan, yuan_cell
from models.money.chart import Line
from models.services.takings import HOURS, Takings, Till

Rows = list[list[Cell]]


def sum_panel(visit: Visit, now: Takings) -> Component:
    """The day in one number, and how it stands against such days at this hour."""
    t = visit.translate
    facts = [
        html.P(html.B(yuan(t, now.today.fen)), className="takings-sum"),
        html.P(_against(t, now)),
        html.P(t("takings.unseen", value=digits(now.unseen_fen)), className="muted"),
        html.P(t("takings.waiting", n=now.waiting), className="muted") if now.waiting else None,
    ]
    return html.Section(facts, className="panel takings-head", **marks(aria_label=t("page.takings")))


def _against(t: Translate, now: Takings) -> str:
    usual = now.usual(now.place)
    if usual is None:
        return t("takings.no_usual")
    whole, so_far = digits(now.usual() or 0), now.today.until(now.place)
    apart = so_far - usual
    way = "more" if apart > 0 else "less" if apart < 0 else "same"
    sums = {"value": digits(abs(apart)), "usual": digits(usual), "whole": whole, "so_far": digits(so_far)}
    hour = f"{HOURS[now.place % len(HOURS)]:02}"
    return t(f"takings.{way}", **sums, hour=hour, n=len(now.others))


def hours_panel(visit: Visit, now: Takings) -> Component:
    """A column for each hour: what was taken, and a line where it usually ends."""
    t, shown = visit.translate, _shown_hours(now)
    if not shown:
        return html.Section([html.H2(t("takings.hours")), calm(t("takings.nothing"), "¥")], className="panel")
    top = max([1, *(max(now.today.hour(hour), now.usual_hour(hour) or 0) for hour in shown)])
    columns = [_column(t, now, hour, top) for hour in shown]
    best = max(shown, key=now.today.hour)
    title = t("takings.hours")
    if now.today.hour(best) > 0:
        title = t("takings.hours.title", hour=f"{best:02}", value=digits(now.today.hour(best)))
    body = html.Ol(columns, className="takings-hours", tabIndex="0", **marks(aria_label=t("takings.hours")))
    legend = html.P(
        [
            html.Span(className="takings-key", **marks(data_bar="now")),
            t("takings.today"),
            html.Span(className="takings-key", **marks(data_bar="usual")),
            t("takings.usual"),
        ],
        className="muted takings-legend",
    )
    drawing = Drawing(picture=body, unit=t("metric.unit.fen"), figures=_hour_figures(t, now, shown))
    return chart(visit, "hours", title, t("takings.hours.under", n=len(now.others)), drawing, rest=[legend])


def _hour_figures(t: Translate, now: Takings, hours: Sequence[int]) -> Figures:
    rows = [(f"{hour:02}:00", digits(now.today.hour(hour)), _usual(now.usual_hour(hour))) for hour in hours]
    return Figures((t("takings.hour_of"), t("takings.today"), t("takings.usual")), rows)


def _usual(fen: int | None) -> str:
    return NO_DATA if fen is None else digits(fen)


def _shown_hours(now: Takings) -> list[int]:
    """From the first to the last hour in which anything is or usually was taken."""
    busy = [n for n, hour in enumerate(HOURS) if now.today.hour(hour) or now.usual_hour(hour)]
    return list(HOURS[busy[0] : busy[-1] + 1]) if busy else []


def _column(t: Translate, now: Takings, hour: int, top: int) -> Component:
    taken, usual = now.today.hour(hour), now.usual_hour(hour)
    words = t("takings.hour", hour=f"{hour:02}", value=digits(taken))
    if usual is not None:
        words = f"{words} {t('takings.hour.usual', value=digits(usual))}"
    bars = [html.Span(style={"blockSize": _percent(taken, top)}, **marks(data_bar="now"))]
    if usual is not None:
        bars.append(html.Span(style={"insetBlockEnd": _percent(usual, top)}, **marks(data_bar="usual")))
    return html.Li(
        [
            html.Span(bars, className="takings-column", **marks(aria_hidden="true")),
            html.Small(f"{hour:02}", **marks(aria_hidden="true")),
            html.Span(words, className="sr"),
        ],
        title=words,
        **marks(data_state="coming" if HOURS.index(hour) > now.place else ""),
    )


def _percent(fen: int, top: int) -> str:
    return f"{max(0, fen) * 100 // top}%"


def lines_panel(visit: Visit, now: Takings) -> Component:
    t, lines = visit.translate, now.lines()
    if not lines:
        return html.Section([html.H2(t("takings.lines")), calm(t("takings.nothing"), "¥")], className="panel")
    usual = {line: now.usual_line(line, now.place) for line in lines}
    top = max([1, *(max(now.today.line(line), usual[line] or 0) for line in lines)])
    bars = [_line_bar(t, line, now.today.line(line), usual[line], top) for line in lines]
    drawing = rank_bars(t, bars, (t("takings.line"), t("takings.today")), t("metric.unit.fen"))
    return chart(visit, "lines", t("takings.lines"), t("takings.lines.under"), drawing)


def _line_bar(t: Translate, line: Line, taken: int, usual: int | None, top: int) -> Bar:
    return Bar(
        name=t(f"money.line.{line}"),
        share=max(0, taken) / top,
        text=yuan(t, taken),
        beside=None if usual is None else max(0, usual) / top,
        note="" if usual is None else t("takings.by_now", value=digits(usual)),
    )


def tills_panel(visit: Visit, tills: Sequence[Till]) -> Component:
    t = visit.translate
    if not tills:
        return html.Section(
            [html.H2(t("takings.tills")), calm(t("takings.no_tills"), "¥")], className="panel"
        )
    top = max([1, *(one.fen for one in tills)])
    bars = [
        Bar(
            name=till_name(visit, one),
            share=max(0, one.fen) / top,
            text=yuan(t, one.fen),
            note=_last(visit, one),
        )
        for one in tills
    ]
    drawing = rank_bars(t, bars, (t("takings.till.till"), t("takings.till.fen")), t("metric.unit.fen"))
    return chart(visit, "tills", t("takings.tills"), t("takings.tills.under"), drawing)


def _last(visit: Visit, one: Till) -> str:
    if one.last_at is None:
        return visit.translate("takings.till.silent")
    at = one.last_at.astimezone(visit.ports.centre.zone_info)
    return visit.translate("takings.till.told", n=one.sales, at=f"{at:%H:%M}")


def till_name(visit: Visit, one: Till) -> str:
    space = visit.ports.centre.spaces.get(one.sensor.space)
    return f"{visit.translate.name(space.name)} · {one.sensor.id}" if space else one.sensor.id


def hour_rows(visit: Visit, now: Takings) -> Rows:
    t = visit.translate
    head: list[Cell] = [t("takings.hour_of"), t("takings.today"), t("takings.usual")]
    return [
        head,
        *(
            _cells(f"{hour:02}:00", yuan_cell(now.today.hour(hour)), yuan_cell(now.usual_hour(hour)))
            for hour in HOURS
        ),
    ]


def line_rows(visit: Visit, now: Takings) -> Rows:
    t = visit.translate
    head: list[Cell] = [t("takings.line"), t("takings.today"), t("takings.usual")]
    return [
        head,
        *(
            _cells(
                t(f"money.line.{line}"),
                yuan_cell(now.today.line(line)),
                yuan_cell(now.usual_line(line, now.place)),
            )
            for line in now.lines()
        ),
    ]


def till_rows(visit: Visit, now: Takings) -> Rows:
    t = visit.translate
    return [
        [t(f"takings.till.{name}") for name in ("till", "sales", "fen", "last")],
        *(
            _cells(
                one.sensor.id,
                one.sales,
                yuan_cell(one.fen),
                one.last_at.astimezone(visit.ports.centre.zone_info).isoformat() if one.last_at else None,
            )
            for one in now.tills
        ),
    ]


def _cells(*cells: Cell) -> list[Cell]:
    return [*cells]
