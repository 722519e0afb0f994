"""The page behind a code over HTTP: no account, no script, one answer for a device, and no way to flood it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dashboard.asgi import create_app
from dashboard.deployment import Deployment, Identity, Web
from dashboard.device_mark import DeviceMark
from dashboard.survey_form import FEWEST_FROM_ONE, FROM_ONE_ADDRESS, SurveyForm, most_of_one
from models.needs.survey import About, Answer, Survey
from models.ports import Ports
from models.services.loop import surveys_of
from models.services.surveys import begin_survey, end_survey
from tests.activities import LIN, house_of
from tests.blank import blank_database
from tests.web import GARBAGE, Client, serving

MARKS = DeviceMark(b"key")


@dataclass
class Asked:
    """A server with one survey of a meal whose name could be markup."""

    port: int
    ports: Ports
    survey: Survey

    @property
    def path(self) -> str:
        return f"/s/{self.survey.code}"

    def tallied(self) -> dict[Answer, int]:
        return dict(surveys_of(self.ports).tallies([self.survey.id]).get(self.survey.id, {}))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Ports]]:
    folder: Path = tmp_path_factory.mktemp("survey")
    database = blank_database(folder / "centre.db")
    ports = house_of(database)
    identity = Identity(
        accounts=database.accounts(),
        sessions=database.sessions(),
        links=database.links(),
        throttle=database.throttle(),
        audit=database.audit(),
    )
    web = Web(cache=folder / "static")
    form = SurveyForm(
        centres={ports.centre.id: ports},
        whose=database.surveyed,
        throttle=identity.throttle,
        web=web,
        clock=ports.clock,
        marks=MARKS,
    )
    deployment = Deployment(
        centres={ports.centre.id: ports},
        identity=identity,
        web=web,
        clock=ports.clock,
        pages=(),
        public=form.routes(),
    )
    with serving(create_app(deployment)) as port:
        yield port, ports
    database.close()


@pytest.fixture
def asked(server: tuple[int, Ports]) -> Asked:
    port, ports = server
    return Asked(port, ports, begin_survey(ports, LIN, About.MEAL, "<b>午餐</b>", 7))


def test_a_stranger_sees_five_faces_with_words_in_the_language_that_was_asked_for(asked: Asked) -> None:
    chinese, english = (Client(asked.port).get(f"{asked.path}?lang={one}") for one in ("zh-Hans", "en"))
    assert chinese.status == 200
    assert chinese.text.count('name="answer"') == 5
    assert "非常满意" in chinese.text
    assert "Very dissatisfied" in english.text
    assert "<b>午餐" not in english.text
    assert chinese.headers["cache-control"] == "no-store"


def test_one_tap_answers_and_the_same_device_answers_no_second_time(asked: Asked) -> None:
    phone = Client(asked.port)
    phone.get(asked.path)
    assert phone.post_form(asked.path, {"answer": "satisfied", "remark": "打 13812345678"}).status == 200
    assert phone.post_form(asked.path, {"answer": "dissatisfied"}).status == 409
    other = Client(asked.port)
    other.get(asked.path)
    assert other.post_form(asked.path, {"answer": "neutral"}).status == 200
    assert asked.tallied() == {Answer.SATISFIED: 1, Answer.NEUTRAL: 1}
    (remark,) = [one.remark for one in surveys_of(asked.ports).answers([asked.survey.id]) if one.remark]
    assert remark == "打 ●●●"


def test_a_code_is_read_whatever_the_case_it_was_typed_in(asked: Asked) -> None:
    assert Client(asked.port).get(asked.path.lower()).status == 200


@pytest.mark.parametrize(
    "sent", [{}, {"answer": ""}, {"answer": "delighted"}, {"answer": "satisfied' OR 1=1"}]
)
def test_what_is_no_face_asks_again_and_keeps_nothing(asked: Asked, sent: dict[str, str]) -> None:
    phone = Client(asked.port)
    phone.get(asked.path)
    again = phone.post_form(asked.path, {**sent, "remark": "<i>很好</i>"})
    assert again.status == 400
    assert "&lt;i&gt;很好" in again.text
    assert asked.tallied() == {}


def test_a_browser_without_cookies_is_told_and_counted_by_nobody(asked: Asked) -> None:
    assert Client(asked.port).post_form(asked.path, {"answer": "satisfied"}).status == 400
    assert asked.tallied() == {}


def test_another_site_cannot_answer_for_its_visitors(asked: Asked) -> None:
    phone = Client(asked.port)
    phone.get(asked.path)
    sent = phone.post_form(asked.path, {"answer": "satisfied"}, {"Origin": "https://elsewhere.example"})
    assert sent.status == 403
    assert asked.tallied() == {}


def test_what_has_ended_and_what_never_was_say_so(asked: Asked) -> None:
    end_survey(asked.ports, LIN, asked.survey.id)
    phone = Client(asked.port)
    assert phone.get(asked.path).status == 410
    assert phone.post_form(asked.path, {"answer": "satisfied"}).status in (400, 410)
    for code in ("nothing", "%00", "x" * 400):
        assert Client(asked.port).get(f"/s/{code}").status == 404


def test_one_address_cannot_flood_a_survey_and_no_address_is_kept(asked: Asked) -> None:
    one = MARKS.drawn()
    for _ in range(FROM_ONE_ADDRESS):
        phone = Client(asked.port, {"linli_device": one})
        assert phone.post_form(asked.path, {"answer": "satisfied"}).status in (200, 409)
    new = Client(asked.port, {"linli_device": MARKS.drawn()})
    assert new.post_form(asked.path, {"answer": "satisfied"}).status == 429
    assert asked.tallied() == {Answer.SATISFIED: 1}


@pytest.mark.parametrize(
    "made_up",
    [
        *("one", "x.", ".", "one.0123", "é.é"),
        pytest.param(MARKS.drawn()[:-1], id="cut short"),
        pytest.param(DeviceMark(b"other").drawn(), id="of another deployment"),
    ],
)
def test_a_device_that_was_made_up_counts_for_nobody_and_is_given_one_of_ours(
    asked: Asked, made_up: str
) -> None:
    phone = Client(asked.port, {"linli_device": made_up})
    again = phone.post_form(asked.path, {"answer": "satisfied", "remark": "好"})
    assert again.status == 400
    assert "好</textarea>" in again.text
    assert asked.tallied() == {}
    assert phone.post_form(asked.path, {"answer": "satisfied"}).status == 200
    assert asked.tallied() == {Answer.SATISFIED: 1}


@pytest.mark.parametrize(
    ("invited", "most"), [(None, FROM_ONE_ADDRESS), (5, FEWEST_FROM_ONE), (33, 33), (900, FROM_ONE_ADDRESS)]
)
def test_one_address_gives_no_more_answers_than_people_were_invited(
    asked: Asked, invited: int | None, most: int
) -> None:
    assert most_of_one(replace(asked.survey, invited=invited)) == most


@pytest.mark.parametrize(("kind", "body"), GARBAGE)
def test_what_is_no_form_is_answered_in_words_and_counted_by_nobody(
    asked: Asked, kind: str, body: bytes
) -> None:
    phone = Client(asked.port)
    phone.get(asked.path)
    answer = phone.ask("POST", asked.path, body, {"Content-Type": kind})
    assert answer.status == 400
    assert "请点选一个表情" in answer.text
    assert asked.tallied() == {}
