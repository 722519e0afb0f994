"""What the centre offers and who offers it: kinds of activity, groups with their slots, coaches, organisations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import uuid4

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.marks import marks
from dashboard.components.offering_list import OFFERED, kind_list, organiser_list
from dashboard.components.typed import clock_of, number_of
from dashboard.drawn import drawn, nodes
from dashboard.ids import OfferingsId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.calendar import DayType
from models.message import LocalText
from models.programme.activity import ActivityKind, Availability, Organiser, OrganiserKind
from models.services.offerings import kinds, organisers, save_kind, save_organiser
from models.services.programme import all_series
from models.services.strangers import refusal

WHO = (Permission.BOOKING_READ,)

Parts = Sequence[Component | None]
Row = TypeVar("Row")


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=OfferingsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=OfferingsId.ASK),
            dcc.Store(id=OfferingsId.ANSWER),
        ],
        id=OfferingsId.ROOT,
        **marks(data_asks=OfferingsId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Mapping[str, Parts]:
    t, ports, may = visit.translate, visit.ports, visit.may(Permission.BOOKING_EDIT)
    series = all_series(ports)
    lists = [organiser_list(visit, kind, organisers(ports, kind), series, may=may) for kind in OFFERED]
    links = [html.A(t(f"page.{page}"), href=link(visit, page)) for page in ("timetable", "series")]
    return {
        "offerings": [
            html.H1(t("page.offerings")),
            html.P([links[0], " ", links[1]], className="buttons"),
            html.Div([*lists, kind_list(visit, kinds(ports), may=may)], className="offerings"),
        ]
    }


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(OfferingsId.ASK, OfferingsId.ANSWER, OfferingsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


def _done(visit: Visit, key: str, name: LocalText) -> Json:
    """Said on the page that is opened anew, with its forms empty again."""
    return {"text": visit.translate(key, name=visit.translate.name(name)), "go": link(visit, "offerings")}


def _name(fields: Fields) -> LocalText:
    typed = {"zh-Hans": fields.get("name_zh", ""), "en": fields.get("name_en", "")}
    return {language: words.strip() for language, words in typed.items() if words.strip()}


def _add(visit: Visit, fields: Fields) -> Json:
    kind = next((one for one in OFFERED if one.value == fields.get("kind")), None)
    if kind is None:
        raise refusal("no_deed")
    new = Organiser(
        id=uuid4().hex,
        kind=kind,
        name=_name(fields),
        people=number_of(fields, "people", 0),
        availability=_hours(fields) if kind is OrganiserKind.COACH else (),
    )
    save_organiser(visit.ports, visit.account, new)
    return _done(visit, "offering.added", new.name)


def _hours(fields: Fields) -> tuple[Availability, ...]:
    weekdays = frozenset(n for n in range(7) if fields.get(f"weekday{n}"))
    if not weekdays:
        return ()
    start, end = clock_of(fields, "start"), clock_of(fields, "end")
    return (Availability(days=frozenset(DayType), weekdays=weekdays, start=start, end=end),)


def _add_kind(visit: Visit, fields: Fields) -> Json:
    new = ActivityKind(
        key=fields.get("key", "").strip(), name=_name(fields), public_benefit=fields.get("public") == "yes"
    )
    if new.key in {one.key for one in kinds(visit.ports)}:
        raise refusal("offering.taken", name=new.key)
    save_kind(visit.ports, visit.account, new)
    return _done(visit, "offering.added", new.name)


def _found(row: Row | None) -> Row:
    if row is None:
        raise refusal("offering.gone")
    return row


def _retire(visit: Visit, fields: Fields) -> Json:
    known = organisers(visit.ports)
    one = _found(next((one for one in known if one.id == fields.get("organiser")), None))
    retired = fields.get("to") == "yes"
    save_organiser(visit.ports, visit.account, replace(one, retired=retired))
    return _retired(visit, one.name, retired=retired)


def _retire_kind(visit: Visit, fields: Fields) -> Json:
    one = _found(next((one for one in kinds(visit.ports) if one.key == fields.get("kind")), None))
    retired = fields.get("to") == "yes"
    save_kind(visit.ports, visit.account, replace(one, retired=retired))
    return _retired(visit, one.name, retired=retired)


def _retired(visit: Visit, name: LocalText, *, retired: bool) -> Json:
    key = "offering.now_retired" if retired else "offering.now_restored"
    parts = {place: nodes(tree) for place, tree in content(visit).items()}
    return {"text": visit.translate(key, name=visit.translate.name(name)), "drawn": parts}


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "add": (Permission.BOOKING_EDIT, _add),
    "add_kind": (Permission.BOOKING_EDIT, _add_kind),
    "retire": (Permission.BOOKING_EDIT, _retire),
    "retire_kind": (Permission.BOOKING_EDIT, _retire_kind),
}

OFFERINGS = Page(
    key="offerings",
    path="offerings",
    icon="☰",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.PROGRAMME,
)
