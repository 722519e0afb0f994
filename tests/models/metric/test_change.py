"""Changes against another period."""

import pytest

from models.metric.change import alike, change
from models.metric.metric import Unit
from models.utilisation import Utilisation


@pytest.mark.parametrize(
    ("unit", "now", "then", "told"),
    [
        (Unit.SHARE, 0.4, 0.5, -0.1),
        (Unit.VISITS, 110, 100, 0.1),
        (Unit.VISITS, 90, 100, -0.1),
        (Unit.FEN, 5, 0, None),
        (Unit.FEN, 5, -20, None),
        (Unit.HOURS, None, 3, None),
        (Unit.HOURS, 3, None, None),
    ],
)
def test_shares_change_by_points_and_everything_else_by_a_share_of_what_it_was(
    unit: Unit, now: float | None, then: float | None, told: float | None
) -> None:
    assert change(unit, now, then) == (told if told is None else pytest.approx(told))


def test_periods_are_alike_where_about_as_much_was_measured() -> None:
    whole, shorter, part = (Utilisation(measured_hours=hours) for hours in (310, 280, 200))
    assert alike(whole, shorter)
    assert not alike(whole, part)
    assert not alike(whole, Utilisation())
