"""Cells of figures: plain, flagged, or absent and why."""

from models.centre import SpaceId
from models.metric import METRICS
from models.metric.metric import Unit
from models.metric.sums import Sums
from models.report.figure import count, figure, measured
from models.report.sheet import Absent
from models.utilisation import Utilisation


def use(measured_hours: float) -> Sums:
    return Sums(
        use=Utilisation(
            open_hours=10,
            measured_hours=measured_hours,
            person_hours=20,
            seat_open_hours=100,
            seat_measured_hours=10 * measured_hours,
        )
    )


def test_coverage_decides_whether_a_figure_is_shown_flagged_or_hidden() -> None:
    plain, flagged, hidden = (figure(METRICS["person_hours"], use(hours)) for hours in (9, 7, 4))
    assert (plain.number, plain.is_flagged, plain.coverage) == (20, False, 0.9)
    assert (flagged.number, flagged.is_flagged) == (20, True)
    assert (hidden.number, hidden.absent, hidden.coverage) == (None, Absent.HIDDEN, 0.4)


def test_what_is_not_known_is_no_data_and_not_0() -> None:
    assert figure(METRICS["person_hours"], Sums()).absent is Absent.NO_DATA
    assert measured(None).absent is Absent.NO_DATA
    assert count(None).absent is Absent.NO_DATA
    assert count(0).count == 0


def test_a_figure_of_one_space_is_not_told_of_several() -> None:
    two = Sums(spaces=frozenset({SpaceId("a"), SpaceId("b")}), use=use(9).use)
    assert figure(METRICS["mean_people"], two).absent is Absent.NOT_TOGETHER


def test_what_is_counted_one_by_one_stays_whole() -> None:
    assert measured(12.4, Unit.FEN).count == 12
    assert measured(12.4, Unit.PERSON_HOURS).number == 12.4
