"""One session at the front desk: who comes, how many heads, a place for somebody who walks in."""

from collections.abc import Sequence
from uuid import uuid4

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry
from dashboard.components.calendar_axis import span
from dashboard.components.field import field
from dashboard.components.guest_row import guest_row
from dashboard.components.marks import marks
from dashboard.components.price_quote import session_price
from dashboard.components.session_block import session_marks
from dashboard.components.zone import zone_icon
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from models.centre import ZONES
from models.hold import SessionStatus
from models.programme.booking import EARLY
from models.programme.who import Who
from models.services.front_desk import DeskDay, Guest, guests, timely_deeds
from models.services.timetable import Entry

_GONE = frozenset({SessionStatus.CANCELLED, SessionStatus.PLANNED})


def desk_list(visit: Visit, shown: DeskDay, chosen: Entry | None, day: str) -> Component:
    """The day's sessions as links: now, later, over."""
    t = visit.translate
    groups = [
        html.Section(
            [html.H2(t(f"front.{name}")), html.Ul([_row(visit, one, chosen, day) for one in entries])]
        )
        for name, entries in (("now", shown.now), ("later", shown.later), ("over", shown.over))
        if entries
    ]
    return html.Nav(groups, className="front-list", **marks(aria_label=t("front.sessions")))


def _row(visit: Visit, one: Entry, chosen: Entry | None, day: str) -> Component:
    t, space = visit.translate, visit.ports.centre.spaces[one.session.space]
    here = marks(aria_current="true") if chosen and chosen.session.id == one.session.id else {}
    return html.Li(
        html.A(
            [
                zone_icon(ZONES[space.zone]),
                html.Span(span(one.start, one.end), className="hold-time"),
                html.Span(t.name(one.session.title), className="hold-title"),
                html.Span(" · ".join([t.name(space.name), *session_marks(one, t)]), className="hint"),
            ],
            href=link(visit, date=day, session=one.session.id),
            **marks(data_key=one.session.id),
            **here,
        )
    )


def desk_session(visit: Visit, shown: Entry) -> Sequence[Component | None]:
    t, one = visit.translate, shown.session
    space = t.name(visit.ports.centre.spaces[one.space].name)
    marked = session_marks(shown, t)
    head = html.Header(
        [
            html.H2(t.name(one.title)),
            html.P(f"{span(shown.start, shown.end)} · {space}"),
            html.P(" · ".join(marked), className="front-marks") if marked else None,
        ],
        className="front-head",
    )
    if one.status in _GONE:
        return [head, calm(t("front.nothing"))]
    begun = visit.ports.clock() >= one.window.start
    return [
        head,
        session_price(visit, one),
        *(_group(visit, shown) if not one.places else _guests(visit, shown, guests(visit.ports, one.id))),
        _heads(visit, shown) if begun else html.P(t("front.heads_later"), className="hint"),
    ]


def _group(visit: Visit, shown: Entry) -> Sequence[Component]:
    """A group's slot or a hire: somebody came, or nobody did yet."""
    t, one = visit.translate, shown.session
    if one.checked_in_at is not None:
        at = one.checked_in_at.astimezone(visit.ports.centre.zone_info)
        words = html.P(t("front.group_here", at=f"{at:%H:%M}"), className="front-good")
        undo = deed_button("group_undo", t("front.undo"), session=one.id, key=f"undo-{one.id}")
        over = one.window.end <= visit.ports.clock()
        return [words] if over else [words, undo]
    if one.window.end <= visit.ports.clock() or visit.ports.clock() < one.window.start - EARLY:
        return [calm(t("front.group_not_now"))]
    button = deed_button(
        "group_come", t("front.group_come"), "primary big", session=one.id, key=f"come-{one.id}"
    )
    return [button]


def _guests(visit: Visit, shown: Entry, expected: Sequence[Guest]) -> Sequence[Component]:
    t, one = visit.translate, shown.session
    timely = timely_deeds(one, visit.ports.clock())
    rows = html.Ul([guest_row(t, guest, timely) for guest in expected], className="guests")
    parts: list[Component] = [rows if expected else calm(t("front.nobody"))]
    if one.window.end > visit.ports.clock() and one.held:
        parts.append(_walk_in(visit, shown))
    return parts


def _walk_in(visit: Visit, shown: Entry) -> Component:
    """A key goes with the form, so that pressing twice on a bad line books once."""
    t, one = visit.translate, shown.session
    soon = visit.ports.clock() >= one.window.start - EARLY
    comes = html.Button(
        t("front.walk_in_come"), type="submit", name="comes", value="yes", className="primary"
    )
    fields = [
        html.Div(
            [
                entry("code", t("front.code"), hint=t("front.code_hint"), maxLength=20),
                field(
                    "seats",
                    t("front.seats_asked"),
                    "number",
                    1,
                    min="1",
                    max=str(max(one.places, 1)),
                    inputMode="numeric",
                ),
                _pays_as(t) if one.price_plan else None,
            ],
            className="asked-row",
        ),
        html.P(t("front.full_hint"), className="hint") if shown.full else None,
        html.Div(
            [comes if soon else None, html.Button(t("front.walk_in"), type="submit")],
            className="buttons",
        ),
    ]
    form = deed_form("walk_in", fields, session=one.id, booking=uuid4().hex)
    return html.Section([html.H3(t("front.walk_in_title")), form], className="front-form")


def _pays_as(t: Translate) -> Component:
    """Only where something is paid: nobody is asked for their age otherwise."""
    groups = [(who.value, t(f"price.who.{who}")) for who in Who]
    return choice("pays_as", t("front.pays_as"), [("", t("front.pays_as.unasked")), *groups])


def _heads(visit: Visit, shown: Entry) -> Component:
    t = visit.translate
    known = shown.came
    told = t("front.counted", n=known.people, source=t(f"front.source.{known.source}")) if known else ""
    fields = [
        html.Div(
            [
                field("people", t("front.heads"), "number", "", min="0", inputMode="numeric"),
                html.Button(t("front.save"), type="submit"),
            ],
            className="heads",
        ),
        html.P(told, className="hint") if told else None,
    ]
    return html.Section(
        [html.H3(t("front.heads_title")), deed_form("heads", fields, session=shown.session.id)],
        className="front-form",
    )
