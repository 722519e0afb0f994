"""What the advice page draws of one week, by the places that can be drawn anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dash import html
from dash.development.base_component import Component

from dashboard.advice.asked import Asked, asked
from dashboard.advice.card import Card, Tried, cards_of
from dashboard.advice.half_hour import HalfHour, half_hours
from dashboard.components.advice_agreed import agreed_panel
from dashboard.components.advice_block import proposal_block, standing_block
from dashboard.components.advice_detail import detail
from dashboard.components.advice_heat import heat_drawing, heat_layer, heat_legend
from dashboard.components.advice_list import proposal_list
from dashboard.components.advice_rules import rules_panel
from dashboard.components.advice_tools import advice_tools, week_words
from dashboard.components.advice_what_if import proof_words, what_if_panel
from dashboard.components.asking import calm
from dashboard.components.calendar_grid import calendar_grid
from dashboard.components.chart import as_table
from dashboard.components.coach_panel import coach_panel
from dashboard.components.use_words import dated
from dashboard.page import Visit
from models.account import Permission
from models.advice.recommendation import Recommendation, State
from models.centre import Space, SpaceId
from models.services.advice_rules import offers
from models.services.advising import WeekAdvice, expires, proposals
from models.services.timetable import Column, Entry, Timetable, lanes, timetable

Parts = Sequence[Component | None]
STEP = 30
"""Minutes by which a proposal is moved: plans are made on half hours."""


@dataclass(frozen=True)
class Picture:
    """One week of the house as one person asked for it. tried: a proposal that lies elsewhere, not decided on."""

    visit: Visit
    asked: Asked
    week: WeekAdvice
    tried: Tried | None = None

    @cached_property
    def space(self) -> Space:
        """The one that was asked for; else where the open proposal lies, or the first one; else the first."""
        spaces, proposed = self.visit.ports.centre.spaces, self.week.recommendations
        first = sorted(proposed, key=lambda one: one.id != self.asked.open)
        named = [self.asked.space, *(one.target.space for one in first)]
        if self.tried is not None:
            named.insert(0, self.tried.target.space)
        found = next((key for key in named if SpaceId(key) in spaces), next(iter(spaces)))
        return spaces[SpaceId(found)]

    @cached_property
    def shown(self) -> Timetable:
        """A week of one space, or a day of all."""
        if self.asked.view == "week":
            return timetable(self.visit.ports, self.asked.days, [self.space])
        return timetable(self.visit.ports, [self.asked.day], list(self.visit.ports.centre.spaces.values()))

    @property
    def may_decide(self) -> bool:
        return self.visit.may(Permission.ADVICE_DECIDE)

    def head(self) -> Parts:
        t = self.visit.translate
        return [
            html.H1(t("page.advice")),
            html.P(t("advice_page.lead"), className="muted"),
            advice_tools(self.visit, self.asked, self.space),
            html.H2(week_words(t, self.asked.monday), className="advice-week"),
            html.P(self._proof(), className="muted") if self._proof() else None,
        ]

    def _proof(self) -> str:
        """How good the plan is that the proposals come from; "" where none of them was planned with the others."""
        told = (one.parameters for one in self.week.recommendations if one.state is State.PROPOSED)
        quality = next((one for one in told if "proved" in one and "gap_bps" in one), None)
        if quality is None:
            return ""
        proved, gap = quality["proved"] == "1", int(quality["gap_bps"]) / 10_000
        return proof_words(self.visit.translate, gap, proved=proved)

    def grid(self) -> Parts:
        t = self.visit.translate
        hint = "advice_page.keys" if self.may_decide else "advice_page.keys_read"
        grid = calendar_grid(
            self.visit,
            self.shown,
            week=self.asked.view == "week",
            movable=self.may_decide,
            draw=self._column,
            step=STEP,
        )
        columns = {self._name(one): self._halves(one) for one in self.shown.columns}
        drawing = heat_drawing(t, grid, columns)
        table = as_table(t, t("advice_page.heat.table"), drawing)
        return [drawing.picture, heat_legend(t), html.P(t(hint), className="hint"), table]

    def _name(self, column: Column) -> str:
        """Of a week its day, of a day its space."""
        t = self.visit.translate
        return dated(t, column.day.day) if self.asked.view == "week" else t.name(column.space.name)

    def _halves(self, column: Column) -> Sequence[HalfHour]:
        outlook = self.week.outlooks.get(column.space.id)
        return half_hours(outlook, column.day.day.weekday()) if outlook else ()

    def list(self) -> Parts:
        return [proposal_list(self.visit, self.asked.week, self.week.recommendations, ahead=self.is_ahead)]

    @property
    def is_ahead(self) -> bool:
        """Whether the week can still be planned: it has not begun."""
        return expires(self.visit.ports, self.asked.monday) > self.visit.ports.clock()

    def what_if(self) -> Parts:
        """For who may decide, while the week can still be planned."""
        return (
            [what_if_panel(self.visit, self.asked.week, self.week.weights)]
            if self.may_decide and self.is_ahead
            else []
        )

    def opened(self, above: Parts = ()) -> Parts:
        """The proposal of the address, or the one that was moved."""
        one = self.find(self.tried.key if self.tried else self.asked.open)
        if one is None:
            return (
                [calm(self.visit.translate("advice_page.open_one"), "◇")] if self.week.recommendations else []
            )
        target = self.tried.target if self.tried else None
        return [detail(self.visit, one, target=target, above=[*above, agreed_panel(self.visit, one)])]

    def coaches(self) -> Parts:
        """Who is away in the week, for who may change the timetable or decide."""
        may = {one: self.visit.may(one) for one in (Permission.BOOKING_EDIT, Permission.ADVICE_DECIDE)}
        if not any(may.values()) or self.visit.ports.programme is None:
            return []
        return [coach_panel(self.visit, self.asked.monday, may, ahead=self.is_ahead)]

    def rules(self) -> Parts:
        return [rules_panel(self.visit, self.week.rules, offers(self.visit.ports))]

    def find(self, key: str) -> Recommendation | None:
        return next((one for one in self.week.recommendations if one.id == key), None)

    def _column(self, column: Column) -> Sequence[Component]:
        t, number = self.visit.translate, column.day.day.weekday()
        heat = heat_layer(t, self.shown, self._halves(column))
        cards = cards_of(
            self.week.recommendations, column.space.id, number, may_move=self.may_decide, tried=self.tried
        )
        things: list[Entry | Card] = sorted([*column.entries, *cards], key=lambda one: (one.start, one.end))
        blocks: list[Component] = []
        for one, lane in zip(things, lanes([(one.start, one.end) for one in things]), strict=True):
            if isinstance(one, Entry):
                blocks.append(standing_block(self.shown, one, lane, t, leaving=self._leaves(one, number)))
            else:
                opened = one.one.id == (self.tried.key if self.tried else self.asked.open)
                blocks.append(proposal_block(self.shown, one, lane, t, opened=opened))
        return [*heat, *blocks]

    def _leaves(self, entry: Entry, weekday: int) -> bool:
        """Whether a proposal would take the session from where it is."""
        return any(
            one.source is not None
            and weekday in one.source.weekdays
            and one.parameters.get("series") == entry.session.series
            for one in self.week.recommendations
            if entry.session.series and one.state is State.PROPOSED
        )


def picture(visit: Visit, **more: str) -> Picture:
    """The week of the address, with what was asked for since in its place. Raises RefusedError, StoreError."""
    today = visit.ports.centre.day_of(visit.ports.clock())
    wanted = asked({**visit.query, **more}, visit.ports.centre, today)
    return Picture(visit, wanted, proposals(visit.ports, wanted.week))


def parts(shown: Picture) -> Mapping[str, Parts]:
    """Every place of the week, in the order of the page."""
    return {
        "head": shown.head(),
        "grid": shown.grid(),
        "opened": shown.opened(),
        "list": shown.list(),
        "coaches": shown.coaches(),
        "what-if": shown.what_if(),
        "rules": shown.rules(),
    }
