"""What becomes of readings when the server answers anything but yes."""

import json
import math
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from models.calendar import Window
from models.centre import SensorId
from models.ports import SensorStore, StoreDeniedError, StoreRejectedError, StoreUnavailableError
from models.reading import Reading
from models.store import open_store
from models.store.influx import InfluxStore
from models.store.influx_address import influx_address
from models.store.line_protocol import line
from tests.http_server import Answer, Asked, Script, Scripted, scripted_server
from tests.ports import free_port

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = Window(AT, AT + timedelta(days=1))
DOOR = SensorId("gym-door")
TOKEN = "token-that-nobody-may-read"


def batch(count: int) -> list[Reading]:
    return [Reading(DOOR, "people_in_total", AT + timedelta(seconds=n), n) for n in range(count)]


def refusal(status: int, message: str = "unable to parse") -> Answer:
    return Answer(status, json.dumps({"code": "invalid", "message": message}).encode())


def refuses(*bad: Reading, status: int = 400) -> Script:
    """Answers as InfluxDB does: one bad line and the whole request is refused."""
    lines = {line("shijiawan", reading) for reading in bad}
    return lambda asked: refusal(status) if lines & set(asked.body.split(b"\n")) else Answer()


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted_server(lambda _: Answer()) as scripted:
        yield scripted


@pytest.fixture
def store(server: Scripted) -> Iterator[SensorStore]:
    opened = open_store(f"influx://127.0.0.1:{server.port}/linli/readings", "shijiawan", token=TOKEN)
    yield opened
    opened.close()


def written(server: Scripted, script: Script) -> set[bytes]:
    """The lines of the requests that the script said yes to."""
    return {text for asked in server.asked if script(asked).status == 204 for text in asked.body.split(b"\n")}


def lines(readings: list[Reading]) -> set[bytes]:
    return {line("shijiawan", reading) for reading in readings}


def test_readings_go_out_as_lines_of_nanoseconds_a_thousand_at_a_time(
    server: Scripted, store: SensorStore
) -> None:
    readings = batch(2_500)
    store.write(readings)
    assert [asked.body.count(b"\n") + 1 for asked in server.asked] == [1000, 1000, 500]
    assert b"\n".join(asked.body for asked in server.asked).split(b"\n") == [
        line("shijiawan", reading) for reading in readings
    ]
    assert all("precision=ns" in asked.path and "bucket=readings" in asked.path for asked in server.asked)
    assert server.asked[0].headers["Authorization"] == f"Token {TOKEN}"


@pytest.mark.parametrize("status", [400, 422])
def test_the_lines_at_fault_are_named_and_all_others_written(
    server: Scripted, store: SensorStore, status: int
) -> None:
    readings = batch(1_000)
    bad = [readings[0], readings[333], readings[999]]
    server.script = refuses(*bad, status=status)
    with pytest.raises(StoreRejectedError, match="unable to parse") as caught:
        store.write(readings)
    assert list(caught.value.rejected) == bad
    assert written(server, server.script) == lines([r for r in readings if r not in bad])


def test_one_bad_line_of_a_thousand_costs_few_requests(server: Scripted, store: SensorStore) -> None:
    readings = batch(1_000)
    server.script = refuses(readings[700])
    with pytest.raises(StoreRejectedError):
        store.write(readings)
    assert len(server.asked) <= 1 + 2 * math.ceil(math.log2(1_000))


def test_a_request_too_large_is_halved(server: Scripted, store: SensorStore) -> None:
    def at_most_100(asked: Asked) -> Answer:
        return Answer(413) if asked.body.count(b"\n") >= 100 else Answer()

    server.script = at_most_100
    store.write(batch(1_000))
    assert written(server, at_most_100) == lines(batch(1_000))


def test_a_refused_reading_and_one_that_never_left_are_named_together(
    server: Scripted, store: SensorStore
) -> None:
    readings = [*batch(3), Reading(DOOR, "no_such_measure", AT, 1)]
    server.script = refuses(readings[1])
    with pytest.raises(StoreRejectedError) as caught:
        store.write(readings)
    assert set(caught.value.rejected) == {readings[1], readings[3]}


