"""Needs over HTTP from somebody without an account: taken once, followed by number, and never in a flood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from dashboard.asgi import create_app
from dashboard.need_form.route import FROM_ONE_ADDRESS, LOOKS, TO_ONE_CENTRE, NeedForm
from dashboard.need_form.seal import Seal
from models.centre import CentreId
from models.needs.need import Need, NeedStatus
from models.services.needs import decide, link
from tests.dashboard.need_form.test_seal import proof_of
from tests.need_house import COORDINATOR, HOUSE, NeedHouse, seen
from tests.web import GARBAGE, Answer, Client, serving
from tests.web_deployment import World, a_world

NEW = "/test/needs/new"
FIELDS = {"topic": "culture", "text": "想学书法", "place": "g1/y1", "voices": "2"}


@dataclass
class Street:
    """Somebody in front of a phone."""

    world: World
    house: NeedHouse
    client: Client

    def open(self, path: str = NEW) -> dict[str, str]:
        """A form as a browser sends it back after some seconds, its work done."""
        token = self.client.get(path).hidden("form")
        self.world.clock.forward(timedelta(seconds=5))
        return {**FIELDS, "form": token, "proof": proof_of(token)}

    def send(self, fields: dict[str, str], **headers: str) -> Answer:
        return self.client.post_form(NEW, fields, headers)

    def kept(self) -> list[Need]:
        needs = self.house.ports.loop.needs
        assert needs is not None
        return needs.of()


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    world = a_world(tmp_path)
    house = NeedHouse(world.database)
    ports = replace(world.deployment.centres[CentreId("test")], centre=HOUSE, loop=house.ports.loop)
    centres = {**world.deployment.centres, CentreId("test"): ports}
    form = NeedForm(
        centres=centres,
        throttle=world.deployment.identity.throttle,
        web=world.deployment.web,
        clock=world.clock,
        seal=Seal(b"key"),
        registry=world.deployment.registry,
    )
    deployment = replace(world.deployment, centres=centres, public=form.routes())
    with serving(create_app(deployment)) as port:
        yield Street(world, house, Client(port))


def test_a_need_is_told_without_an_account_and_followed_by_its_number(street: Street) -> None:
    answer = street.send(street.open())
    (need,) = street.kept()
    assert answer.status == 303
    assert (need.text, need.grid, need.courtyard, need.voices) == ("想学书法", "g1", "y1", 2)
    receipt = street.client.get(answer.location)
    assert receipt.status == 200
    assert need.number in receipt.text
    assert "已收到，谢谢您" in receipt.text
    decide(street.house.ports, COORDINATOR, seen(need), NeedStatus.DECLINED, "没有老师")
    later = street.client.get(f"/test/needs/receipt?number={need.number.lower()}")
    assert "没有老师" in later.text
    assert "chen" not in later.text


def test_what_repeats_another_need_shares_its_fate(street: Street) -> None:
    street.send(street.open())
    street.send({**street.open(), "text": "想练毛笔字"})
    first, second = street.kept()
    decide(street.house.ports, COORDINATOR, seen(first), NeedStatus.OPEN)
    link(street.house.ports, COORDINATOR, seen(second), first.id)
    told = street.client.get(f"/test/needs/receipt?number={second.number}").text
    assert re.search(r'aria-current="step">已受理', told)
    assert first.number not in told


def test_a_double_tap_is_one_need_and_both_answers_show_its_number(street: Street) -> None:
    form = street.open()
    assert street.send(form).location == street.send(form).location
    assert len(street.kept()) == 1


def test_whoever_has_no_script_answers_a_sum_and_loses_nothing_that_was_typed(street: Street) -> None:
    form = street.open() | {"proof": ""}
    again = street.send(form)
    assert again.status == 400
    assert "想学书法" in again.text
    assert 'value="g1/y1" selected' in again.text
    token = again.hidden("form")
    asked = Seal(b"key").question(token)
    street.world.clock.forward(timedelta(seconds=5))
    assert street.send(form | {"form": token, "answer": f"{asked.one + asked.other}"}).status == 303


def test_a_trap_that_is_filled_in_a_wrong_topic_and_another_site_are_refused(street: Street) -> None:
    assert street.send(street.open() | {"homepage": "http://x"}).status == 400
    assert street.send(street.open() | {"topic": "moon"}).status == 400
    assert street.send(street.open(), **{"Sec-Fetch-Site": "cross-site"}).status == 403
    assert street.send({}).status == 400
    assert street.kept() == []


def test_a_flood_of_a_thousand_from_one_address_leaves_a_few_and_is_forgotten_after_a_day(
    street: Street,
) -> None:
    statuses = []
    token = street.open()
    for n in range(FROM_ONE_ADDRESS + 3):
        form = token if n == 0 else street.open() | {"text": f"刷屏第{n}条"}
        statuses.append(street.send(form).status)
    assert statuses == [303] * FROM_ONE_ADDRESS + [429] * 3
    told = street.client.get("/metrics").text
    for status, count in ((303, FROM_ONE_ADDRESS), (429, 3)):
        assert f'linli_dashboard_need_forms_total{{status="{status}"}} {count}.0' in told
    assert len(street.kept()) == FROM_ONE_ADDRESS
    throttle = street.world.deployment.identity.throttle
    assert throttle.purge(before=street.world.clock() + timedelta(days=1)) >= 2
    assert street.send(street.open()).status == 303


def test_a_flood_from_everywhere_stops_at_the_limit_of_the_centre(street: Street) -> None:
    at, hour = street.world.clock(), timedelta(hours=1)
    for _ in range(TO_ONE_CENTRE):
        street.world.deployment.identity.throttle.hit("need|test|all", at=at, window=hour)
    answer = street.send(street.open())
    assert answer.status == 429
    assert "想学书法" in answer.text


def test_numbers_cannot_be_tried_out(street: Street) -> None:
    looks = [street.client.get("/test/needs/receipt?number=N-2222-2222").status for _ in range(LOOKS + 1)]
    assert looks == [404] * LOOKS + [429]


def test_a_centre_without_needs_and_one_that_is_not_there_answer_alike(street: Street) -> None:
    for path in ("/other/needs/new", "/nowhere/needs/new", "/other/needs/receipt"):
        assert street.client.get(path).status == 404
    assert street.client.get("/test/needs").location.startswith("/sign-in")


def test_the_form_is_spoken_in_both_languages_and_asks_for_no_person(street: Street) -> None:
    english = street.client.get(f"{NEW}?lang=en").text
    assert "What would you like?" in english
    page = unescape(street.client.get(f"{NEW}?lang=zh-Hans").text)
    assert "说说您的需求" in page
    assert not re.search(r'name="(name|phone|tel|email)"', page)


@pytest.mark.parametrize("number", ["010" + "0" * 5_000, "9" * 5_000, "\u0661\u0660", "-1", "\x00"])
def test_an_hour_or_voices_that_nobody_can_mean_are_taken_for_what_they_are_not(
    street: Street, number: str
) -> None:
    assert street.send(street.open() | {"space": "gym", "hour": number, "voices": number}).status in (
        303,
        400,
    )


@pytest.mark.parametrize(("kind", "body"), GARBAGE)
def test_what_is_no_form_is_answered_in_words_with_nothing_kept(
    street: Street, kind: str, body: bytes
) -> None:
    answer = street.client.ask("POST", NEW, body, {"Content-Type": kind})
    assert answer.status == 400
    assert "需求" in answer.text
    assert street.kept() == []
