"""What changes of each kind brought in general, of those that were judged: the best guess for the next one."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.components.effect_words import share_words
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from models.advice.action import Action
from models.effect.pool import Pooled


def effect_kinds(t: Translate, kinds: Mapping[Action, Pooled]) -> Component | None:
    """None before anything was judged."""
    if not kinds:
        return None
    heads = [html.Th(t(f"effect.kinds.{key}"), scope="col") for key in ("kind", "trials", "mean", "next")]
    rows = [
        html.Tr([html.Th(t(f"advice.action.{kind}"), scope="row"), *_cells(t, one)])
        for kind, one in kinds.items()
    ]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="figures")
    return html.Section(
        [
            html.H2(t("effect.kinds")),
            html.P(t("effect.kinds.hint"), className="muted"),
            html.Div(
                table,
                className="table-frame",
                tabIndex="0",
                role="region",
                **marks(aria_label=t("effect.kinds")),
            ),
        ],
        className="panel",
    )


def _cells(t: Translate, one: Pooled) -> list[Component]:
    low, high = one.next.bounds
    return [
        html.Td(str(one.trials)),
        html.Td(share_words(one.mean.share)),
        html.Td(t("effect.kinds.range", low=share_words(low), high=share_words(high))),
    ]
