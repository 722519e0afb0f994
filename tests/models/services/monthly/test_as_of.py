"""Until when a period is read."""

from datetime import date, timedelta

from models.metric.period import month_of
from models.services.monthly.as_of import as_of
from tests.measured import local
from tests.monthly import a_month_house

APRIL = date(2026, 4, 1)


def test_a_month_that_runs_is_read_up_to_the_last_quarter_hour_and_one_that_is_over_to_its_end() -> None:
    noon = local(12, 14, day=date(2026, 4, 10))
    running = a_month_house(APRIL, clock=lambda: noon)
    assert as_of(running, month_of(APRIL)) == noon - timedelta(minutes=14)
    assert as_of(a_month_house(APRIL), month_of(APRIL)) == local(4, day=date(2026, 5, 1))
