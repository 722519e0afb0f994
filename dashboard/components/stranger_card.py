"""A device in quarantine as a card: what it said, what it probably is and why; and the sheet on which it is accepted."""

from collections.abc import Collection, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import again, choice, deed_button, deed_form, entry, opener, sheet
from dashboard.components.marks import marks
from dashboard.components.spoken import ago, measure_name, measured, sentence
from dashboard.page import Visit
from models.account import Permission
from models.centre import SensorRole, SpaceId
from models.desk import Fit, ProfileCard, Proposal, Stranger
from models.payload import readable, visible
from models.services.strangers import proposed_name, short_name

WORDY = 600
"""Signs of a message that a card shows; the rest is on the sensor's own page once it is accepted."""


def stranger_card(
    visit: Visit, stranger: Stranger, profiles: Sequence[ProfileCard], taken: Collection[str], number: int
) -> Component:
    """number: of the card on the page, for its ids."""
    t = visit.translate
    best = stranger.proposals[0] if stranger.proposals else None
    key = f"accept-{number}"
    may = visit.may(Permission.SENSOR_MANAGE)
    return html.Article(
        [
            _head(visit, stranger, best),
            _proposal(visit, best) if best else html.P(t("strangers.no_idea"), className="muted"),
            _said(visit, stranger),
            html.Details([html.Summary(t("strangers.message")), _message(stranger)], className="fold"),
            _buttons(visit, stranger, key) if may else None,
            _sheet(visit, stranger, best, profiles, taken, key) if may else None,
        ],
        className="stranger",
        **marks(
            data_stranger=stranger.key, aria_label=visible(stranger.device) or short_name(stranger.topic)
        ),
    )


def _head(visit: Visit, stranger: Stranger, best: Proposal | None) -> Component:
    t, now = visit.translate, visit.ports.clock()
    fit = (
        html.Span(
            [
                html.Span(className="fit-sign", **marks(aria_hidden="true")),
                t(f"strangers.fit.{Fit(best.fit)}"),
            ],
            className="fit",
            **marks(data_fit=best.fit),
        )
        if best
        else None
    )
    told = t(
        "strangers.spoke",
        n=stranger.messages,
        first=ago(t, stranger.first_at, now),
        last=ago(t, stranger.last_at, now),
    )
    return html.Header(
        [
            html.Div(
                [html.H3(visible(stranger.device) or short_name(stranger.topic)), fit],
                className="stranger-head",
            ),
            html.P(visible(stranger.topic), className="topic"),
            html.P(told, className="muted"),
        ]
    )


def _proposal(visit: Visit, best: Proposal) -> Component:
    t = visit.translate
    space = visit.ports.centre.spaces.get(SpaceId(best.space))
    facts = (
        ("model", visible(best.profile)),
        ("role", t(f"health.role.{best.role}") if best.role in set(SensorRole) else best.role),
        ("space", t.name(space.name) if space else t("strangers.no_space")),
    )
    rows = [html.Div([html.Dt(t(f"strangers.{key}")), html.Dd(words)]) for key, words in facts]
    said = (sentence(t, message, "") for message in best.why)
    why = [html.Li(words) for words in said if words]
    return html.Div([html.Dl(rows, className="guess"), html.Ul(why, className="why-list") if why else None])


def _said(visit: Visit, stranger: Stranger) -> Component | None:
    """The newest message as the proposal reads it."""
    t = visit.translate
    if not stranger.said:
        return None
    rows = [
        html.Li([html.Span(measure_name(t, key)), html.B(measured(t, key, value))])
        for key, value in stranger.said.items()
    ]
    return html.Ul(rows, className="said")


def _message(stranger: Stranger) -> Component:
    return html.Pre(readable(stranger.sample, WORDY), className="bytes", tabIndex="0")


def _buttons(visit: Visit, stranger: Stranger, key: str) -> Component:
    t = visit.translate
    return html.Div(
        [
            opener(key, t("strangers.accept"), "primary"),
            deed_button("dismiss", t("strangers.dismiss"), stranger=stranger.key),
        ],
        className="buttons",
    )


def _sheet(
    visit: Visit,
    stranger: Stranger,
    best: Proposal | None,
    profiles: Sequence[ProfileCard],
    taken: Collection[str],
    key: str,
) -> Component:
    """Everything is filled in from the proposal: who agrees presses once more."""
    t = visit.translate
    spaces = [(one, t.name(space.name)) for one, space in visit.ports.centre.spaces.items()]
    form = deed_form(
        "accept",
        [
            html.P(visible(stranger.topic), className="topic"),
            html.Div(
                [
                    choice(
                        "space",
                        t("strangers.space"),
                        [("", t("strangers.choose")), *spaces],
                        best.space if best else "",
                    ),
                    choice("role", t("strangers.role"), _roles(visit), best.role if best else ""),
                ],
                className="asked-row",
            ),
            choice(
                "profile",
                t("strangers.model"),
                _models(visit, stranger, profiles),
                best.profile if best else "",
            ),
            html.Div(
                [
                    entry(
                        "name", t("strangers.name"), proposed_name(stranger, taken), t("strangers.name_hint")
                    ),
                    entry("interval", t("strangers.interval"), str(best.interval_s if best else 300)),
                ],
                className="asked-row",
            ),
            html.Div(
                entry("power", t("strangers.power"), "20", t("strangers.power_hint")),
                className="only-machine",
            ),
            html.Div(
                choice("turned", t("strangers.turned"), [("", t("sensors.no")), ("yes", t("sensors.yes"))]),
                className="only-flow",
            ),
            html.Button(t("strangers.confirm"), type="submit", className="primary"),
            again("unread", t("strangers.unread")),
        ],
        stranger=stranger.key,
    )
    return sheet(key, t("strangers.accept_title"), [form], t("strangers.close"))


def _roles(visit: Visit) -> list[tuple[str, str]]:
    return [("", visit.translate("strangers.choose"))] + [
        (role.value, visit.translate(f"health.role.{role}")) for role in SensorRole
    ]


def _models(visit: Visit, stranger: Stranger, profiles: Sequence[ProfileCard]) -> list[tuple[str, str]]:
    """The proposed ones first, then every other that works."""
    proposed = list(dict.fromkeys(one.profile for one in stranger.proposals))
    names = {card.name: card.model for card in profiles if not card.fault}
    others = [name for name in names if name not in proposed]
    known = [name for name in proposed if name in names or not names]
    return [("", visit.translate("strangers.choose"))] + [
        (name, f"{visible(names[name])} ({name})" if name in names else name) for name in known + others
    ]
