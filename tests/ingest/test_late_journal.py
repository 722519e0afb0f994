"""A day that a late reading touched is worked out again, whenever the process that kept the reading was killed."""

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.late import LateDay
from ingest.late_journal import LateJournal
from ingest.spool import Spool
from models.calendar import CHINA, business_date
from models.centre import CentreId, SensorId, SpaceId
from models.db import open_database
from tests.brokers import Peer, running_broker
from tests.ingest.test_process import House
from tests.waiting import until

CENTRE, DOOR = CentreId("shijiawan"), SensorId("seniors-door")
NOBODY = "postgresql+psycopg://nobody@127.0.0.1:9/none"
"""Nothing listens there."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_broker(tmp_path) as broker:
        made = House(broker, tmp_path)
        try:
            yield made
        finally:
            made.kill()


def _left(house: House) -> list[LateDay]:
    with contextlib.closing(Spool(house.data / "spool" / "spool.db", owner=False)) as spool:
        return [day for _, day in LateJournal(spool, CENTRE).left()]


@pytest.mark.broker
def test_a_kill_while_the_database_was_away_forgets_no_day_that_a_late_reading_touched(house: House) -> None:
    at = datetime.now(UTC) - timedelta(days=3)
    day = business_date(at, CHINA)
    (house.folder / "data").mkdir()
    with Peer(house.broker.endpoint, "door", ()) as door:
        house.start(LINLI__DATABASE__URL=NOBODY)
        said = json.dumps({"ts": int(at.timestamp() * 1000), "seq": 1, "v": {"in": 7}}).encode()
        assert until(house.listens)
        door.publish("linli/shijiawan/seniors/door-1/up", said)
        assert until(lambda: house.settled() == 1)
    house.kill()
    assert _left(house) == [LateDay(CENTRE, DOOR, day)]
    house.start()
    assert until(lambda: not _left(house))
    days = open_database(f"sqlite:///{house.data}/centre.db").days(CENTRE)
    assert until(lambda: bool(days.within([SpaceId("seniors")], day, day)))
