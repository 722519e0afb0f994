"""What every chart has: a title that says what it shows, its unit, the same as a table, and the picture to take along."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.drawing import Drawing, Figures, figures_table
from dashboard.components.frame import TAKES, frame
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from dashboard.page import Visit


def chart(
    visit: Visit,
    part: str,
    title: str,
    under: str,
    drawing: Drawing,
    *,
    rest: Sequence[Component | None] = (),
    takes: Sequence[str] = TAKES,
    inner: bool = False,
) -> Component:
    """A drawing in its frame. rest: what stands below the picture, its legend or a way back."""
    children = [drawing.picture, *rest, as_table(visit.translate, title, drawing)]
    return frame(visit, part, title, under, children, takes=takes, unit=drawing.unit, inner=inner)


def as_table(t: Translate, title: str, drawing: Drawing) -> Component | None:
    """The same for who reads, folded away; nothing where the picture is a table itself."""
    if drawing.figures is None:
        return None
    told = drawing.figures
    table = figures_table(told, title) if isinstance(told, Figures) else told
    label = t("canteen.rows_of", title=title)
    box = html.Div(
        table, className="table-scroll tall", tabIndex="0", role="group", **marks(aria_label=label)
    )
    summary = html.Summary([t("live.table"), html.Span(f" {title}", className="sr")])
    return html.Details([summary, box], className="table-toggle")
