"""Who can help: talents and resources, what a topic takes, which words mean the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.pool_list import new_provider, provider_list, synonym_form, takes_list
from dashboard.components.provider_form import provider_of
from dashboard.components.spoken import sentence
from dashboard.components.typed import fen_typed, number_of, words_typed
from dashboard.drawn import drawn, nodes
from dashboard.link import link
from dashboard.match_ids import PoolId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.centre import ZONES, SpaceKind
from models.needs.provider import ProviderKind
from models.needs.takes import Synonyms, Takes
from models.services.imports import may_bring
from models.services.needs import topics
from models.services.pool import (
    one_provider,
    providers,
    retire,
    save_provider,
    save_synonyms,
    save_takes,
    synonyms,
    takes_by_topic,
)
from models.services.strangers import RefusedError

WHO = (Permission.NEED_READ,)

Parts = Sequence[Component | None]


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=PoolId.TOLD, className="told toast", role="status"),
            dcc.Store(id=PoolId.ASK),
            dcc.Store(id=PoolId.ANSWER),
        ],
        id=PoolId.ROOT,
        className="matching",
        **marks(data_asks=PoolId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Mapping[str, Parts]:
    t, ports, may = visit.translate, visit.ports, visit.may(Permission.POOL_EDIT)
    try:
        pool = providers(ports, visit.account)
    except RefusedError as error:
        return {"pool": [html.H1(t("page.pool")), calm(sentence(t, error.message))]}
    brings = may_bring(ports, visit.account, "providers")
    links = [
        html.A(t("page.matching"), href=link(visit, "matching"), className="chip"),
        html.A(t("provider.import"), href=link(visit, "imports"), className="chip") if brings else None,
    ]
    return {
        "pool": [
            html.H1(t("page.pool")),
            html.P(links, className="buttons"),
            new_provider(visit) if may else None,
            html.Div(
                [provider_list(visit, kind, pool, may=may) for kind in ProviderKind], className="offerings"
            ),
            html.Div(
                [
                    takes_list(visit, topics(ports), takes_by_topic(ports), may=may),
                    synonym_form(visit, synonyms(ports), may=may),
                ],
                className="offerings",
            ),
        ]
    }


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(PoolId.ASK, PoolId.ANSWER, PoolId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


def _redrawn(visit: Visit, words: str) -> Json:
    return {"text": words, "drawn": {place: nodes(tree) for place, tree in content(visit).items()}}


def _save(visit: Visit, fields: Fields) -> Json:
    key = fields.get("provider", "")
    old = one_provider(visit.ports, key) if key else None
    seen = replace(old, revision=number_of(fields, "revision", 0)) if old else None
    kept = save_provider(visit.ports, visit.account, provider_of(fields, seen))
    return _redrawn(visit, visit.translate("provider.saved", name=visit.translate.name(kept.name)))


def _retire(visit: Visit, fields: Fields) -> Json:
    retired = fields.get("to") == "yes"
    kept = retire(visit.ports, visit.account, fields.get("provider", ""), retired=retired)
    key = "provider.now_retired" if retired else "provider.now_restored"
    return _redrawn(visit, visit.translate(key, name=visit.translate.name(kept.name)))


def _takes(visit: Visit, fields: Fields) -> Json:
    takes = Takes(
        topic=fields.get("topic", ""),
        minutes=number_of(fields, "minutes", 0),
        money_fen=fen_typed(fields, "money", 0),
        goods=frozenset(words_typed(fields, "goods")),
        room=next((kind for kind in SpaceKind if kind.value == fields.get("room")), None),
        zone=fields.get("zone", "") if fields.get("zone", "") in ZONES else "",
        revision=number_of(fields, "revision", 0),
    )
    save_takes(visit.ports, visit.account, takes)
    return _redrawn(visit, visit.translate("match.takes_saved"))


def _synonyms(visit: Visit, fields: Fields) -> Json:
    lines = (
        frozenset(words_typed({"group": line}, "group")) for line in fields.get("groups", "").splitlines()
    )
    groups = tuple(group for group in lines if len(group) > 1)
    revision = number_of(fields, "revision", 0)
    save_synonyms(visit.ports, visit.account, Synonyms(groups=groups, revision=revision))
    return _redrawn(visit, visit.translate("match.synonyms_saved", n=len(groups)))


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "save": (Permission.POOL_EDIT, _save),
    "retire": (Permission.POOL_EDIT, _retire),
    "takes": (Permission.POOL_EDIT, _takes),
    "synonyms": (Permission.POOL_EDIT, _synonyms),
}

POOL = Page(
    key="pool",
    path="pool",
    icon="☷",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.LOOP,
)
