"""How many meals to cook next, in whole sentences: how often that is short and what it leaves over; and how it went so far."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.canteen_now import serving_name
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, day_words
from dashboard.page import Visit
from models.centre import Space
from models.forecast.cooking import Cooked
from models.services.cooking import Cooking

COLUMNS = ("day", "said", "came", "left")


def cooking_panel(visit: Visit, space: Space, found: Sequence[Cooking]) -> Component | None:
    """None where no till has told of any day yet."""
    if not found:
        return None
    t = visit.translate
    cards = html.Div([_card(visit, space, one) for one in found], className="cards", role="list")
    tables = [_history(visit, space, one) for one in found]
    body: list[Component | None] = [cards, *tables, html.P(t("canteen.cook.note"), className="muted")]
    return frame(visit, "cook", _title(visit, space, found[0]), t("canteen.cook.under"), body, takes=())


def _title(visit: Visit, space: Space, one: Cooking) -> str:
    t = visit.translate
    words = {"day": day_words(t, one.day), "meal": serving_name(t, space, one.key)}
    if one.said.meals is None:
        return t("canteen.cook.title_usual", **words, n=round(one.said.usual))
    return t("canteen.cook.title", **words, n=one.said.meals)


def _card(visit: Visit, space: Space, one: Cooking) -> Component:
    """Both sides of the choice stand beside each other: days short, and meals too many."""
    t, meals = visit.translate, one.said.meals
    name = f"{serving_name(t, space, one.key)} · {day_words(t, one.day)}"
    shown = str(meals) if meals is not None else f"≈ {one.said.usual:.0f}"
    rare = t("canteen.cook.short", n=round(1 / (1 - one.level)))
    said = t("canteen.cook.wait", n=one.missing) if meals is None else rare
    over = t("canteen.cook.over", n=round(one.over)) if one.over is not None else None
    came = (
        t("canteen.cook.judged", days=one.judged, short=one.short, aim=round(100 * one.level))
        if one.judged
        else None
    )
    notes = [html.Small(note, className="muted") for note in (said, over, came) if note]
    return html.Div(
        [
            html.Span(name, className="card-name"),
            html.B([shown, html.Span(t("metric.unit.meals"))]),
            *notes,
        ],
        className="card",
        role="listitem",
    )


def _history(visit: Visit, space: Space, one: Cooking) -> Component:
    t, name = visit.translate, serving_name(visit.translate, space, one.key)
    title = t("canteen.cook.history", meal=name)
    heads = [html.Th(t(f"canteen.cook.{column}"), scope="col") for column in COLUMNS]
    rows = [
        html.Tr([html.Th(day_words(t, day), scope="row"), *_cells(visit, said)]) for day, said in one.past
    ]
    table = html.Table(
        [html.Caption(title, className="sr"), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="board"
    )
    box = html.Div(table, className="heat-scroll tall", tabIndex=0, role="region", **marks(aria_label=title))
    return html.Details([html.Summary(title), box])


def _cells(visit: Visit, said: Cooked) -> list[Component]:
    t = visit.translate
    left = NO_DATA
    if said.short:
        left = t("canteen.cook.missing", n=round(said.short))
    elif said.over is not None:
        left = t("canteen.cook.left_over", n=round(said.over))
    meals = NO_DATA if said.meals is None else str(said.meals)
    came = NO_DATA if said.came is None else f"{said.came:.0f}"
    return [html.Td(cell) for cell in (meals, came, left)]
