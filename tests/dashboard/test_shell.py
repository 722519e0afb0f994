"""The frame around every page."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.asgi import create_app
from models.account import Role
from models.centre import CentreId
from tests.web import Client, serving
from tests.web_deployment import BOARD, HEALTH, PASSWORD, a_world


@pytest.mark.parametrize(("lang", "words"), [("zh-Hans", "模拟数据"), ("en", "Simulated data")])
def test_made_up_data_are_called_so_on_every_page_of_their_centre_and_of_no_other(
    tmp_path: Path, lang: str, words: str
) -> None:
    world = a_world(tmp_path)
    key = CentreId("test")
    made_up = replace(world.deployment.centres[key], simulated=lambda: True)
    world.person("li", Role.MANAGER)
    deployment = replace(world.deployment, centres={**world.deployment.centres, key: made_up})
    with serving(create_app(deployment)) as port:
        client = Client(port)
        client.sign_in("li", PASSWORD)
        chip = f'<p class="simulated">{words}</p>'
        assert all(chip in client.get(f"/test/{page}?lang={lang}").text for page in ("live", "health"))
        assert words not in client.get(f"/other/live?lang={lang}").text


def test_the_second_row_of_the_navigation_has_the_pages_of_where_one_is_only(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    second = replace(BOARD, key="free", path="free")
    world.person("li", Role.MANAGER)
    deployment = replace(world.deployment, pages=(BOARD, second, HEALTH))
    with serving(create_app(deployment)) as port:
        client = Client(port)
        client.sign_in("li", PASSWORD)
        now, house = (client.get(f"/test/{page}").text for page in ("live", "health"))
    assert now.count('href="/test/free"') == 1
    assert now.partition("<nav")[2].count('href="/test/live" aria-current="') == 2, "the group and the page"
    assert 'href="/test/free"' not in house
    assert house.count("nav-pages") == 0, "a group of one page needs no second row"
