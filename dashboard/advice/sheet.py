"""The proposals of a week as rows of a CSV file."""

from collections.abc import Sequence

from dashboard.components.advice_words import clock_words, message_words, space_words, weekday_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan_cell
from models.advice.recommendation import Outcome, Recommendation
from models.expectation import Evidence, Expected

Rows = list[list[Cell]]


def week_rows(visit: Visit, week: str, shown: Sequence[Recommendation]) -> Rows:
    """One row for each proposal; what nothing is known of is empty, money is a decimal number of yuan."""
    t = visit.translate
    head: list[Cell] = [t(f"advice_page.sheet.{name}") for name in ("id", "action", "space", "days", "hours")]
    head += [t(f"advice_page.sheet.{name}") for name in ("first", "weeks", "state", "value", "cost")]
    for outcome in Outcome:
        name = t(f"advice_page.outcome.{outcome}")
        head += [f"{name} {t(f'advice_page.sheet.{part}')}" for part in ("low", "mean", "high")]
    head.append(t("advice_page.sheet.why"))
    return [[t("advice_page.sheet.week"), week], [], head, *(_row(visit, one) for one in shown)]


def _row(visit: Visit, one: Recommendation) -> list[Cell]:
    t, target = visit.translate, one.target
    row: list[Cell] = [
        one.id,
        t(f"advice.action.{one.action}"),
        space_words(visit, target.space),
        weekday_words(t, target),
        clock_words(target),
        target.first.isoformat(),
        target.weeks,
        t(f"advice_page.state.{one.state}"),
        one.value,
        yuan_cell(one.cost_fen),
    ]
    for outcome in Outcome:
        row += _expected(outcome, one.effect.get(outcome))
    return [*row, _why(t, one)]


def _expected(outcome: Outcome, one: Expected | None) -> list[Cell]:
    if one is None or one.evidence is Evidence.NONE:
        return [None, None, None]
    numbers = (one.low, one.mean, one.high)
    if outcome is Outcome.CONTRIBUTION_FEN:
        return [yuan_cell(round(number)) for number in numbers]
    return list(numbers)


def _why(t: Translate, one: Recommendation) -> str:
    return " ".join(message_words(t, message) for message in one.why)
