"""No value ever becomes part of a query's text."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Window
from models.centre import SensorId
from models.store.flux import latest_query, window_query

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = Window(AT, AT + timedelta(days=1))
NAMES = st.lists(st.text(min_size=1), min_size=1, max_size=4, unique=True)


@given(st.text(), st.text(), NAMES, NAMES)
def test_the_text_depends_on_numbers_of_values_only(
    bucket: str, centre: str, sensors: list[str], measures: list[str]
) -> None:
    hostile = window_query(bucket, centre, [SensorId(s) for s in sensors], DAY, measures)
    plain = window_query(
        "b",
        "c",
        [SensorId(f"s{n}") for n, _ in enumerate(sensors)],
        DAY,
        [f"m{n}" for n, _ in enumerate(measures)],
    )
    assert hostile.text == plain.text
    assert set(hostile.params.values()) == {bucket, centre, *sensors, *measures, DAY.start, DAY.end}


def test_a_query_reads_like_this() -> None:
    query = latest_query("readings", "shijiawan", [SensorId("b"), SensorId("a")], AT)
    assert query.text == (
        "from(bucket: p_bucket) |> range(start: p_start, stop: p_stop)"
        " |> filter(fn: (r) => r.centre == p_centre and (r.sensor == p_sensor0 or r.sensor == p_sensor1))"
        ' |> last() |> keep(columns: ["_time", "_value", "_field", "_measurement", "sensor", "part"])'
    )
    assert (query.params["p_sensor0"], query.params["p_sensor1"]) == ("a", "b")
