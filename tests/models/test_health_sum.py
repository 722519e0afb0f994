"""Several ingest processes as one: nothing is counted twice, and the worst of them is not hidden."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.centre import CentreId, SensorId
from models.health import Accounting, IngestHealth, Presence
from models.health_sum import account_sum, health_sum
from models.message import Message
from tests.builders import NOON

CENTRE, DOOR, WINDOW = CentreId("test"), SensorId("door"), SensorId("window")
amounts = st.integers(0, 1000)
reasons = st.dictionaries(st.sampled_from(["not_json", "spool_full"]), amounts)


@st.composite
def accounts(draw: st.DrawFn) -> Accounting:
    made = Accounting(
        stored=draw(amounts),
        duplicate=draw(amounts),
        spooled=draw(amounts),
        dead=draw(reasons),
        shed=draw(reasons),
    )
    return replace(made, received=-made.missing)


@given(st.lists(accounts(), min_size=1, max_size=4))
def test_balanced_accounts_make_a_balanced_sum(parts: list[Accounting]) -> None:
    whole = account_sum(parts)
    assert whole.balanced
    assert whole.received == sum(part.received for part in parts)
    assert sum(whole.dead.values()) == sum(sum(part.dead.values()) for part in parts)


def test_a_hole_in_one_account_is_a_hole_in_the_sum() -> None:
    assert account_sum([Accounting(received=3, stored=3), Accounting(received=5, stored=4)]).missing == 1


def a_health(**values: object) -> IngestHealth:
    plain = IngestHealth(at=NOON, started_at=NOON, accounting=Accounting(), connected=True)
    return replace(plain, **values)  # type: ignore[arg-type]


def test_one_alone_is_itself() -> None:
    health = a_health(spool_bytes=7)
    assert health_sum([health]) is health


def test_of_conditions_and_instants_the_worst_counts() -> None:
    older = NOON - timedelta(minutes=9)
    fault = Message("ingest.fault.lagging")
    well = a_health(
        canary_at=NOON,
        canary_ms=3.0,
        disk_free_bytes=900,
        spool_bytes=10,
        possible_gaps=1,
        passed_over=2,
        strangers=2,
    )
    sick = a_health(
        at=older,
        connected=False,
        canary_at=older,
        canary_ms=80.0,
        oldest_spooled_at=older,
        disk_free_bytes=100,
        spool_bytes=5,
        paused=True,
        passed_over=3,
        strangers=1,
        store_faults={CENTRE: "away"},
        faults=(fault,),
    )

    for both in ((well, sick), (sick, well)):
        whole = health_sum(both)
        assert (whole.at, whole.canary_at, whole.canary_ms) == (older, older, 80.0)
        assert (whole.connected, whole.paused, whole.healthy) == (False, True, False)
        assert (whole.oldest_spooled_at, whole.disk_free_bytes, whole.spool_bytes) == (older, 100, 15)
        assert (whole.passed_over, whole.strangers) == (5, 3)
        assert (whole.store_faults, whole.faults, whole.possible_gaps) == ({CENTRE: "away"}, (fault,), 1)
    assert health_sum([well, a_health()]).canary_at is None, "one has never heard itself"
    assert health_sum([sick, sick]).faults == (fault,), "said once"


def test_a_sensor_is_told_of_by_the_process_that_hears_it() -> None:
    heard = Presence(heard_at=NOON, online=True, received=4)
    before = Presence(heard_at=NOON - timedelta(days=1), received=9)
    left = a_health(sensors={CENTRE: {DOOR: heard, WINDOW: Presence()}})
    right = a_health(sensors={CENTRE: {DOOR: before, WINDOW: heard}})

    assert health_sum([left, right]).sensors == {CENTRE: {DOOR: heard, WINDOW: heard}}
