"""Only who knows the token is answered, a GET changes nothing, and a refusal is told without a stack trace."""

import http.client
from collections.abc import Iterator
from typing import Any

import pytest

from ingest.desk.counter import Counter, body_length
from ingest.metrics import MetricsServer
from models.centre import CentreId
from models.desk import DeskError
from models.feed.desk import HttpDesk
from models.feed.desk_calls import CALLS, MAX_BODY, Nothing, OfCentre, Refusal, decoded, encoded
from tests.ingest.test_metrics import HEALTH

TOKEN = "of-the-tests"
BEARER = f"Bearer {TOKEN}"


def _fails(_asked: object) -> object:
    raise ZeroDivisionError("secret details")


ANSWERS: dict[str, Any] = {
    "strangers": lambda _asked: [],
    "profile_text": lambda asked: f"text of {asked.name}",
    "reload": lambda _asked: None,
    "sensors": _fails,
}


def _refusal(counter: Counter, *request: Any) -> tuple[int, str]:
    status, _, body = counter.answer(*request)
    return status, decoded(body, Refusal).key


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer ärger"]
)
def test_who_does_not_know_the_token_learns_nothing(authorization: str) -> None:
    counter = Counter(ANSWERS, TOKEN)
    assert _refusal(counter, "GET", "/desk/strangers", authorization, b"") == (401, "desk.refused")
    assert _refusal(counter, "GET", "/desk/nonsense", authorization, b"") == (401, "desk.refused")


def test_without_a_token_nobody_is_answered() -> None:
    assert _refusal(Counter(ANSWERS, ""), "GET", "/desk/strangers", "Bearer ", b"")[0] == 401


@pytest.mark.parametrize(
    ("method", "target", "body", "status", "key"),
    [
        ("GET", "/desk/reload", b"", 405, "desk.unknown_call"),
        ("POST", "/desk/strangers", b"{}", 405, "desk.unknown_call"),
        ("GET", "/desk/", b"", 404, "desk.unknown_call"),
        ("GET", "/desk/profiles", b"", 404, "desk.unknown_call"),
        ("GET", "/desk/profile_text", b"", 400, "desk.malformed"),
        ("GET", "/desk/profile_text?arguments=%7B%22name%22:1%7D", b"", 400, "desk.malformed"),
        ("POST", "/desk/reload", b"\xff", 400, "desk.malformed"),
        ("POST", "/desk/reload", b"[" * 100_000, 400, "desk.malformed"),
        ("GET", "/desk/sensors?arguments=%7B%22centre%22:%22c%22%7D", b"", 500, "desk.failed"),
    ],
)
def test_a_refusal_names_its_key_and_nothing_of_the_inside(
    method: str, target: str, body: bytes, status: int, key: str
) -> None:
    told, _, answer = Counter(ANSWERS, TOKEN).answer(method, target, BEARER, body)
    assert (told, decoded(answer, Refusal).key) == (status, key)
    assert b"secret" not in answer
    assert b"Traceback" not in answer


def test_nothing_that_changes_anything_is_asked_by_get() -> None:
    changing = {"dismiss", "replay_dead", "drop_dead", "replay", "keep_profile", "reload"}
    assert {name for name, call in CALLS.items() if call.changes} == changing
    assert all(CALLS[name].method == "POST" for name in changing)


def test_a_body_is_read_only_when_its_length_is_said_and_small() -> None:
    assert body_length(None) is None
    assert body_length("x") is None
    assert body_length("-1") is None
    assert body_length(str(MAX_BODY + 1)) is None
    assert body_length("12") == 12


@pytest.fixture
def server() -> Iterator[MetricsServer]:
    made = MetricsServer("127.0.0.1", 0, lambda: HEALTH, Counter(ANSWERS, TOKEN))
    made.start()
    yield made
    made.stop()


def _desk(server: MetricsServer, token: str = TOKEN) -> HttpDesk:
    return HttpDesk(f"http://127.0.0.1:{server.port}", token, shard=3, timeout_s=5)


def test_the_client_and_the_counter_understand_each_other(server: MetricsServer) -> None:
    desk = _desk(server)
    assert desk.strangers() == []
    assert desk.profile_text('milesight "ä"') == 'text of milesight "ä"'
    desk.reload()
    with pytest.raises(DeskError) as caught:
        desk.sensors(CentreId("c"))
    assert caught.value.message.key == "desk.failed"
    with pytest.raises(DeskError) as caught:
        _desk(server, "wrong").reload()
    assert caught.value.message.key == "desk.refused"


def test_a_body_that_is_too_long_is_refused_before_it_is_read(server: MetricsServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.putrequest("POST", "/desk/reload")
    connection.putheader("Content-Length", str(10**12))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_the_other_routes_want_no_token_and_know_no_post(server: MetricsServer) -> None:
    for method, path, status in (("GET", "/healthz", 200), ("POST", "/healthz", 404), ("GET", "/", 404)):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.request(method, path, b"" if method == "POST" else None)
        assert connection.getresponse().status == status
        connection.close()


def test_arguments_survive_the_wire() -> None:
    for asked in (Nothing(), OfCentre(CentreId("c"))):
        assert decoded(encoded(asked), type(asked)) == asked
