"""Slips are printed by whoever may see the survey, and lead to its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.deployment import Web
from dashboard.survey_slip import SLIPS, SurveySlip
from models.account import Account
from models.needs.survey import About
from models.ports import Ports
from models.services.surveys import begin_survey
from tests.activities import LIN, VIEWER, activity_house


@dataclass
class Desk:
    """What answers, and the survey of a meal."""

    slips: SurveySlip
    survey: str
    code: str

    def ask(self, account: Account | None, survey: str = "", centre: str = "test") -> Response:
        scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "query_string": b"lang=en",
            "headers": [(b"host", b"centre.example")],
            "scheme": "https",
            "path_params": {"centre": centre, "survey": survey or self.survey},
            "state": {"account": account} if account else {},
        }
        return self.slips.show(Request(scope))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with activity_house(tmp_path) as ports:
        centres: dict[Any, Ports] = {ports.centre.id: ports}
        one = begin_survey(ports, LIN, About.MEAL, "午餐 & co", 7)
        yield Desk(SurveySlip(centres, Web(cache=tmp_path)), one.id, one.code)


def test_a_sheet_holds_slips_with_code_address_and_end(desk: Desk) -> None:
    told = bytes(desk.ask(VIEWER).body).decode()
    assert told.count("<svg") >= SLIPS
    assert told.count(f"centre.example/s/{desk.code}<") == SLIPS
    assert "午餐 &amp; co" in told
    assert "2026-11-29" in told


def test_a_stranger_and_whoever_may_not_see_it_find_nothing(desk: Desk) -> None:
    nobody = Account(id=9, name="nobody")
    for answer in (
        desk.ask(None),
        desk.ask(nobody),
        desk.ask(VIEWER, "nothing"),
        desk.ask(VIEWER, centre="elsewhere"),
    ):
        assert answer.status_code == 404
