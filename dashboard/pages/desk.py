"""The front desk, for one thumb: today's sessions, who came, who walks in, how many heads."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.desk_session import desk_list, desk_session
from dashboard.components.marks import marks
from dashboard.components.spoken import clock
from dashboard.components.typed import number_of
from dashboard.drawn import drawn, nodes
from dashboard.ids import DeskId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.programme.booking import Booking, BookingStatus, is_late
from models.programme.who import Who
from models.services import office
from models.services.front_desk import desk_day, walk_in

WHO = (Permission.BOOKING_DESK,)

Parts = Sequence[Component | None]


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            html.P(t("front.unreached"), className="unreached", role="alert"),
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=DeskId.TOLD, className="told toast", role="status"),
            dcc.Store(id=DeskId.ASK),
            dcc.Store(id=DeskId.ANSWER),
        ],
        id=DeskId.ROOT,
        className="front",
        **marks(
            data_asks=DeskId.ASK,
            data_looks="",
            data_busy=t("front.saving"),
            data_late=t("front.late"),
            data_late_after="8000",
        ),
    )


def content(visit: Visit) -> Mapping[str, Parts]:
    """The day's list and the session that is open: the one of the address, else what goes on."""
    t, now = visit.translate, visit.ports.clock()
    day = _day(visit)
    shown = desk_day(visit.ports, day)
    chosen = shown.find(visit.query.get("session", ""))
    address = link(visit, "timetable", date=day.isoformat())
    return {
        "front-head": [
            html.H1(t("page.desk")),
            html.P(
                [
                    f"{t(f'weekday.{day.weekday()}')} {day:%m-%d} · ",
                    t("front.as_of", at=clock(now, visit.ports.centre.zone_info)),
                    " · ",
                    html.A(t("page.timetable"), href=address),
                ],
                className="muted",
            ),
        ],
        "front-session": [html.Section(desk_session(visit, chosen), className="front-session panel")]
        if chosen
        else [calm(t("front.empty"))],
        "front-list": [desk_list(visit, shown, chosen, day.isoformat())],
    }


def _day(visit: Visit) -> date:
    today = visit.ports.centre.day_of(visit.ports.clock())
    try:
        asked = date.fromisoformat(visit.query.get("date", ""))
    except ValueError:
        return today
    return asked if abs((asked - today).days) < 3660 else today


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(DeskId.ASK, DeskId.ANSWER, DeskId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _told(visit: Visit, key: str, **values: str | int) -> Json:
    said = visit.translate(key, **values) if key else ""
    return {"text": said, "drawn": {name: nodes(parts) for name, parts in content(visit).items()}}


def _look(visit: Visit, _fields: Fields) -> Json:
    return _told(visit, "")


def _booking(act: Callable[[Visit, str, str], Booking]) -> Callable[[Visit, Fields], Json]:
    def deed(visit: Visit, fields: Fields) -> Json:
        kept = act(visit, fields.get("session", ""), fields.get("booking", ""))
        return _told(visit, f"front.done.{kept.status}")

    return deed


def _cancel(visit: Visit, fields: Fields) -> Json:
    session = fields.get("session", "")
    held = office.session_of(visit.ports, session)
    late = is_late(visit.ports.clock(), held.window.start)
    if fields.get("sure") != "yes":
        words = "front.cancel_late" if late else "front.cancel_in_time"
        return {"ok": False, "text": visit.translate(words), "again": "sure"}
    kept = office.cancel(visit.ports, visit.account, session, fields.get("booking", ""))
    return _told(visit, f"front.done.{kept.status}")


def _walk_in(visit: Visit, fields: Fields) -> Json:
    kept = walk_in(
        visit.ports,
        visit.account,
        fields.get("session", ""),
        fields.get("booking", ""),
        fields.get("code", ""),
        number_of(fields, "seats", 1),
        comes=fields.get("comes") == "yes",
        pays_as=next((one for one in Who if one.value == fields.get("pays_as")), None),
    )
    words = "front.booked" if kept.status is BookingStatus.CONFIRMED else f"front.done.{kept.status}"
    return _told(visit, words)


def _heads(visit: Visit, fields: Fields) -> Json:
    counted = office.count_heads(
        visit.ports, visit.account, fields.get("session", ""), number_of(fields, "people")
    )
    return _told(visit, "front.heads_kept", n=counted.people)


def _group_come(visit: Visit, fields: Fields) -> Json:
    office.check_in_session(visit.ports, visit.account, fields.get("session", ""))
    return _told(visit, "front.group_done")


def _group_undo(visit: Visit, fields: Fields) -> Json:
    office.undo_session_check_in(visit.ports, visit.account, fields.get("session", ""))
    return _told(visit, "front.undone")


DEEDS: Mapping[str, Callable[[Visit, Fields], Json]] = {
    "look": _look,
    "come": _booking(lambda visit, session, key: office.check_in(visit.ports, visit.account, session, key)),
    "not_come": _booking(
        lambda visit, session, key: office.not_come(visit.ports, visit.account, session, key)
    ),
    "undo": _booking(lambda visit, _session, key: office.undo_check_in(visit.ports, visit.account, key)),
    "cancel": _cancel,
    "walk_in": _walk_in,
    "heads": _heads,
    "group_come": _group_come,
    "group_undo": _group_undo,
}

DESK = Page(
    key="desk", path="desk", icon="☑", permission=WHO, layout=layout, register=register, group=PageGroup.NOW
)
