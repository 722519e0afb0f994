"""Evidence is fetched as a download by whoever may see projects; everybody else hears that it is not here."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.project_file import address, project_routes
from models.account import Account, Grant, Role
from models.centre import CentreId
from models.db import Database
from models.needs.project import Paper
from models.services.project_papers import Brought, bring
from tests.blank import blank_database
from tests.models.services.project_house import GUEST, PDF, ZHOU, ProjectHouse

DESK = Account(id=8, name="desk", grants=(Grant(role=Role.VIEWER, centre="elsewhere"),))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = blank_database(tmp_path / "centre.db")
    yield database
    database.close()


def fetched(house: ProjectHouse, account: Account | None, **names: str) -> Response:
    (route,) = project_routes({CentreId(house.book): house.ports})
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [],
        "path_params": {"centre": house.book, **names},
        "state": {"account": account},
    }
    answer: Response = asyncio.run(route.endpoint(Request(scope)))
    return answer


def test_a_paper_comes_as_a_download_that_no_browser_takes_for_a_page(database: Database) -> None:
    house = ProjectHouse(database, "test")
    one = house.begin()
    brought = Brought(what=Paper.PLAN, name='方案 "1".html', content=PDF)
    one = bring(house.ports, ZHOU, one.id, one.revision, brought)
    names = {"project": one.id, "paper": one.evidence[0].id}
    answer = fetched(house, GUEST, **names)
    assert answer.body == PDF
    assert answer.media_type == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith(
        'attachment; filename="paper.pdf"; filename*=UTF-8'
    )
    assert address("test", **names) == f"/test/project/file/{one.id}/{one.evidence[0].id}"


@pytest.mark.parametrize("account", [None, DESK])
def test_whoever_may_not_see_projects_hears_that_nothing_is_here(
    database: Database, account: Account | None
) -> None:
    house = ProjectHouse(database, "test")
    one = house.begin()
    one = bring(house.ports, ZHOU, one.id, one.revision, Brought(what=Paper.PLAN, name="a", content=PDF))
    assert fetched(house, account, project=one.id, paper=one.evidence[0].id).status_code == 404
    assert fetched(house, GUEST, project=one.id, paper="x").status_code == 404
    assert (
        fetched(house, GUEST, centre="nowhere", project=one.id, paper=one.evidence[0].id).status_code == 404
    )
