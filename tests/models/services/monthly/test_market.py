"""A centre's streets in a month; what they tell is tested with their sheet."""

from datetime import date

from models.metric.period import month_of
from models.services.monthly.market import market_inputs
from tests.monthly import a_month_house

APRIL = date(2026, 4, 1)


def test_a_house_without_a_market_has_no_street() -> None:
    assert market_inputs(a_month_house(APRIL), month_of(APRIL)).streets == ()
