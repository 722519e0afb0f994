"""A sensor's last day, as it is read rather than looked at."""

from datetime import timedelta

from dashboard.components.sensor_day import day_panel
from models.calendar import Window
from models.services.raw import Part, SensorDay
from models.services.sensors import sensors as known
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import EVENING, full, parts, text


def test_every_strip_and_line_of_a_sensors_day_is_a_table_as_well() -> None:
    visit = a_visit(ports=full()[0])
    row = known(visit.ports, EVENING).find("seniors-door")
    assert row is not None
    start = EVENING - timedelta(hours=2)
    window = Window(start, EVENING)
    points = [(start + timedelta(minutes=30 * n), value) for n, value in enumerate((3.0, 1.0, 7.0))]
    pieces = [Part(Window(start, start + timedelta(hours=1)), None), Part(window, 0.5)]
    panel = day_panel(visit, row, SensorDay(window=window, lines={"temperature": points}, parts=pieces))
    tables = [one for one in parts(panel) if type(one).__name__ == "Table"]
    heard, measured = (text(one) for one in tables)
    assert "not yet there" in heard
    assert "50 %" in heard
    assert all(value in measured for value in ("16:00", "1 °C", "3 °C", "17:00", "7 °C"))
