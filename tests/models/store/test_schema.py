"""What a store refuses, whichever adapter it is."""

from datetime import UTC, datetime

from models.centre import SensorId
from models.reading import Quality, Reading
from models.store.schema import QUALITIES, SeriesLimit, accepted

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_the_codes_of_the_qualities_never_change() -> None:
    assert list(QUALITIES) == [Quality.GOOD, Quality.UNCERTAIN, Quality.BAD]


def test_good_readings_pass_in_order_and_the_others_are_named() -> None:
    good = [Reading(SensorId("a"), "co2", AT, n) for n in range(3)]
    bad = [Reading(SensorId("A"), "co2", AT, 1), Reading(SensorId("a"), "no", AT, 1)]
    kept, error = accepted([good[0], bad[0], good[1], bad[1], good[2]])
    assert kept == good
    assert error is not None
    assert list(error.rejected) == bad
    assert "'A'" in str(error)
    assert accepted(good) == (good, None)


def test_a_device_that_invents_names_cannot_fill_the_store() -> None:
    limit = SeriesLimit(most=2)
    invented = [Reading(SensorId("view"), f"occupancy_count.region{n}", AT, n) for n in range(3)]

    kept, refusal = accepted(invented, limit)
    again, _ = accepted(invented[:2], limit)

    assert kept == again == invented[:2]
    assert refusal is not None
    assert refusal.rejected == (invented[2],)
    assert "view/occupancy_count.region2 would be more than 2" in str(refusal)
