"""What a report of one's own may be asked for, and how much of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.metric import METRICS
from models.report.own.choice import MOST_DAYS, MOST_METRICS, MOST_SPACES, OwnChoice, fault, needs_money
from models.report.own.span import FIXED
from tests.builders import a_centre, a_space

TODAY = date(2026, 11, 23)
CENTRE = a_centre([a_space("gym"), a_space("hall")])
FINE = OwnChoice(metrics=("person_hours",))
LONG = replace(FINE, span=FIXED, first=TODAY - timedelta(days=MOST_DAYS - 1), last=TODAY)


def wrong(choice: OwnChoice, spaces: int = 0) -> str:
    centre = a_centre([a_space(f"s{n}") for n in range(spaces)]) if spaces else CENTRE
    told = fault(choice, centre, TODAY)
    return "" if told is None else told.key.removeprefix("refused.own.")


def test_what_is_fine_has_no_fault_up_to_its_limits() -> None:
    assert wrong(FINE) == wrong(LONG) == wrong(FINE, MOST_SPACES) == ""
    assert wrong(replace(FINE, metrics=tuple(METRICS)[:MOST_METRICS])) == ""


@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        (OwnChoice(metrics=()), "no_metric"),
        (OwnChoice(metrics=("person_hours", "magic")), "no_such_metric"),
        (replace(FINE, spaces=("gym", "moon")), "no_such_space"),  # type: ignore[arg-type]
        (replace(FINE, span="soon"), "no_period"),
        (replace(FINE, span=FIXED), "no_period"),
        (replace(FINE, span=FIXED, first=TODAY, last=TODAY - timedelta(days=1)), "no_period"),
        (replace(FINE, span=FIXED, first=date(1026, 1, 1), last=TODAY), "no_period"),
        (OwnChoice(metrics=tuple(METRICS)[: MOST_METRICS + 1]), "many_metrics"),
        (replace(LONG, last=TODAY + timedelta(days=1)), "many_days"),
    ],
)
def test_what_is_wrong_is_named(choice: OwnChoice, fault: str) -> None:
    assert wrong(choice) == fault


def test_too_many_spaces_are_told_with_their_number_also_where_none_was_chosen() -> None:
    assert wrong(FINE, MOST_SPACES + 1) == "many_spaces"


@pytest.mark.parametrize(
    ("metrics", "money"),
    [(("person_hours",), False), (("person_hours", "cost_recovery"), True), (("fare",), True)],
)
def test_money_is_known_as_such_whatever_its_unit_and_its_area(metrics: tuple[str, ...], money: bool) -> None:
    assert needs_money(OwnChoice(metrics=metrics)) is money
