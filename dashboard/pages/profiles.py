"""The workbench: which models can be read, and trying a profile on a pasted payload before it is kept."""

from collections.abc import Iterable

from dash import Input, Output, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.workbench import keep_form, model_list, trial_form, trial_result
from dashboard.ids import ProfilesId
from dashboard.link import link
from dashboard.page import Page, Visit
from dashboard.pages.letters import which
from models.account import Permission
from models.desk import DeadLetter
from models.services.letters import letter
from models.services.profiles import FRAME, Bench, attempt, keep, profile_text, profiles
from models.services.sensors import known_sensors
from models.services.strangers import RefusedError

WHO = (Permission.SENSOR_READ,)
MAY = (Permission.SENSOR_MANAGE,)


def layout(visit: Visit) -> Component:
    t = visit.translate
    try:
        content = _bench(visit)
    except RefusedError as error:
        content = [html.P(sentence(t, error.message, "sensors.desk_away"), className="away", role="status")]
    return html.Div(
        [
            html.H1(t("page.profiles")),
            html.P(t("profiles.why"), className="lead"),
            *content,
            html.P(id=ProfilesId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ProfilesId.ASK),
            dcc.Store(id=ProfilesId.ANSWER),
        ],
        id=ProfilesId.ROOT,
        className="desk",
        **marks(data_asks=ProfilesId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def _bench(visit: Visit) -> list[Component]:
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
        envelope="" if opened else FRAME,
        envelopes=_envelopes(visit),
    )
    may = visit.may(Permission.SENSOR_MANAGE)
    bench = html.Section(
        [
            html.H2(t("profiles.bench")),
            html.P(t("profiles.bench_hint"), className="muted"),
            form if may else html.Pre(text, className="bytes", tabIndex="0"),
            html.Div(id=ProfilesId.RESULT),
            keep_form(visit, chosen if own else f"{chosen}-own" if chosen else "") if may else None,
        ],
        className="panel",
        **marks(data_line=t("profiles.line", n="{n}")),
    )
    return [html.Div([bench, model_list(visit, cards, chosen)], className="bench-columns")]


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


def _envelopes(visit: Visit) -> Iterable[str]:
    return sorted({sensor.envelope for sensor in known_sensors(visit.ports).values()})


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

PROFILES = Page(key="profiles", path="profiles", icon="⚙", permission=WHO, layout=layout, register=register)
