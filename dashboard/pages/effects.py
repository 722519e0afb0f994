"""What was tried and what came of it: each change beside what would have been, and changes of a kind together."""

from collections.abc import Iterable, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.advice_words import (
    SIGNS,
    action_words,
    clock_words,
    message_words,
    space_words,
    spell_words,
    weekday_words,
)
from dashboard.components.asking import calm
from dashboard.components.effect_card import ASKED, AT_ONCE, DAY, effect_card
from dashboard.components.effect_kinds import effect_kinds
from dashboard.components.effect_words import (
    place_words,
    reason_words,
    title_words,
    verdict_key,
    verdict_words,
)
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.put_back import BY_HAND, CONFIRMED, SHOWN
from dashboard.components.typed import day_of, number_of
from dashboard.csv_sheet import Cell, csv_text
from dashboard.drawn import drawn
from dashboard.i18n import Translate
from dashboard.ids import EffectsId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.advice.recommendation import Recommendation, State
from models.effect.trial import Verdict
from models.services.deciding import conclude, put_back
from models.services.effects import Effects, Tried, effects

WHO = (Permission.ADVICE_READ,)

COLUMNS = (
    *(
        "id",
        "action",
        "space",
        "weekdays",
        "hours",
        "starts",
        "until",
        "weeks",
        "planned",
        "metric",
        "verdict",
    ),
    *("effect", "low", "high", "p", "displaced", "net", "coverage", "smallest", "reason"),
)
"""Of the sheet; each is `effect.sheet.<key>`. Shares are numbers: 0.31 is 31 % more."""


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=EffectsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=EffectsId.ASK),
            dcc.Store(id=EffectsId.ANSWER),
        ],
        id=EffectsId.ROOT,
        className="effects",
        **marks(data_asks=EffectsId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """The newest change first, harm above all of them."""
    t, found = visit.translate, effects(visit.ports)
    head = html.Header(
        [html.H1(t("page.effects")), html.P(_verdict(visit, found), className="muted")], className="use-head"
    )
    if not found.tried:
        empty = html.Section([calm(t("effect.nothing"), "◔")], className="panel")
        return [head, empty, _never(visit, found.never)]
    return [
        head,
        _harm(visit, found.tried),
        html.Div([effect_card(visit, one) for one in found.tried], className="effect-cards"),
        _never(visit, found.never),
        effect_kinds(t, found.kinds),
        _overview(visit, found.tried),
    ]


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(EffectsId.ASK, EffectsId.ANSWER, EffectsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


def _verdict(visit: Visit, found: Effects) -> str:
    """The page in one sentence."""
    keys = [verdict_key(one) for one in found.tried]
    counts = {verdict.value: keys.count(verdict) for verdict in Verdict}
    return visit.translate("effect.lead", n=len(keys), running=len(keys) - sum(counts.values()), **counts)


def _harm(visit: Visit, tried: Iterable[Tried]) -> Component | None:
    t = visit.translate
    bad = [one for one in tried if one.is_harmful]
    if not bad:
        return None
    rows = [html.Li(f"{title_words(visit, one)} · {place_words(visit, one)}") for one in bad]
    return html.Section(
        [html.H2(f"▲ {t('effect.look')}"), html.P(t("effect.look.hint")), html.Ul(rows)],
        className="panel effect-look",
        role="alert",
    )


def _never(visit: Visit, never: Iterable[Recommendation]) -> Component | None:
    """What nobody shall look for among the changes above."""
    t = visit.translate
    rows = [
        html.Li([" · ".join((action_words(t, one), spell_words(visit, one.target))), html.Br(), _why(t, one)])
        for one in never
    ]
    if not rows:
        return None
    hint = html.P(t("effect.never.hint"), className="muted")
    return html.Section(
        [html.H2(f"{SIGNS[State.NOT_CARRIED_OUT]} {t('effect.never')}"), hint, html.Ul(rows)],
        className="panel effect-never",
    )


def _why(t: Translate, one: Recommendation) -> str:
    why = one.decisions[-1].why if one.decisions else None
    return message_words(t, why) if why else ""


def _overview(visit: Visit, tried: Sequence[Tried]) -> Component:
    """The same in a table, to be taken along."""
    t = visit.translate
    heads = [
        html.Th(t(f"effect.sheet.{key}"), scope="col") for key in ("action", "hours", "starts", "verdict")
    ]
    rows = [
        html.Tr(
            [
                html.Th(title_words(visit, one), scope="row"),
                html.Td(place_words(visit, one)),
                html.Td(one.trial.starts.isoformat()),
                html.Td(verdict_words(t, one)),
            ]
        )
        for one in tried
    ]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="figures")
    labelled = marks(aria_label=t("effect.all"))
    framed = html.Div(table, className="table-frame", tabIndex="0", role="region", **labelled)
    return frame(visit, "changes", t("effect.all"), t("effect.all.hint"), [framed], takes=("csv",))


def _sheet(visit: Visit, _fields: Fields) -> Json:
    t = visit.translate
    rows: list[list[Cell]] = [
        [t(f"effect.sheet.{key}") for key in COLUMNS],
        *(_row(visit, one) for one in effects(visit.ports).tried),
    ]
    day = visit.ports.centre.day_of(visit.ports.clock())
    file = {"name": f"{visit.centre}-effects-{day}.csv", "text": csv_text(rows)}
    return {"text": t("use.take.done"), "file": file}


def _row(visit: Visit, one: Tried) -> list[Cell]:
    t, trial, found = visit.translate, one.trial, one.result
    where = [
        space_words(visit, trial.target.space),
        weekday_words(t, trial.target),
        clock_words(trial.target),
    ]
    days = [trial.starts.isoformat(), trial.until.isoformat()]
    counts: list[Cell] = [
        one.weeks,
        one.planned,
        t(f"effect.metric.{trial.metric}"),
        t(f"effect.verdict.{verdict_key(one)}"),
    ]
    measured: list[Cell] = [
        found.effect,
        found.low,
        found.high,
        found.p,
        found.displaced,
        found.net,
        found.coverage,
    ]
    return [
        trial.id,
        title_words(visit, one),
        *where,
        *days,
        *counts,
        *measured,
        trial.smallest,
        reason_words(visit, one),
    ]


def _concluding(state: State) -> Deed:
    def conclusion(visit: Visit, fields: Fields) -> Json:
        version = number_of(fields, "version")
        note = fields.get("note", "")
        conclude(visit.ports, visit.account, fields.get("change", ""), version, state, note)
        return {"text": visit.translate(f"effect.told.{state}"), "go": link(visit, "effects")}

    return conclusion


def _look_back(visit: Visit, fields: Fields) -> Json:
    """The page with what putting it back would do; without a day from the coming Monday on."""
    key, day = fields.get("change", ""), fields.get(DAY, "")
    if day:
        day_of(fields, DAY)
    return {"text": "", "go": link(visit, "effects", **{ASKED: key, DAY: day}) + f"#change-{key}"}


def _put_back(visit: Visit, fields: Fields) -> Json:
    version, day = number_of(fields, "version"), day_of(fields, DAY)
    put_back(visit.ports, visit.account, fields.get("change", ""), version, day, fields.get("note", ""))
    return {"text": visit.translate("effect.told.put_back"), "go": link(visit, "effects")}


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "sheet": (Permission.ADVICE_READ, _sheet),
    SHOWN: (Permission.ADVICE_DECIDE, _look_back),
    CONFIRMED: (Permission.ADVICE_DECIDE, _put_back),
    **{
        name: (Permission.ADVICE_DECIDE, _concluding(State(name)))
        for name in (*(state.value for state in AT_ONCE), BY_HAND)
    },
}
"""What may be asked of the page, each with the right that it needs."""

EFFECTS = Page(
    key="effects",
    path="effects",
    icon="◔",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.PROGRAMME,
)
