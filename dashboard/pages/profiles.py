"""The workbench: which models can be read, and trying a profile on a pasted payload before it is kept."""

from collections.abc import Sequence

from dash import Input, Output, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.workbench import keep_form, model_list, trial_form, trial_result
from dashboard.drawn import drawn
from dashboard.ids import ProfilesId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from dashboard.pages.letters import which
from models.account import Permission
from models.desk import DeadLetter
from models.services.letters import letter
from models.services.profiles import FRAME, Bench, attempt, envelope_of, keep, profile_text, profiles
from models.services.strangers import RefusedError

WHO = (Permission.SENSOR_READ,)
MAY = (Permission.SENSOR_MANAGE,)


def layout(visit: Visit) -> Component:
    """The content, with a place in its midst for what a trial said."""
    t = visit.translate
    before, after = content(visit)
    return html.Div(
        [
            drawn(*before),
            html.Div(id=ProfilesId.RESULT),
            drawn(*after),
            html.P(id=ProfilesId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ProfilesId.ASK),
            dcc.Store(id=ProfilesId.ANSWER),
        ],
        id=ProfilesId.ROOT,
        **marks(
            data_asks=ProfilesId.ASK,
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
            data_line=t("profiles.line", n="{n}"),
        ),
    )


Parts = Sequence[Component | None]


def content(visit: Visit) -> tuple[Parts, Parts]:
    """What stands before the result of a trial and what after it."""
    t = visit.translate
    head = [html.H1(t("page.profiles")), html.P(t("profiles.why"), className="lead")]
    try:
        before, after = _bench(visit)
    except RefusedError as error:
        away = sentence(t, error.message, "sensors.desk_away")
        return [*head, html.P(away, className="away", role="status")], []
    return [*head, before], after


def _bench(visit: Visit) -> tuple[Component, Parts]:
    t, ports = visit.translate, visit.ports
    cards = profiles(ports)
    chosen = visit.query.get("model", "")
    opened = _letter(visit)
    text = profile_text(ports, chosen) if chosen else ""
    own = next((card.own for card in cards if card.name == chosen), False)
    form = trial_form(
        visit,
        text,
        payload=_spelt(opened.payload) if opened else "",
        topic=opened.topic if opened else "",
        envelope=envelope_of(ports, opened.topic) if opened else FRAME,
    )
    may = visit.may(Permission.SENSOR_MANAGE)
    bench = html.Section(
        [
            html.H2(t("profiles.bench")),
            html.P(t("profiles.bench_hint"), className="muted"),
            form if may else html.Pre(text, className="bytes", tabIndex="0"),
        ],
        className="panel",
    )
    columns = html.Div([bench, model_list(visit, cards, chosen)], className="bench-columns")
    return columns, [keep_form(visit, chosen if own else f"{chosen}-own" if chosen else "")] if may else []


def _letter(visit: Visit) -> DeadLetter | None:
    """The dead letter that the address names: its bytes are laid on the bench."""
    asked = which(visit.query.get("letter", ""))
    return letter(visit.ports, visit.account, asked) if asked else None


def _spelt(payload: bytes) -> str:
    """Text where it is text, else hex: either can be read back."""
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return payload.hex(" ")
    return text if text.isprintable() else payload.hex(" ")


def register(callbacks: Callbacks) -> None:
    """A trial changes nothing, but it makes the ingestor work: for those who may manage."""

    @callbacks.server(
        Output(ProfilesId.ANSWER, "data"),
        Output(ProfilesId.RESULT, "children"),
        Input(ProfilesId.ASK, "data"),
        permission=MAY,
        prevent_initial_call=True,
    )
    def do(visit: Visit, asked: object) -> tuple[Json, object]:
        answer = answered(visit, asked, DEEDS)
        return answer, answer.pop("shown", no_update)

    callbacks.client(
        "ask.answer",
        Output(ProfilesId.TOLD, "title"),
        Input(ProfilesId.ANSWER, "data"),
        prevent_initial_call=True,
    )


def _laid(fields: Fields) -> Bench:
    return Bench(
        text=fields.get("text", ""),
        payload=fields.get("payload", ""),
        spelling=fields.get("spelling", ""),
        envelope=fields.get("envelope", ""),
        topic=fields.get("topic", ""),
    )


def _try(visit: Visit, fields: Fields) -> Json:
    trial = attempt(visit.ports, _laid(fields))
    return {"text": "", "shown": trial_result(visit, trial)}


def _keep(visit: Visit, fields: Fields) -> Json:
    name = fields.get("name", "").strip()
    keep(visit.ports, visit.account, name, _laid(fields))
    return {"text": visit.translate("profiles.kept", name=name), "go": link(visit, "profiles", model=name)}


DEEDS = {"try": _try, "keep": _keep}

PROFILES = Page(
    key="profiles",
    path="profiles",
    icon="⚙",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.HOUSE,
)
