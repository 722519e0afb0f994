"""A figure as a person may see it."""

import pytest

from models.centre import SpaceId
from models.metric import METRICS
from models.metric.metric import Total
from models.metric.outcome import Outcome
from models.metric.shown import Standing, shown
from models.metric.sums import Sums
from models.utilisation import Utilisation


def measured(share: float) -> Sums:
    return Sums(
        use=Utilisation(
            seat_open_hours=1000,
            open_hours=10,
            seat_measured_hours=1000 * share,
            measured_hours=10 * share,
            person_hours=100,
        )
    )


@pytest.mark.parametrize(
    ("coverage", "standing"),
    [
        (1.0, Standing.PLAIN),
        (0.8, Standing.PLAIN),
        (0.799, Standing.FLAGGED),
        (0.5, Standing.FLAGGED),
        (0.499, Standing.HIDDEN),
    ],
)
def test_coverage_decides_how_a_rate_is_shown(coverage: float, standing: Standing) -> None:
    found = shown(METRICS["utilisation"], measured(coverage))
    assert (found.standing, found.coverage) == (standing, pytest.approx(coverage))
    assert (found.value is None) is (standing is Standing.HIDDEN)


def test_what_needs_no_sensor_is_shown_whatever_was_measured() -> None:
    sums = measured(0.1) + Sums(outcome=Outcome(promises=10, missed=1))
    assert shown(METRICS["no_show_rate"], sums).standing is Standing.PLAIN
    assert shown(METRICS["coverage"], sums).value == pytest.approx(0.1)
    assert shown(METRICS["open_hours"], sums).value == 10


def test_no_data_is_said_and_never_shown_as_zero() -> None:
    for metric in METRICS.values():
        found = shown(metric, Sums(spaces=frozenset({SpaceId("a")})))
        assert (found.value, found.standing) == (None, Standing.NO_DATA)


def test_a_figure_of_single_spaces_says_so_in_a_total() -> None:
    sums = measured(1) + Sums(spaces=frozenset({SpaceId("a"), SpaceId("b")}))
    alone = [metric for metric in METRICS.values() if metric.total is Total.NONE]
    assert alone
    assert {shown(metric, sums).standing for metric in alone} == {Standing.NOT_TOGETHER}
