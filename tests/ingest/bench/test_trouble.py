"""What is lost while the store is in trouble: counted against what is stored and what is kept."""

from contextlib import closing

import pytest

from ingest.bench.rivals import aftermaths
from ingest.bench.trouble import OLD_EVERY, RATE, Aftermath


def test_what_is_neither_stored_nor_kept_is_lost() -> None:
    assert Aftermath(trouble="away", name="somebody", sent=100, stored=70, kept=20).lost == 10


@pytest.mark.slow
@pytest.mark.broker
@pytest.mark.influx
def test_what_influxdb_refuses_for_good_is_a_dead_letter_of_ours_and_all_else_is_stored() -> None:
    with closing(aftermaths(1.0)) as found:
        ours = next(found)

    refused = int(RATE) // OLD_EVERY
    assert ours.name == "ingest into InfluxDB"
    assert (ours.sent, ours.stored, ours.kept, ours.lost) == (int(RATE), int(RATE) - refused, refused, 0)
