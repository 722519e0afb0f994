"""What an ingestor that is away, strange or of another version becomes at the dashboard."""

import pytest

from models.desk import DeadFilter, DeskError
from models.feed.desk import HttpDesk
from tests.http_server import Answer, scripted_server
from tests.ports import free_port


def _key(desk: HttpDesk) -> str:
    with pytest.raises(DeskError) as caught:
        desk.replay_dead(DeadFilter())
    assert "secret" not in str(caught.value)
    return caught.value.message.key


def test_an_ingestor_that_is_away_is_unreachable() -> None:
    assert _key(HttpDesk(f"http://127.0.0.1:{free_port()}", "secret", timeout_s=2)) == "desk.unreachable"


@pytest.mark.parametrize("body", [b"<html>", b"{}", b"[]", b"\xff", b"[" * 100_000])
@pytest.mark.parametrize("status", [200, 502])
def test_an_answer_that_is_none_of_ours_is_malformed(status: int, body: bytes) -> None:
    with scripted_server(lambda _asked: Answer(status, body)) as server:
        assert _key(HttpDesk(f"http://127.0.0.1:{server.port}", "secret", timeout_s=5)) == "desk.malformed"
        assert server.asked[0].headers["Authorization"] == "Bearer secret"


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    with scripted_server(lambda _asked: Answer(200, b"12345", cut=2)) as server:
        assert _key(HttpDesk(f"http://127.0.0.1:{server.port}", "secret", timeout_s=5)) == "desk.unreachable"


def test_too_much_is_not_even_sent() -> None:
    desk = HttpDesk("http://127.0.0.1:1", "secret")
    with pytest.raises(DeskError) as caught:
        desk.keep_profile("x", "y" * 2_000_000)
    assert caught.value.message.key == "desk.too_large"
