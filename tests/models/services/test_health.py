"""Health: the books as columns that add up, silence by interval, old words called old."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.health import Accounting, IngestHealth, Presence
from models.ports import Ports
from models.services.health import Health, columns, health
from tests.builders import NOON, a_centre, a_sensor, some_ports
from tests.fakes import accepted

COUNTS = st.integers(0, 10**9)
REASONS = st.dictionaries(st.sampled_from(["not_json", "unknown_device", "too_large"]), COUNTS)


def says(**parts: object) -> IngestHealth:
    known: dict[str, object] = {"at": NOON, "started_at": NOON, "accounting": Accounting(), "connected": True}
    return IngestHealth(**(known | parts))  # type: ignore[arg-type]


def seen(ingest: IngestHealth | None, ports: Ports | None = None) -> Health:
    return health(replace(ports or some_ports(), ingest=lambda: ingest), NOON)


def test_an_ingestor_that_never_spoke_is_none_and_not_healthy_zeros() -> None:
    found = seen(None)
    assert found.ingest is None
    assert not found.fresh
    assert found.columns == ()


def test_a_word_that_is_half_a_minute_old_is_old() -> None:
    assert seen(says(at=NOON - timedelta(seconds=30))).fresh
    assert not seen(says(at=NOON - timedelta(seconds=31))).fresh


@given(stored=COUNTS, duplicate=COUNTS, spooled=COUNTS, dead=REASONS, shed=REASONS)
def test_the_columns_add_up_to_what_was_received(
    stored: int, duplicate: int, spooled: int, dead: dict[str, int], shed: dict[str, int]
) -> None:
    books = Accounting(stored=stored, duplicate=duplicate, spooled=spooled, dead=dead, shed=shed)
    total = sum(column.messages for column in columns(says(accounting=books)))
    assert replace(books, received=total).balanced


def test_a_sensor_is_silent_after_three_of_its_intervals() -> None:
    heard = {"fast": NOON - timedelta(seconds=31), "slow": NOON - timedelta(seconds=31), "never": None}
    ports = some_ports(a_centre(sensors=[a_sensor(k, interval_s=10 if k == "fast" else 600) for k in heard]))
    present = {"test": {key: Presence(heard_at=at) for key, at in heard.items()}}
    found = seen(says(sensors=present), ports)
    assert {line.sensor.id: line.silent for line in found.sensors} == {
        "fast": True,
        "slow": False,
        "never": True,
    }
    assert found.silent == 2


def test_a_device_that_says_offline_is_silent_however_fresh() -> None:
    found = seen(says(sensors={"test": {"gym-door": Presence(heard_at=NOON, online=False)}}))
    assert found.sensors[0].silent


def test_the_wait_of_the_oldest_message_is_told() -> None:
    assert seen(says(oldest_spooled_at=NOON - timedelta(seconds=90))).backlog == timedelta(seconds=90)
    assert seen(says()).backlog == timedelta(0)


def test_days_that_rest_on_a_guess_are_counted() -> None:
    assert seen(None).provisional_days == 60


def test_a_sensor_that_people_accepted_is_on_the_list_beside_those_of_the_file() -> None:
    ports = replace(some_ports(), accepted=accepted(a_sensor("new-door")))
    present = {"test": {"new-door": Presence(heard_at=NOON)}}
    told = {line.sensor.id: line.silent for line in seen(says(sensors=present), ports).sensors}
    assert told == {"gym-door": True, "new-door": False}
