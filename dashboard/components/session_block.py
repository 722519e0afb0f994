"""One session in the timetable: its time, its title and what somebody at the desk must know of it."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.calendar_axis import span, spot
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from models.hold import SessionStatus
from models.services.timetable import Entry, Timetable

MARKED = {
    SessionStatus.CANCELLED: "✕",
    SessionStatus.NO_SHOW: "∅",
    SessionStatus.RELEASED: "↺",
    SessionStatus.RUNNING: "▶",
    SessionStatus.PLANNED: "…",
}
"""The sign of a state that is worth one; a word stands beside it."""


def session_block(shown: Timetable, entry: Entry, t: Translate, *, movable: bool) -> Component:
    """A button at its place on the axis; assets/60-timetable.js moves it when it is movable."""
    one = entry.session
    width = 100 / entry.lanes
    place = {"left": f"{entry.lane * width:.3f}%", "width": f"{width:.3f}%"}
    told = [html.Span(words, className="hold-mark") for words in session_marks(entry, t)]
    return html.Button(
        [
            html.Span(span(entry.start, entry.end), className="hold-time"),
            html.Span(t.name(one.title), className="hold-title"),
            *told,
        ],
        type="button",
        className="hold",
        style={**spot(shown, entry.start, entry.end), **place},
        **marks(
            data_session=one.id,
            data_key=one.id,
            data_version=str(one.version),
            data_series="" if one.detached else one.series,
            data_start=str(entry.start),
            data_minutes=str(entry.end - entry.start),
            data_state=one.status,
            data_full="true" if entry.full else "false",
            data_movable="true" if movable and one.held and one.status is not SessionStatus.DONE else "false",
            aria_haspopup="dialog",
        ),
    )


def session_marks(entry: Entry, t: Translate) -> list[str]:
    """Short words about a session: its state, seats, waiting list, who came and who did not."""
    one = entry.session
    sign = MARKED.get(one.status)
    late = one.status is SessionStatus.CANCELLED and one.late
    words = [f"{sign} {t('timetable.late_cancelled' if late else f'timetable.state.{one.status}')}"] * bool(
        sign
    )
    if one.places:
        key = "timetable.full" if entry.full else "timetable.seats"
        words.append(t(key, seats=entry.seats, places=one.places))
    words += [t("timetable.waiting", n=entry.waiting)] * bool(entry.waiting)
    words += [t("timetable.absent", n=entry.absent)] * bool(entry.absent)
    if entry.came:
        words.append(t("timetable.came", n=entry.came.people))
    return words
