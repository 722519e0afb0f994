"""The editor of a series: what, where, when, how it comes again and what holidays do to it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import again, choice, entry
from dashboard.components.field import field, one_of, tick
from dashboard.components.marks import marks
from dashboard.components.price_choice import price_field
from dashboard.components.session_fields import number_fields, place_and_time, title_fields, who_fields
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.programme.edit import Scope
from models.programme.rule_choice import Pattern, RuleChoice, choice_of
from models.programme.series import HolidayPolicy, Series

PROPOSAL = "series-agreed"
"""Id of the form in which somebody lets booked sessions go with their series."""


def series_form(visit: Visit, series: Series, day: str) -> Component:
    """day: from which date on a kept series changes, ISO; "" = it is a new one."""
    t = visit.translate
    parts: Sequence[Component | None] = [
        title_fields(visit, series.title),
        place_and_time(
            visit,
            series.space,
            series.first.isoformat(),
            f"{series.start:%H:%M}",
            series.minutes,
            units=series.units,
            day_label="series.first",
        ),
        _rule(t, choice_of(series.rule, series.first), series.rule),
        _dates(t, series),
        one_of(
            "policy",
            t("series.policy"),
            [(one.value, t(f"series.policy.{one}"), t(f"series.policy.{one}.why")) for one in HolidayPolicy],
            series.holiday_policy,
        ),
        who_fields(visit, series.kind, series.organiser, series.coach),
        number_fields(visit, series.places, series.expected),
        price_field(visit, series.price_plan),
        _scope(t, day) if day else None,
        _buttons(t, kept=bool(series.version)),
        html.P(className="told", role="status", **marks(data_told="")),
    ]
    return html.Form(
        parts,
        className="deed series-form",
        noValidate="noValidate",
        **marks(
            data_deed="series",
            data_previews="",
            data_also=f"#{PROPOSAL}",
            data_with_series=series.id,
            data_with_version=str(series.version),
        ),
    )


def _rule(t: Translate, chosen: RuleChoice, text: str) -> Component:
    patterns = [(one.value, t(f"series.pattern.{one}")) for one in Pattern]
    ending = "until" if chosen.until else "count" if chosen.count else "never"
    days = [tick(f"weekday{n}", t(f"weekday.{n}"), on=n in chosen.weekdays) for n in range(7)]
    return html.Fieldset(
        [
            html.Legend(t("series.rule")),
            html.Div(
                [
                    choice("pattern", t("series.pattern"), patterns, chosen.pattern),
                    html.Div(
                        field("every", t("series.every"), "number", chosen.every, min="1", max="366"),
                        className="only-again",
                    ),
                ],
                className="asked-row",
            ),
            html.Div(
                days, className="weekdays only-weekly", role="group", **marks(aria_label=t("series.weekdays"))
            ),
            html.Div(
                [
                    choice(
                        "ending",
                        t("series.ending"),
                        [(one, t(f"series.ending.{one}")) for one in ("never", "until", "count")],
                        ending,
                    ),
                    html.Div(
                        field(
                            "until",
                            t("series.until"),
                            "date",
                            chosen.until.isoformat() if chosen.until else "",
                        ),
                        className="only-until",
                    ),
                    html.Div(
                        field("count", t("series.count"), "number", chosen.count or "", min="1"),
                        className="only-count",
                    ),
                ],
                className="asked-row only-again",
            ),
            html.Div(
                entry("rule", t("series.text"), text, t("series.text_hint"), maxLength=500),
                className="only-expert",
            ),
        ],
        className="one-of",
    )


def _dates(t: Translate, series: Series) -> Component:
    extra = " ".join(one.isoformat() for one in series.extra_dates)
    left_out = " ".join(one.isoformat() for one in series.left_out)
    fields = html.Div(
        [
            entry("extra", t("series.extra"), extra, t("series.dates_hint")),
            entry("left_out", t("series.left_out"), left_out, t("series.dates_hint")),
        ],
        className="asked-row",
    )
    return html.Details(
        [html.Summary(t("series.dates")), fields], className="fold", open=bool(extra or left_out)
    )


def _scope(t: Translate, day: str) -> Component:
    scopes = [(one.value, t(f"series.scope.{one}"), t(f"series.scope.{one}.why")) for one in Scope]
    return html.Div(
        [
            one_of("scope", t("series.scope"), scopes, Scope.FOLLOWING),
            field("from", t("series.from"), "date", day),
        ],
        className="asked-row",
    )


def _buttons(t: Translate, *, kept: bool) -> Component:
    def button(step: str, style: str = "") -> Component:
        return html.Button(t(f"series.{step}"), type="submit", name="step", value=step, className=style)

    keep = (
        [button("propose", "primary"), again("carry", t("series.carry"))]
        if kept
        else [button("keep", "primary")]
    )
    return html.Div([button("preview"), *keep], className="buttons")
