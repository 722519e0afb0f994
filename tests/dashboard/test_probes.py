"""What machines ask."""

import dataclasses
from pathlib import Path

import pytest

from dashboard.asgi import create_app
from tests.web import Client, serving
from tests.web_deployment import World, a_world


def test_health_says_up_and_nothing_more(stranger: Client) -> None:
    assert stranger.get("/healthz").text == "ok\n"


def test_readiness_names_what_is_missing(own_world: World) -> None:
    missing: list[str] = []
    deployment = dataclasses.replace(own_world.deployment, unready=lambda: list(missing))
    with serving(create_app(deployment)) as port:
        assert Client(port).get("/readyz").status == 200
        missing.append("broker")
        answer = Client(port).get("/readyz")
        assert (answer.status, answer.json()) == (503, {"ready": False, "missing": ["broker"]})


def test_metrics_without_a_token_are_for_this_machine(stranger: Client) -> None:
    assert "linli_dashboard_callback_seconds" in stranger.get("/metrics").text


def test_metrics_without_a_token_are_for_nobody_where_a_proxy_is_this_machine(tmp_path: Path) -> None:
    with serving(create_app(a_world(tmp_path, public_url="https://linli.example").deployment)) as port:
        assert Client(port).get("/metrics").status == 403


@pytest.mark.parametrize(
    ("header", "status"),
    [({}, 403), ({"Authorization": "Bearer wrong"}, 403), ({"Authorization": "Bearer right"}, 200)],
)
def test_metrics_with_a_token_are_for_who_holds_it(
    tmp_path: Path, header: dict[str, str], status: int
) -> None:
    with serving(create_app(a_world(tmp_path, metrics_token="right").deployment)) as port:
        assert Client(port).get("/metrics", header).status == status
