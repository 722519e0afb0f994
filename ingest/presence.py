"""What the spool remembers of a sensor -> models.health.Presence."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ingest.spool import Heard, Snapshot
from models.calendar import from_ns
from models.centre import Centre, CentreId, SensorId
from models.completeness import Run
from models.health import Presence


def presence(snapshot: Snapshot, place: tuple[CentreId, SensorId]) -> Presence:
    """Of a sensor that was never heard, too."""
    heard, run = snapshot.heard.get(place, Heard()), snapshot.runs.get(place, Run())
    return Presence(
        heard_at=from_ns(heard.at_ns) if heard.at_ns else None,
        online=heard.online,
        vitals={
            key: float(word) if isinstance(word, int | float) else word for key, word in heard.vitals.items()
        },
        received=run.received,
        missed=run.missed,
    )


IN_SHORT = ("battery",)
"""What the health message carries of the vitals: it goes to every dashboard every few seconds, and a broker drops long ones."""


def in_short(present: Presence) -> Presence:
    """With few of its vitals; the others can be asked at the desk."""
    return replace(present, vitals={key: present.vitals[key] for key in IN_SHORT if key in present.vitals})


def presences(
    centres: Iterable[Centre], snapshot: Snapshot
) -> Mapping[CentreId, Mapping[SensorId, Presence]]:
    """Every known sensor in short, also the one that was never heard."""
    return {
        centre.id: {sensor: in_short(presence(snapshot, (centre.id, sensor))) for sensor in centre.sensors}
        for centre in centres
    }
