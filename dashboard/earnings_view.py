"""What the page of earnings is asked, and what is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.link import link
from dashboard.page import Visit
from dashboard.use_question import Question, question
from models.centre import SpaceId
from models.metric.sums import Sums
from models.money.month import month_of
from models.services.earnings import Earnings, earnings
from models.sharing import SharingKey, key_in

OPENS_WITH = "last_month"
"""Books are kept by the month: the last whole one is what the page opens with."""


@dataclass(frozen=True, slots=True)
class EarningsView:
    """now, then: the period and, where one was asked for, the other."""

    visit: Visit
    asked: Question
    now: Earnings
    then: Earnings | None

    @property
    def name(self) -> str:
        """Of the space, or of the house."""
        return (
            space_name(self.visit, self.asked.space)
            if self.asked.space
            else self.visit.translate("use.house")
        )

    @property
    def sums(self) -> Sums:
        return self.now.of(self.asked.space)

    @property
    def spaces(self) -> list[SpaceId]:
        return [self.asked.space] if self.asked.space else [*self.visit.ports.centre.spaces]

    @property
    def key(self) -> SharingKey:
        """By what the house's costs were shared out at the end of the period."""
        return key_in(self.visit.ports.centre.sharing, month_of(self.asked.period.last))

    @property
    def known(self) -> bool:
        """Whether anything was written down in a month of the period."""
        house = self.now.house
        return bool(house.takings.takings_days or house.costs.cost_days)


def earnings_view(visit: Visit) -> EarningsView:
    """Raises StoreError."""
    asked = earnings_question(visit)
    then = earnings(visit.ports, asked.other) if asked.other else None
    return EarningsView(visit, asked, earnings(visit.ports, asked.period), then)


def earnings_question(visit: Visit) -> Question:
    query = {"period": OPENS_WITH, **visit.query}
    return question(query, visit.ports, visit.ports.centre.day_of(visit.ports.clock()))


def earnings_query(asked: Question) -> Mapping[str, str]:
    """The address of a question: its period is always told, for this page opens with another than the page of use."""
    return {**asked.query(), "period": asked.preset}


def space_name(visit: Visit, space: SpaceId) -> str:
    return visit.translate.name(visit.ports.centre.spaces[space].name)


def ledger_link(view: EarningsView, **such: str) -> str:
    """The entries behind something: those of the period's days."""
    period = view.asked.period
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return link(view.visit, "ledger", **days, **such)
