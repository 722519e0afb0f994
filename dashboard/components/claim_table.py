"""Subsidised meals by band and week as they may leave the house: small counts told as few, others withheld beside them."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.rank_bars import Bar, rank_bars
from dashboard.components.use_words import day_words
from dashboard.csv_sheet import Cell as Told
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan, yuan_cell
from models.metric.service import covered
from models.money.meal_claim import Claim
from models.money.subsidy import UNKNOWN
from models.report.claim_list import claim_list
from models.report.sheet import Absent
from models.report.sheet import Cell as ReportCell
from models.suppression import Cell, Hidden, K

SIGNS: Mapping[Hidden, str] = {Hidden.FEW: f"<{K}", Hidden.WITHHELD: "＊"}
HIDDEN: Mapping[Absent | None, Hidden] = {Absent.FEW: Hidden.FEW, Absent.WITHHELD: Hidden.WITHHELD}


def band_words(t: Translate, band: str) -> str:
    """ "60-74" or "75+" in words."""
    if band == UNKNOWN:
        return t("claims.band.unknown")
    return t("claims.band.up", age=band[:-1]) if band.endswith("+") else t("claims.band", band=band)


def masked(claim: Claim) -> list[list[Cell]]:
    """Bands by weeks, with totals at the end of each row and below; what stands there may be shown to anybody."""
    return [[_known(cell) for cell in row.cells] for row in claim_list(claim.bands, claim.weeks).rows]


def _known(cell: ReportCell) -> Cell:
    return HIDDEN.get(cell.absent, cell.count or 0)


def shows_money(claim: Claim) -> bool:
    """Whether amounts by band may leave the house: beside a hidden number of meals they would tell it."""
    return all(isinstance(row[-1], int) for row in masked(claim)[:-1])


def band_bars(visit: Visit, claim: Claim) -> Component:
    """What is claimed for each band."""
    t = visit.translate
    top = max((one.subsidy_fen for one in claim.bands.values()), default=0)
    bars = [
        Bar(
            name=band_words(t, band),
            share=covered(one.subsidy_fen, top),
            text=yuan(t, one.subsidy_fen),
            note=t("claims.band.note", n=f"{one.meals:,}", menu=yuan(t, one.menu_fen)),
        )
        for band, one in claim.bands.items()
    ]
    total = claim.total
    title = t("claims.bands.title", value=yuan(t, total.subsidy_fen), n=f"{total.meals:,}")
    heads = (t("claims.column.band"), t("claims.column.subsidy"))
    drawing = rank_bars(t, bars, heads, t("metric.unit.fen"))
    return chart(visit, "bands", title, t("claims.bands.under"), drawing, takes=())


def week_table(visit: Visit, claim: Claim) -> Component:
    """Bands by weeks."""
    t, title = visit.translate, visit.translate("claims.weeks")
    heads = [t("claims.column.band"), *_weeks(t, claim), t("claims.column.total")]
    names = [*(band_words(t, band) for band in claim.bands), t("claims.column.total")]
    rows = [
        html.Tr(
            [html.Th(name, scope="row"), *(html.Td(_sign(cell), title=_why(t, cell)) for cell in row)],
            className="strong" if n == len(names) - 1 else "",
        )
        for n, (name, row) in enumerate(zip(names, masked(claim), strict=True))
    ]
    table = html.Table(
        [
            html.Caption(title, className="sr"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(rows),
        ],
        className="figures",
    )
    label = marks(aria_label=t("canteen.rows_of", title=title))
    body = html.Div(table, className="heat-scroll", tabIndex=0, role="region", **label)
    legend = html.P(
        t("claims.legend", k=K, few=SIGNS[Hidden.FEW], withheld=SIGNS[Hidden.WITHHELD]), className="muted"
    )
    return frame(visit, "claim", title, t("claims.weeks.under"), [body, legend], takes=("csv",))


def _sign(cell: Cell) -> str:
    return SIGNS[cell] if isinstance(cell, Hidden) else f"{cell:,}"


def _why(t: Translate, cell: Cell) -> str | None:
    return t(f"claims.hidden.{cell}", k=K) if isinstance(cell, Hidden) else None


def _weeks(t: Translate, claim: Claim) -> list[str]:
    """Each week by its first day inside the month."""
    first = [max(monday, claim.month) for monday in claim.weeks]
    return [t("claims.week", day=day_words(t, day)) for day in first]


def claim_rows(t: Translate, claim: Claim) -> list[list[Told]]:
    """The list that is sent, for a CSV file: nothing in it tells a small count."""
    head = [t("claims.column.band"), *_weeks(t, claim), t("claims.column.meals")]
    money = [t(f"claims.column.{name}") for name in ("menu", "subsidy")]
    known, total = shows_money(claim), claim.total
    names = [*(band_words(t, band) for band in claim.bands), t("claims.column.total")]
    amounts = [(one.menu_fen, one.subsidy_fen) for one in claim.bands.values()]
    # Beside two totals the bands' shares would tell the hidden meals; the one that is claimed must stand.
    whole = (total.menu_fen if known else None, total.subsidy_fen)
    shown = [*((pair if known else (None, None)) for pair in amounts), whole]
    rows = [
        [name, *map(_cell, row), *map(yuan_cell, pair)]
        for name, row, pair in zip(names, masked(claim), shown, strict=True)
    ]
    return [[*head, *money], *rows]


def _cell(cell: Cell) -> Told:
    return SIGNS[cell] if isinstance(cell, Hidden) else cell
