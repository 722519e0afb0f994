"""What a picture may show of some hours."""

import pytest

from models.metric import METRICS
from models.metric.metric import Total
from models.use_figures import BOOKED, CHOICES, coverage, figure, is_flagged, known
from models.utilisation import Utilisation

UTILISATION = METRICS["utilisation"]


def hours(measured: float, people: float = 5) -> Utilisation:
    return Utilisation(
        open_hours=10,
        measured_hours=measured,
        person_hours=people * measured,
        seat_open_hours=100,
        seat_measured_hours=10 * measured,
        booked_seat_hours=20,
    )


@pytest.mark.parametrize(
    ("measured", "shown", "flagged"), [(10, 0.5, False), (7, 0.5, True), (4, None, False)]
)
def test_what_is_measured_is_shown_flagged_or_hidden_by_its_coverage(
    measured: float, shown: float | None, flagged: bool
) -> None:
    use = hours(measured)
    assert known(UTILISATION, use) == shown
    assert is_flagged(UTILISATION, use) is flagged
    assert coverage(use) == measured / 10


def test_what_is_booked_needs_no_sensor() -> None:
    assert known(BOOKED, hours(0)) == 0.2


def test_nothing_open_is_no_data_and_never_nought() -> None:
    assert [known(metric, Utilisation()) for metric in (*CHOICES, BOOKED)] == [None] * 5


def test_entries_are_known_only_where_a_door_counts() -> None:
    use = Utilisation(measured_hours=1, open_hours=1, seat_measured_hours=1, seat_open_hours=1, entries=3)
    assert figure(METRICS["entries"], use).value is None
    assert figure(METRICS["entries"], use, counted=True).value == 3


def test_a_page_opens_with_a_figure_that_a_house_has_too() -> None:
    assert CHOICES[0].total is not Total.NONE
