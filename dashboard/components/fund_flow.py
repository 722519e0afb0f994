"""Where each yuan went, drawn: what came in, what it cost, what was shared out, and what of that was spent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.fund_words import part_words
from dashboard.components.marks import marks
from dashboard.components.use_words import month_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits, yuan, yuan_cell
from models.money.apportion import apportion
from models.money.chart import Line
from models.money.fund.rule import HELD, base_accounts
from models.services.fund import FundState, known_buckets
from models.services.fund_flow import Flow

FEN_OF_YUAN = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar. tone: how assets/65-fund.css paints it."""

    name: str
    fen: int
    tone: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One bar of the picture."""

    key: str
    pieces: Sequence[Piece]

    @property
    def total(self) -> int:
        return sum(one.fen for one in self.pieces)


def flow_panel(visit: Visit, state: FundState, flow: Flow | None) -> Component:
    t = visit.translate
    if flow is None:
        return html.Section(
            [html.H2(t("fund.flow")), calm(t("fund.flow.nothing"), "◔")], className="panel", id="flow"
        )
    found = list(stages(t, state, flow))
    of_yuan = dict(zip((one.key for one in found), (_of_yuan(one, found[0]) for one in found), strict=True))
    under = t("fund.flow.under", first=month_words(t, flow.first), last=month_words(t, flow.last))
    body: list[Component | None] = []
    for stage, after in zip(found, [*found[1:], None], strict=True):
        body.append(_bar(t, stage, of_yuan[stage.key]))
        if after is not None and after.key == "shared":
            body.append(_fan(stage))
    drawing = Drawing(
        picture=html.Div(body, className="coin"),
        unit=t("metric.unit.fen"),
        figures=_figures(t, found, of_yuan),
    )
    return chart(visit, "flow", _title(t, found[0], flow), under, drawing)


def stages(t: Translate, state: FundState, flow: Flow) -> Iterator[Stage]:
    """Income by line; costs beside what was shared out; the buckets; what of them was spent."""
    yield Stage("income", [_line(t, line, fen, "income") for line, fen in _largest(flow.income)])
    used = [Piece(t("fund.flow.shared"), flow.shared, "shared")] if flow.shared > 0 else []
    # A base of income alone shares out costs as well: then they are no piece beside it. Costs that came after a month was
    # shared out leave less than what was shared, until the next run takes them in.
    if flow.rest >= 0 or any(key.startswith("cost") for key in base_accounts(state.rule)):
        used += [_line(t, line, fen, "cost") for line, fen in _largest(flow.costs)]
        used += [Piece(t("fund.flow.rest"), flow.rest, "rest")] if flow.rest > 0 else []
    yield Stage("used", used)
    if flow.shared > 0:
        buckets = [(key, fen) for key, fen in flow.parts.items() if fen > 0]
        yield Stage(
            "shared", [Piece(part_words(t, state, key), fen, _tone(state, key)) for key, fen in buckets]
        )
        yield Stage("spent", list(_spent(t, state, flow, buckets)))


def _spent(t: Translate, state: FundState, flow: Flow, buckets: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    for key, fen in buckets:
        name, spent = part_words(t, state, key), min(flow.spent.get(key, 0), fen)
        if spent:
            yield Piece(t("fund.flow.spent", name=name), spent, f"{_tone(state, key)} spent")
        if fen > spent:
            yield Piece(t("fund.flow.left", name=name), fen - spent, f"{_tone(state, key)} left")


def _line(t: Translate, line: Line, fen: int, tone: str) -> Piece:
    return Piece(t(f"money.line.{line}"), fen, tone)


def _largest(amounts: Mapping[Line, int]) -> list[tuple[Line, int]]:
    return sorted(((key, fen) for key, fen in amounts.items() if fen > 0), key=lambda one: -one[1])


def _tone(state: FundState, key: str) -> str:
    if key == HELD:
        return "held"
    return next(
        (one.purpose.value for one in known_buckets(state.rules, state.usual) if one.key == key), "other"
    )


def _of_yuan(stage: Stage, income: Stage) -> Sequence[int]:
    """Whole fen of each yuan that came in; together as many as the stage is of the income, and 100 of all of it."""
    beyond = max(income.total - stage.total, 0)
    weights = [*(one.fen for one in stage.pieces), beyond]
    return apportion(FEN_OF_YUAN, weights)[:-1] if sum(weights) else ()


def _title(t: Translate, income: Stage, flow: Flow) -> str:
    if income.total <= 0 or flow.shared <= 0:
        return t("fund.flow.title_none", income=yuan(t, income.total))
    fen, _ = apportion(FEN_OF_YUAN, (flow.shared, max(income.total - flow.shared, 0)))
    return t("fund.flow.title", fen=fen)


def _bar(t: Translate, stage: Stage, of_yuan: Sequence[int]) -> Component:
    head = html.Div(
        [html.B(t(f"fund.flow.{stage.key}_bar")), html.Span(yuan(t, stage.total), className="muted")],
        className="coin-head",
    )
    pieces = [
        html.Span(
            html.Span([html.B(one.name), html.Small(t("fund.flow.fen", fen=fen))]),
            className="coin-piece",
            style={"flexGrow": f"{one.fen}"},
            title=f"{one.name}: {yuan(t, one.fen)}",
            **marks(data_tone=one.tone, data_turn=f"{n % 3}"),
        )
        for n, (one, fen) in enumerate(zip(stage.pieces, of_yuan, strict=True))
    ]
    return html.Div([head, html.Div(pieces, className="coin-bar")], className="coin-stage")


def _fan(stage: Stage) -> Component:
    """From the piece that was shared out, which stands first, to the whole bar below it."""
    share = stage.pieces[0].fen * FEN_OF_YUAN / stage.total
    drawn = f"polygon(0 0, {share:.2f}% 0, 100% 100%, 0 100%)"
    return html.Div(className="coin-fan", style={"clipPath": drawn}, **marks(aria_hidden="true"))


def _figures(t: Translate, found: Sequence[Stage], of_yuan: Mapping[str, Sequence[int]]) -> Figures:
    heads = [t("fund.flow"), *(t(f"fund.flow.column.{key}") for key in ("what", "yuan", "fen"))]
    rows: list[tuple[str, ...]] = []
    for stage in found:
        name = t(f"fund.flow.{stage.key}_bar")
        rows.append((name, t("fund.flow.whole"), digits(stage.total), f"{sum(of_yuan[stage.key])}"))
        rows += [
            (name, one.name, digits(one.fen), f"{fen}")
            for one, fen in zip(stage.pieces, of_yuan[stage.key], strict=True)
        ]
    return Figures(heads, rows)


def flow_rows(t: Translate, state: FundState, flow: Flow | None) -> list[list[Cell]]:
    """The same for a CSV file, in yuan."""
    head: list[Cell] = [t("fund.flow"), t("fund.flow.column.what"), t("fund.flow.column.yuan")]
    if flow is None:
        return [head]
    rows: list[list[Cell]] = [
        [t(f"fund.flow.{stage.key}_bar"), one.name, yuan_cell(one.fen)]
        for stage in stages(t, state, flow)
        for one in stage.pieces
    ]
    return [head, *rows]
