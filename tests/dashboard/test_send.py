"""`./linli send` over a real broker: what it took arrives, what it refused is said."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.send import main, sent
from tests.brokers import Peer, RunningBroker, running_broker

TOPIC = "linli/shijiawan/seniors/door-1/up"

pytestmark = pytest.mark.broker


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningBroker]:
    with running_broker(tmp_path) as running:
        monkeypatch.setenv("LINLI_LANG", "en")
        monkeypatch.setenv("LINLI__BROKER__URL", f"mqtt://127.0.0.1:{running.endpoint.port}")
        monkeypatch.setenv("LINLI__BROKER__USERNAME", running.endpoint.username)
        monkeypatch.setenv("LINLI__BROKER__PASSWORD", running.endpoint.password)
        yield running


def test_a_message_that_the_broker_took_arrives(
    broker: RunningBroker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Peer(broker.endpoint, "listener", (TOPIC,)) as listener:
        listener.ready()
        assert main(["--data-dir", str(tmp_path), TOPIC, '{"v": {"in": 1}}']) == 0
        assert [(m.payload, m.qos) for m in listener.take(1)] == [(b'{"v": {"in": 1}}', 1)]
    assert TOPIC in capsys.readouterr().out


def test_a_wrong_password_is_said(
    broker: RunningBroker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LINLI__BROKER__PASSWORD", "wrong")
    assert main(["--data-dir", str(tmp_path), TOPIC, "{}"]) == 1
    assert "Not authorized" in capsys.readouterr().err


def test_a_broker_that_is_away_and_a_topic_that_is_none_are_told_apart(broker: RunningBroker) -> None:
    assert sent(replace(broker.endpoint, port=1), TOPIC, b"{}", patience_s=0.5) is None
    assert "wildcard" in (sent(broker.endpoint, "linli/#", b"{}") or "")


def test_where_nothing_was_started_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINLI_LANG", "en")
    assert main(["--data-dir", str(tmp_path / "var"), TOPIC, "{}"]) == 1
    assert "does not answer" in capsys.readouterr().err
    assert not (tmp_path / "var").exists()
