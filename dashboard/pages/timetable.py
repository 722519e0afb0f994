"""The timetable: a day by spaces or a week of one space; sessions are added, moved and called off in it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.calendar_grid import calendar_grid, day_sign
from dashboard.components.calendar_tools import calendar_tools, new_sheet, toast_bar
from dashboard.components.marks import marks
from dashboard.components.session_sheet import session_sheet
from dashboard.components.spoken import sentence
from dashboard.components.typed import number_of, spot_of, title_of
from dashboard.components.unit_choice import unit_fields
from dashboard.components.words import words
from dashboard.drawn import drawn, nodes
from dashboard.ids import TimetableId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.calendar import Window
from models.centre import Space, SpaceId
from models.programme.edit import Scope
from models.programme.regeneration import Plan
from models.programme.session import CancelledBy, Session
from models.services.arranging import DoubtfulError, add, move, put_back
from models.services.office import cancel_session, session_of
from models.services.programme import carry, drag_from, propose
from models.services.strangers import refusal
from models.services.timetable import entries_of, timetable

WHO = (Permission.BOOKING_READ,)

AT_ONCE = 15
"""Spaces side by side on one screen of a day."""

Parts = Sequence[Component | None]


def layout(visit: Visit) -> Component:
    """The grid, the sheets above it, and the places through which its script asks and is answered."""
    t = visit.translate
    return html.Div(
        [
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.Dialog(
                [
                    html.Header(
                        html.Button(
                            "✕",
                            type="button",
                            className="close",
                            **marks(data_closes="", aria_label=t("timetable.close")),
                        )
                    ),
                    drawn(key="sheet"),
                ],
                id=TimetableId.SHEET,
                className="over",
                **marks(aria_labelledby="session-title"),
            ),
            drawn(*new_sheet(visit)) if visit.may(Permission.BOOKING_EDIT) else None,
            drawn(toast_bar(t)),
            html.P(id=TimetableId.TOLD, className="told toast", role="status"),
            dcc.Store(id=TimetableId.ASK),
            dcc.Store(id=TimetableId.ANSWER),
        ],
        id=TimetableId.ROOT,
        **marks(
            data_asks=TimetableId.ASK,
            data_looks="",
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
            data_says=words(t, "say_calendar."),
        ),
    )


def content(visit: Visit) -> Mapping[str, Parts]:
    """What is drawn anew while the page is open."""
    day, spaces, week = chosen(visit)
    t = visit.translate
    days = [day - timedelta(days=day.weekday()) + timedelta(days=n) for n in range(7)] if week else [day]
    page, pages = _pages(visit, spaces)
    seen = spaces if week else spaces[(page - 1) * AT_ONCE : page * AT_ONCE]
    shown = timetable(visit.ports, days, seen)
    movable = visit.may(Permission.BOOKING_EDIT)
    return {
        "head": [
            html.H1(t("page.timetable")),
            calendar_tools(visit, day, seen[0], week=week, page=page, pages=pages),
            None if week else html.P(day_sign(visit, visit.ports.calendar.day(day))),
            None if any(one.entries for one in shown.columns) else calm(t("timetable.empty")),
        ],
        "grid": [
            calendar_grid(visit, shown, week=week, movable=movable),
            html.P(t("timetable.keys" if movable else "timetable.keys_read"), className="hint"),
        ],
    }


def chosen(visit: Visit) -> tuple[date, list[Space], bool]:
    """The day, the spaces and the view of the address; what it does not say or says wrongly is today, all, a day."""
    centre, query = visit.ports.centre, visit.query
    today = centre.day_of(visit.ports.clock())
    try:
        day = date.fromisoformat(query.get("date", ""))
    except ValueError:
        day = today
    if abs(day - today) > timedelta(days=3660):
        day = today
    week = query.get("view") == "week"
    space = centre.spaces.get(SpaceId(query.get("space", "")))
    every = list(centre.spaces.values())
    return day, ([space or every[0]] if week else every), week


def _pages(visit: Visit, spaces: Sequence[Space]) -> tuple[int, int]:
    pages = -(-len(spaces) // AT_ONCE)
    asked = visit.query.get("page", "1")
    return (
        min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    ), pages


def register(callbacks: Callbacks) -> None:
    """One way to ask; what a deed needs stands beside it in DEEDS."""

    @callbacks.asking(TimetableId.ASK, TimetableId.ANSWER, TimetableId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


def _redrawn(visit: Visit) -> Json:
    return {key: nodes(parts) for key, parts in content(visit).items()}


def _look(visit: Visit, _fields: Fields) -> Json:
    return {"text": "", "drawn": _redrawn(visit)}


def _open(visit: Visit, fields: Fields) -> Json:
    (entry,) = entries_of(visit.ports, [session_of(visit.ports, fields.get("session", ""))])
    return {"text": "", "drawn": {"sheet": nodes(session_sheet(visit, entry))}}


def _doubtful(visit: Visit, error: DoubtfulError) -> Json:
    said = " ".join(sentence(visit.translate, one) for one in error.doubts)
    return {"ok": False, "text": f"{said} {visit.translate('timetable.sure')}", "again": "insisted"}


def _move(visit: Visit, fields: Fields) -> Json:
    key, version, insisted = (
        fields.get("session", ""),
        number_of(fields, "version"),
        fields.get("insisted") == "yes",
    )
    try:
        before, after = move(visit.ports, visit.account, key, version, spot_of(fields), insisted=insisted)
    except DoubtfulError as error:
        return _doubtful(visit, error)
    return {
        "text": visit.translate(
            "timetable.moved", title=visit.translate.name(after.title), when=_when(visit, after.window)
        ),
        "drawn": _redrawn(visit),
        "close": True,
        "undo": {
            "do": "undo",
            "session": key,
            "version": str(after.version),
            "detached": "yes" if before.detached else "",
            **_spot_fields(visit, before),
        },
    }


def _drag(visit: Visit, fields: Fields) -> Json:
    """What would become of the others is said first; a second answer does it."""
    scope = Scope.ALL if fields.get("scope") == Scope.ALL else Scope.FOLLOWING
    kept = session_of(visit.ports, fields.get("session", ""))
    if kept.version != number_of(fields, "version"):
        raise refusal("programme.session_changed")
    spot = spot_of(fields)
    edit = drag_from(visit.ports, kept, spot.window(visit.ports), SpaceId(spot.space), scope)
    if fields.get("insisted") != "yes":
        plan = propose(visit.ports, edit).plan
        return {"ok": False, "text": _outcome(visit, "timetable.would_move", plan), "again": "insisted"}
    made = carry(visit.ports, visit.account, edit)
    return {
        "text": _outcome(visit, "timetable.series_moved", made.plan),
        "drawn": _redrawn(visit),
        "close": True,
    }


def _outcome(visit: Visit, key: str, plan: Plan) -> str:
    """How many sessions go along, and how many stay because somebody booked them or nothing is free."""
    t = visit.translate
    counts = {
        key: len(plan.added) + len(plan.changed),
        "timetable.gone": len(plan.cancelled),
        "timetable.stay_booked": len(plan.untouched),
        "timetable.stay_taken": len({one.session.id for one in plan.conflicts if one.forbids}),
    }
    return " ".join(t(words, n=n) for words, n in counts.items() if n or words == key)


def _spot_fields(visit: Visit, session: Session) -> dict[str, str]:
    (entry,) = entries_of(visit.ports, [session])
    day = visit.ports.centre.day_of(session.window.start).isoformat()
    length = str(entry.end - entry.start)
    where = {"space": session.space, "day": day, "start": str(entry.start), "minutes": length}
    return where | unit_fields(session.space, session.units)


def _when(visit: Visit, window: Window) -> str:
    zone = visit.ports.centre.zone_info
    start, end = window.start.astimezone(zone), window.end.astimezone(zone)
    return f"{visit.translate(f'weekday.{start.weekday()}')} {start:%m-%d %H:%M}–{end:%H:%M}"


def _undo(visit: Visit, fields: Fields) -> Json:
    detached = fields.get("detached") == "yes"
    key, version = fields.get("session", ""), number_of(fields, "version")
    put_back(visit.ports, visit.account, key, version, spot_of(fields), detached=detached)
    return {"text": visit.translate("timetable.undone"), "drawn": _redrawn(visit)}


def _add(visit: Visit, fields: Fields) -> Json:
    spot = spot_of(fields)
    wanted = Session(
        id="",
        day=spot.day,
        space=SpaceId(spot.space),
        kind=fields.get("kind", ""),
        organiser=fields.get("organiser", ""),
        coach=fields.get("coach", ""),
        title=title_of(fields),
        window=spot.window(visit.ports),
        places=number_of(fields, "places", 0),
        expected=number_of(fields, "expected", 0),
        price_plan=fields.get("price_plan", ""),
    )
    try:
        made = add(visit.ports, visit.account, wanted, spot, insisted=fields.get("insisted") == "yes")
    except DoubtfulError as error:
        return _doubtful(visit, error)
    when = _when(visit, made.window)
    said = visit.translate("timetable.added", title=visit.translate.name(made.title), when=when)
    return {"text": said, "drawn": _redrawn(visit), "close": True}


def _cancel(visit: Visit, fields: Fields) -> Json:
    by = CancelledBy.ORGANISER if fields.get("by") == CancelledBy.ORGANISER else CancelledBy.CENTRE
    gone = cancel_session(
        visit.ports, visit.account, fields.get("session", ""), by, fields.get("reason", "")[:200].strip()
    )
    key = "timetable.cancelled_late" if gone.late else "timetable.cancelled"
    said = visit.translate(key, title=visit.translate.name(gone.title))
    return {"text": said, "drawn": _redrawn(visit), "close": True}


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "look": (Permission.BOOKING_READ, _look),
    "open": (Permission.BOOKING_READ, _open),
    "move": (Permission.BOOKING_EDIT, _move),
    "drag": (Permission.BOOKING_EDIT, _drag),
    "undo": (Permission.BOOKING_EDIT, _undo),
    "add": (Permission.BOOKING_EDIT, _add),
    "cancel": (Permission.BOOKING_DESK, _cancel),
}

TIMETABLE = Page(
    key="timetable",
    path="timetable",
    icon="▦",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.PROGRAMME,
)
