"""What is known of each sensor's voice, as health tells it."""

from collections.abc import Iterable, Mapping

from ingest.sequence import Run
from ingest.spool import Heard, Snapshot
from models.calendar import from_ns
from models.centre import Centre, CentreId, SensorId
from models.health import Presence


def presences(
    centres: Iterable[Centre], snapshot: Snapshot
) -> Mapping[CentreId, Mapping[SensorId, Presence]]:
    """Every known sensor, also the one that was never heard."""
    return {
        centre.id: {
            sensor: _presence(snapshot.heard.get((centre.id, sensor)), snapshot.runs.get((centre.id, sensor)))
            for sensor in centre.sensors
        }
        for centre in centres
    }


def _presence(heard: Heard | None, run: Run | None) -> Presence:
    if heard is None:
        return Presence()
    return Presence(
        heard_at=from_ns(heard.at_ns) if heard.at_ns else None,
        online=heard.online,
        vitals=heard.vitals,
        received=run.received if run else 0,
        missed=run.missed if run else 0,
    )
