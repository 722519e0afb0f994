"""What the live page costs a browser: bytes of the first visit and of the next, and tiles before the graph."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.app import create_dash
from dashboard.asgi import create_app
from dashboard.compressed import Compressed
from dashboard.offload import Pool
from dashboard.pages import PAGES
from dashboard.static import PLOTLY_PATH, all_bodies
from models.account import Role
from tests.e2e.looking import Looking
from tests.web import Client, serving
from tests.web_deployment import PASSWORD, a_world

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COLD = 900_000
WARM = 30_000


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, dict[str, str]]]:
    """A server of the product's own pages whose small copies are made, and the cookies of a manager."""
    world = a_world(tmp_path_factory.mktemp("live"), pages=PAGES)
    app = create_app(world.deployment)
    helper = Compressed(world.deployment.web.cache).prepare(_bodies(tmp_path_factory.mktemp("bodies")))
    assert helper is not None
    assert helper.wait(300) == 0
    world.person("boss", Role.MANAGER)
    with serving(app) as port:
        client = Client(port)
        client.sign_in("boss", PASSWORD)
        yield port, client.cookies


def _bodies(folder: Path) -> list[bytes]:
    dash = create_dash(a_world(folder, pages=PAGES).deployment, Pool("bodies", 1))
    dash._setup_server()
    return all_bodies(dash)


def test_the_first_visit_and_the_next_stay_inside_their_budgets(
    look: Callable[..., Looking], live: tuple[int, dict[str, str]]
) -> None:
    port, cookies = live
    seen = look(port, cookies)
    arrived: list[str] = []
    seen.page.on("requestfinished", lambda request: arrived.append(request.url))
    seen.page.goto("/test/live")
    seen.page.wait_for_selector("[data-space]")
    seen.page.wait_for_selector(".main-svg")
    seen.page.wait_for_timeout(500)
    cold = seen.bytes
    layout = next(n for n, url in enumerate(arrived) if url.endswith("_dash-layout"))
    plotly = next(n for n, url in enumerate(arrived) if PLOTLY_PATH in url)
    seen.answers.clear()
    seen.page.reload()
    seen.page.wait_for_selector(".main-svg")
    seen.page.wait_for_timeout(500)
    print(f"\nfirst load {cold} bytes, next {seen.bytes} bytes")
    assert cold <= COLD
    assert seen.bytes <= WARM
    assert layout < plotly, "the graph library must not stand in the way of the tiles"
    assert seen.policy_violations() == []