@pytest.mark.parametrize("status", [401, 403, 404, 408, 429, 500, 502, 503, 504])
def test_any_other_answer_keeps_everything_and_is_asked_once(
    server: Scripted, store: SensorStore, status: int
) -> None:
    server.script = lambda _: refusal(status, "not now")
    with pytest.raises(StoreUnavailableError, match=f"{status}: not now") as caught:
        store.write(batch(10))
    assert len(server.asked) == 1
    assert TOKEN not in str(caught.value)
    with pytest.raises(StoreUnavailableError):
        store.read([DOOR], DAY)


@pytest.mark.parametrize(
    ("status", "denied"), [(401, True), (403, True), (404, True), (429, False), (503, False)]
)
def test_a_server_that_does_not_let_us_in_is_told_from_one_that_is_busy(
    server: Scripted, store: SensorStore, status: int, denied: bool
) -> None:
    server.script = lambda _: refusal(status, "no")
    with pytest.raises(StoreUnavailableError) as caught:
        store.write(batch(1))
    assert isinstance(caught.value, StoreDeniedError) is denied


def test_a_proxys_page_is_no_verdict_on_readings(server: Scripted, store: SensorStore) -> None:
    server.script = lambda _: Answer(400, b"<html>Bad Request</html>")
    with pytest.raises(StoreUnavailableError, match="400"):
        store.write(batch(10))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("3600", 60.0), ("-1", 0.0), ("soon", 0.0), ("Sun, 22 Nov 2026 08:00:00 GMT", 0.0)],
)
def test_the_pause_that_the_server_asks_for_is_told_within_reason(
    server: Scripted, store: SensorStore, header: str, seconds: float
) -> None:
    server.script = lambda _: Answer(429, headers={"Retry-After": header})
    with pytest.raises(StoreUnavailableError) as caught:
        store.write(batch(1))
    assert caught.value.retry_after_s == seconds
    assert len(server.asked) == 1


def test_nobody_listening_is_unavailable() -> None:
    store = open_store(f"influx://127.0.0.1:{free_port()}/linli/readings", "shijiawan")
    with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1"):
        store.write(batch(1))
    with pytest.raises(StoreUnavailableError):
        store.latest([DOOR], AT)
    store.close()


def test_a_server_that_never_answers_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = influx_address(f"influx://127.0.0.1:{silent.getsockname()[1]}/linli/readings")
        store = InfluxStore(address, "shijiawan", token=TOKEN, timeout_ms=(200, 200))
        with pytest.raises(StoreUnavailableError, match="timed out"):
            store.write(batch(1))
        store.close()


ROWS = b"""#datatype,string,long,dateTime:RFC3339,double,string,string,string
#group,false,false,false,false,true,true,true
#default,_result,,,,,,
,result,table,_time,_value,_field,_measurement,sensor
,,0,2026-11-22T04:00:00Z,1,value,battery,gym-door
,,1,2026-11-22T04:00:00Z,0,quality,battery,gym-door
"""


def test_a_whole_answer_is_read(server: Scripted, store: SensorStore) -> None:
    server.script = lambda _: Answer(200, ROWS)
    assert store.read([DOOR], DAY) == [Reading(DOOR, "battery", AT, 1.0)]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, ROWS, cut=len(ROWS) - 60),
        Answer(200, ROWS, cut=0),
        Answer(200, ROWS + b"\n,error,reference\n,cursor closed,1\n"),
        Answer(400, b'{"code":"invalid","message":"compilation failed"}'),
    ],
    ids=["cut in a row", "cut at once", "error table", "bad query"],
)
def test_a_broken_answer_is_unavailable_and_never_shorter(
    server: Scripted, store: SensorStore, answer: Answer
) -> None:
    server.script = lambda _: answer
    with pytest.raises(StoreUnavailableError):
        store.read([DOOR], DAY)


def test_a_server_that_stored_and_died_may_be_asked_again(server: Scripted, store: SensorStore) -> None:
    server.script = lambda _: Answer(200, b"x", cut=0)
    with pytest.raises(StoreUnavailableError):
        store.write(batch(2))
    server.script = lambda _: Answer()
    store.write(batch(2))
    assert server.asked[0].body == server.asked[1].body
