"""The fields of one session: where, when, what and for whom. The same for a new one, one that is moved and a series."""

from collections.abc import Collection

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice, entry
from dashboard.components.field import field
from dashboard.components.unit_choice import unit_choice
from dashboard.page import Visit
from models.message import LocalText
from models.programme.activity import OrganiserKind
from models.services.offerings import kinds, organisers

LENGTHS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360, 480)
"""Lengths in minutes that are offered; another one that a session has stands among them."""


def spaces_offered(visit: Visit) -> list[tuple[str, str]]:
    """(id, name) of every space."""
    return [(key, visit.translate.name(space.name)) for key, space in visit.ports.centre.spaces.items()]


def place_and_time(
    visit: Visit,
    space: str,
    day: str,
    start: str,
    minutes: int,
    *,
    units: Collection[str] = (),
    day_label: str = "timetable.day",
) -> Component:
    """units: the parts of the space, none = the whole."""
    t = visit.translate
    lengths = [(str(one), t("timetable.minutes", n=one)) for one in sorted({*LENGTHS, minutes})]
    row = html.Div(
        [
            choice("space", t("timetable.space"), spaces_offered(visit), space),
            field("day", t(day_label), "date", day),
            field("start", t("timetable.start"), "time", start),
            choice("minutes", t("timetable.length"), lengths, str(minutes)),
        ],
        className="asked-row",
    )
    return html.Div([row, unit_choice(visit, space, units)])


def title_fields(visit: Visit, title: LocalText) -> Component:
    t = visit.translate
    names = [
        entry("title_zh", t("timetable.title_zh"), title.get("zh-Hans", "")),
        entry("title_en", t("timetable.title_en"), title.get("en", "")),
    ]
    return html.Div(names, className="asked-row")


def who_fields(visit: Visit, kind: str = "", organiser: str = "", coach: str = "") -> Component:
    """Kind, organiser and coach; what is retired is offered only where it stands already."""
    t = visit.translate
    offered = [
        (one.key, t.name(one.name)) for one in kinds(visit.ports) if not one.retired or one.key == kind
    ]
    every = organisers(visit.ports)
    hosts = [(one.id, t.name(one.name)) for one in every if not one.retired or one.id == organiser]
    coaches = [
        (one.id, t.name(one.name))
        for one in every
        if one.kind is OrganiserKind.COACH and (not one.retired or one.id == coach)
    ]
    return html.Div(
        [
            choice("kind", t("timetable.kind"), offered, kind),
            choice("organiser", t("timetable.organiser"), hosts, organiser or "centre"),
            choice("coach", t("timetable.coach"), [("", t("timetable.no_coach")), *coaches], coach),
        ],
        className="asked-row",
    )


def number_fields(visit: Visit, places: int = 0, expected: int = 0) -> Component:
    t = visit.translate
    numbers = [
        field("places", t("timetable.places"), "number", places, t("timetable.places_hint"), min="0"),
        field("expected", t("timetable.expected"), "number", expected, t("timetable.expected_hint"), min="0"),
    ]
    return html.Div(numbers, className="asked-row")
