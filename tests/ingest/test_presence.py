"""Every sensor is told of, also the one that never spoke."""

from ingest.presence import presences
from ingest.sequence import Run
from ingest.spool import Heard, Snapshot
from models.calendar import from_ns
from models.centre import SensorId
from models.health import Accounting, Presence
from tests.builders import a_centre, a_sensor

DOOR, OTHER = SensorId("door"), SensorId("other")
AT_NS = 1_700_000_000 * 10**9


def test_tells_of_every_sensor_what_the_spool_remembers_and_of_a_silent_one_nothing() -> None:
    centre = a_centre(sensors=[a_sensor("door"), a_sensor("other")])
    place = (centre.id, DOOR)
    snapshot = Snapshot(
        accounting=Accounting(),
        oldest_ns=None,
        heard={place: Heard(at_ns=AT_NS, online=True, vitals={"battery": 80.0})},
        runs={place: Run(top=9, received=7, missed=2)},
    )

    assert presences([centre], snapshot)[centre.id] == {
        DOOR: Presence(heard_at=from_ns(AT_NS), online=True, vitals={"battery": 80.0}, received=7, missed=2),
        OTHER: Presence(),
    }
