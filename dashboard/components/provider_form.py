"""The form of a talent or a resource, empty or filled with what is kept, and what was typed into it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

from dash import html
from dash.development.base_component import Component

from dashboard.answer import Fields
from dashboard.components.asking import choice, deed_form, entry
from dashboard.components.field import field, tick
from dashboard.components.typed import clock_of, day_of, fen_typed, name_of, number_of, words_typed
from dashboard.page import Visit
from dashboard.yuan import digits
from models.needs.need import WantedTime
from models.needs.provider import Provider, ProviderKind, Qualification
from models.services.strangers import refusal


def provider_form(visit: Visit, one: Provider | None = None) -> Component:
    t = visit.translate
    kinds = [(kind.value, t(f"provider.kind.{kind}")) for kind in ProviderKind]
    venues = [(str(key), t.name(space.name)) for key, space in visit.ports.centre.spaces.items()]
    fields: list[Component | None] = [
        _names(visit, one),
        choice("kind", t("provider.kind"), kinds, one.kind.value if one else ""),
        entry("tags", t("provider.tags"), _joined(one.tags) if one else "", t("provider.tags_hint")),
        _hours(visit, one),
        html.Div(
            [
                field(
                    "minutes",
                    t("provider.minutes"),
                    "number",
                    _number(one.minutes_a_month if one else 0),
                    min="0",
                ),
                entry(
                    "grids", t("provider.grids"), _joined(one.grids) if one else "", t("provider.grids_hint")
                ),
            ],
            className="asked-row",
        ),
        html.Div(
            [
                entry("money", t("provider.money"), digits(one.money_fen) if one and one.money_fen else ""),
                entry("goods", t("provider.goods"), ", ".join(one.goods) if one else ""),
                choice(
                    "venue",
                    t("provider.venue"),
                    [("", t("provider.no_venue")), *venues],
                    one.venue if one else "",
                ),
            ],
            className="asked-row",
        ),
        _papers(visit, one),
        entry("contact", t("provider.contact"), one.contact if one else "", t("provider.contact_hint")),
        html.Button(t("provider.save"), type="submit", className="primary"),
    ]
    carried = {"provider": one.id, "revision": str(one.revision)} if one else {}
    return deed_form("save", fields, **carried)


def _names(visit: Visit, one: Provider | None) -> Component:
    t, name = visit.translate, dict(one.name) if one else {}
    fields = [
        entry("name_zh", t("offering.name_zh"), name.get("zh-Hans", "")),
        entry("name_en", t("offering.name_en"), name.get("en", "")),
    ]
    return html.Div(fields, className="asked-row")


def _hours(visit: Visit, one: Provider | None) -> Component:
    """One span for all ticked days; what a file brought with several spans stays as it is while no day is ticked."""
    t = visit.translate
    spans = {(hours.start_minute, hours.end_minute) for hours in one.hours} if one else set()
    same = one is not None and len(spans) == 1
    start, end = next(iter(spans)) if same else (540, 1260)
    days = {hours.weekday for hours in one.hours} if one and same else set()
    return html.Fieldset(
        [
            html.Legend(t("provider.hours")),
            html.Div(
                [tick(f"weekday{n}", t(f"weekday.{n}"), on=n in days) for n in range(7)], className="weekdays"
            ),
            html.Div(
                [
                    field("start", t("offering.from"), "time", _clock(start)),
                    field("end", t("offering.to"), "time", _clock(end)),
                ],
                className="asked-row",
            ),
            html.P(t("provider.hours_hint"), className="hint"),
        ],
        className="one-of",
    )


def _papers(visit: Visit, one: Provider | None) -> Component:
    t, until = visit.translate, dict((one.qualified or {}) if one else {})
    fields = [
        field(f"until_{paper}", t(f"provider.qualification.{paper}"), "date", _day(until.get(paper)))
        for paper in Qualification
    ]
    fields += [
        field("valid_from", t("provider.valid_from"), "date", _day(one.valid_from if one else None)),
        field("valid_to", t("provider.valid_to"), "date", _day(one.valid_to if one else None)),
    ]
    return html.Fieldset(
        [html.Legend(t("provider.papers")), html.Div(fields, className="asked-row")], className="one-of"
    )


def _joined(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


def _number(value: int) -> str:
    return str(value) if value else ""


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _day(day: date | None) -> str:
    return "" if day in (None, date.min) else f"{day}"


def provider_of(fields: Fields, old: Provider | None) -> Provider:
    """What was typed, upon what was kept. Raises RefusedError."""
    kind = next((one for one in ProviderKind if one.value == fields.get("kind")), None)
    if kind is None:
        raise refusal("no_deed")
    begun = old or Provider(id=uuid4().hex, kind=kind, name={}, tags=frozenset())
    return replace(
        begun,
        kind=kind,
        name=name_of(fields),
        tags=frozenset(words_typed(fields, "tags")),
        hours=_hours_of(fields, begun),
        minutes_a_month=number_of(fields, "minutes", 0),
        grids=frozenset(words_typed(fields, "grids")),
        venue=fields.get("venue", ""),
        money_fen=fen_typed(fields, "money", 0),
        goods=words_typed(fields, "goods"),
        qualified=_papers_of(fields),
        valid_from=day_of(fields, "valid_from") if fields.get("valid_from") else date.min,
        valid_to=day_of(fields, "valid_to") if fields.get("valid_to") else None,
        contact=fields.get("contact", "").strip(),
    )


def _hours_of(fields: Fields, old: Provider) -> tuple[WantedTime, ...]:
    days = [n for n in range(7) if fields.get(f"weekday{n}")]
    several_spans = len({(one.start_minute, one.end_minute) for one in old.hours}) > 1
    if not days:
        return old.hours if several_spans else ()
    start, end = clock_of(fields, "start"), clock_of(fields, "end")
    minutes = [one.hour * 60 + one.minute for one in (start, end)]
    return tuple(
        WantedTime(weekday=day, start_minute=minutes[0], end_minute=minutes[1] or 24 * 60) for day in days
    )


def _papers_of(fields: Fields) -> Mapping[Qualification, date] | None:
    said = {
        paper: day_of(fields, f"until_{paper}") for paper in Qualification if fields.get(f"until_{paper}")
    }
    return said or None
