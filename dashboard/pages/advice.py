"""Off-peak advice: the proposed week over what is expected, why each is proposed, and what people make of it."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.advice.deed import DEEDS
from dashboard.advice.picture import Picture, parts, picture
from dashboard.answer import Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.calendar_tools import toast_bar
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.words import words
from dashboard.drawn import drawn
from dashboard.ids import AdviceId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.services.strangers import RefusedError

WHO = (Permission.ADVICE_READ,)


def layout(visit: Visit) -> Component:
    """The places of the week, and those through which its scripts ask and are answered."""
    t = visit.translate
    places = content(visit)
    return html.Div(
        [
            drawn(*places.get("head", ()), key="head"),
            html.Div(
                [
                    html.Div(
                        [drawn(*places.get(key, ()), key=key) for key in ("grid", "list")],
                        className="advice-week-side",
                    ),
                    _renewed(places, "opened"),
                ],
                className="advice-body",
            ),
            *(_renewed(places, key) for key in ("coaches", "what-if", "compared", "rules")),
            drawn(toast_bar(t)),
            html.P(id=AdviceId.TOLD, className="told toast", role="status"),
            dcc.Store(id=AdviceId.ASK),
            dcc.Store(id=AdviceId.ANSWER),
        ],
        id=AdviceId.ROOT,
        className="advice",
        **marks(
            data_asks=AdviceId.ASK,
            data_looks="",
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
            data_says=words(t, "say_calendar.", "say_advice."),
        ),
    )


def _renewed(places: Mapping[str, Sequence[Component | None]], key: str) -> Component:
    """A place that an answer always draws anew, whatever is unfolded in it."""
    return html.Div(drawn(*places.get(key, ()), key=key), **marks(data_always=""))


def content(visit: Visit) -> Mapping[str, Sequence[Component | None]]:
    """The week; where there is no advice, that."""
    try:
        shown: Picture = picture(visit)
    except RefusedError as error:
        t = visit.translate
        said = calm(sentence(t, error.message), "◇")
        return {"head": [html.H1(t("page.advice")), html.Section([said], className="panel")]}
    return parts(shown)


def register(callbacks: Callbacks) -> None:
    """One way to ask; the right that a deed needs stands beside it in DEEDS."""

    @callbacks.asking(AdviceId.ASK, AdviceId.ANSWER, AdviceId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


ADVICE = Page(
    key="advice",
    path="advice",
    icon="◇",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.PROGRAMME,
)
