"""What is told of a sensor, in full at the desk and in short with the health message."""

from pathlib import Path

from ingest.presence import in_short, presence
from ingest.spool import Heard, Settlement, Spool
from models.calendar import from_ns
from models.centre import CentreId, SensorId
from models.health import Presence

PLACE = (CentreId("c"), SensorId("s"))


def _heard(spool: Spool, *heard: Heard) -> Presence:
    for one in heard:
        spool.settle(Settlement(heard={PLACE: one}))
    return presence(spool.snapshot(), PLACE)


def test_the_last_word_of_each_vital_and_every_count_is_told(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    assert presence(spool.snapshot(), PLACE) == Presence()
    spool.settle(Settlement(numbers=[(PLACE, 1, 0), (PLACE, 4, 0)]))
    told = _heard(
        spool,
        Heard(at_ns=10**18, vitals={"battery": 90, "firmware": "1.0"}),
        Heard(at_ns=2 * 10**18, vitals={"battery": 88}),
    )
    assert told == Presence(
        heard_at=from_ns(2 * 10**18), vitals={"battery": 88.0, "firmware": "1.0"}, received=2, missed=2
    )
    assert in_short(told).vitals == {"battery": 88.0}
    spool.close()


def test_who_measures_again_is_there_although_nobody_took_its_last_will_back(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    assert _heard(spool, Heard(at_ns=5), Heard(online=False)).online is False
    assert _heard(spool, Heard(at_ns=5)).online is False, "that was before it went"
    assert _heard(spool, Heard(at_ns=6)).online is True
    assert _heard(spool, Heard(online=False)).online is False
    spool.close()
