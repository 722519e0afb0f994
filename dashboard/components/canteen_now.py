"""A canteen at this moment: its seats, who waits, which service is on."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, short
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.account import Permission
from models.centre import Space
from models.metric import METRICS
from models.metric.metric import Unit
from models.services.canteen import CanteenNow, Serving

WAITING, WAIT = METRICS["queue_length"], METRICS["queue_wait"]


def now_panel(visit: Visit, space: Space, now: CanteenNow) -> Component:
    """Counts only for whom live counts are meant; the service for everybody who sees the page."""
    t = visit.translate
    cards = [_service(visit, space, now)]
    if visit.may(Permission.LIVE_READ):
        cards = [*_people(t, space, now), *cards]
    return html.Section(
        [
            html.H2(t("canteen.now", at=f"{now.at.astimezone(visit.ports.centre.zone_info):%H:%M}")),
            html.Div(cards, className="cards", role="list"),
        ],
        className="panel",
        **marks(aria_label=t("canteen.now_label")),
    )


def _people(t: Translate, space: Space, now: CanteenNow) -> list[Component]:
    if space.seats is None:
        return [_card(t("canteen.seats"), NO_DATA, "", t("canteen.no_seats"))]
    waiting, wait = WAITING.value(now.sums), WAIT.value(now.sums)
    if waiting is None or now.state is None or now.state.people is None:
        return [_card(t("canteen.seats"), NO_DATA, "", t("canteen.unknown"))]
    taken = min(round(now.state.people), space.seats)
    free = _card(
        t("canteen.free"),
        str(space.seats - taken),
        t("canteen.of_seats", seats=space.seats),
        t("canteen.taken", taken=taken),
        "full" if taken == space.seats else "",
    )
    how = t("canteen.wait", n=short(wait, Unit.MINUTES)) if wait is not None else t("canteen.wait_unknown")
    note = how if waiting >= 1 else t("canteen.no_queue")
    queue = _card(t("canteen.queue"), f"{waiting:.0f}", t("metric.unit.people"), note)
    return [free, queue]


def _service(visit: Visit, space: Space, now: CanteenNow) -> Component:
    t = visit.translate
    later = t("canteen.then", what=_told(visit, space, now.coming)) if now.coming else ""
    if now.running:
        name = serving_name(t, space, now.running.key)
        return _card(t("canteen.service"), name, _hours(visit, now.running), later)
    if now.coming:
        head = t("canteen.next")
        return _card(head, serving_name(t, space, now.coming.key), _hours(visit, now.coming), "")
    return _card(t("canteen.service"), NO_DATA, "", t("canteen.no_services"))


def serving_name(t: Translate, space: Space, key: str) -> str:
    """A service's own name."""
    return next((t.name(meal.name) for meal in space.meals if meal.key == key), key)


def _told(visit: Visit, space: Space, serving: Serving) -> str:
    return f"{serving_name(visit.translate, space, serving.key)} {_hours(visit, serving)}"


def _hours(visit: Visit, serving: Serving) -> str:
    zone = visit.ports.centre.zone_info
    start, end = (at.astimezone(zone) for at in (serving.window.start, serving.window.end))
    today = start.date() == visit.ports.centre.day_of(visit.ports.clock())
    words = f"{start:%H:%M}–{end:%H:%M}"
    return words if today else f"{visit.translate(f'use.weekday.{start.weekday()}')} {words}"


def _card(name: str, number: str, unit: str, note: str, state: str = "") -> Component:
    return html.Div(
        [
            html.Span(name, className="card-name"),
            html.B([number, html.Span(unit) if unit else None]),
            html.Small(note, className="muted"),
        ],
        className="card",
        role="listitem",
        **marks(data_state="flagged" if state else ""),
    )
