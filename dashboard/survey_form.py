"""The page behind the code on a slip: five faces with words, one tap, no account, no script, nothing that leads to anybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.body import form as fields_of
from dashboard.deployment import Web
from dashboard.device_mark import DeviceMark
from dashboard.markup import Markup, join, tag
from dashboard.offload import Pool
from dashboard.plain import Speech, card, plain, speech
from dashboard.shell import language_links
from dashboard.sign_in import address
from models.centre import CentreId
from models.identity import Throttle
from models.needs.survey import LONGEST_REMARK, Answer, Survey
from models.ports import Clock, Ports
from models.services.answering import Answered, answer, asked, keyed
from models.services.surveys import LONGEST_DAYS, name_of

PATH = "/s/{code}"
COOKIE = "linli_device"
WINDOW = timedelta(hours=1)
FROM_ONE_ADDRESS, FEWEST_FROM_ONE = 60, 20
"""Answers within WINDOW: everybody in the hall may come through one router. Where it is known how many were invited it is no
more than those, but FEWEST_FROM_ONE, for people tap twice."""

STATUS: Mapping[str, int] = {Answered.THANKS: 200, Answered.BEFORE: 409, Answered.ENDED: 410}

MOUTHS: Mapping[Answer, str] = {
    Answer.VERY_SATISFIED: "M9 18a7.5 7.5 0 0 0 14 0z",
    Answer.SATISFIED: "M10 19q6 6 12 0",
    Answer.NEUTRAL: "M10 21h12",
    Answer.DISSATISFIED: "M10 23q6-6 12 0",
    Answer.VERY_DISSATISFIED: "M9 25a7.5 7.5 0 0 1 14 0z",
}
"""Of the faces, which are drawn: not every phone has a font with faces in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyForm:
    """The two endpoints. whose: code -> the centre whose survey it is."""

    centres: Mapping[CentreId, Ports]
    whose: Callable[[str], str | None]
    throttle: Throttle
    web: Web
    clock: Clock
    marks: DeviceMark
    _pool: Pool = field(default_factory=lambda: Pool("surveys", 2))

    def routes(self) -> list[Route]:
        return [
            Route(PATH, self.show, methods=["GET"]),
            Route(PATH, self.take, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        return await self._pool.run(self._show, request)

    async def take(self, request: Request) -> Response:
        sent = fields_of(await request.body())
        return await self._pool.run(self._take, request, sent)

    def _show(self, request: Request) -> Response:
        said, found = self._said(request), self._found(request)
        if found is None:
            return _told(said, "unknown", 404)
        ports, survey = found
        if not survey.is_open(self.clock()):
            return _told(said, Answered.ENDED, STATUS[Answered.ENDED])
        return self._known(request, _question(said, ports, survey))

    def _take(self, request: Request, sent: Mapping[str, str]) -> Response:
        said, found = self._said(request), self._found(request)
        if found is None:
            return _told(said, "unknown", 404)
        ports, survey = found
        device, chosen = self._device(request), sent.get("answer", "")
        if not device or chosen not in set(Answer):
            fault = "choose" if device else "cookies"
            return self._known(request, _question(said, ports, survey, fault, sent.get("remark", ""), 400))
        if survey.key and self._tries(survey, address(request)) > most_of_one(survey):
            return _told(said, "later", 429)
        became = answer(ports, survey, device, Answer(chosen), sent.get("remark", ""))
        return _told(said, became, STATUS[became])

    def _tries(self, survey: Survey, origin: str) -> int:
        """Counted by a keyed hash of the address, which is forgotten within a day, and its key with the survey."""
        return self.throttle.hit(f"survey|{keyed(survey, origin)}", at=self.clock(), window=WINDOW)

    def _found(self, request: Request) -> tuple[Ports, Survey] | None:
        code = request.path_params["code"][:32].upper()
        centre = self.whose(code)
        ports = self.centres.get(CentreId(centre)) if centre else None
        survey = asked(ports, code) if ports else None
        return (ports, survey) if ports and survey else None

    def _known(self, request: Request, response: Response) -> Response:
        """A browser is given something at random, the same for every survey; each keeps another hash of it."""
        if not self._device(request):
            response.set_cookie(
                COOKIE,
                self.marks.drawn(),
                max_age=int(timedelta(days=LONGEST_DAYS).total_seconds()),
                path="/s",
                httponly=True,
                samesite="lax",
                secure=self.web.https,
            )
        return response

    def _device(self, request: Request) -> str:
        """Empty for a browser that brings none, or one that it made up."""
        return self.marks.device(request.cookies.get(COOKIE, ""))

    def _said(self, request: Request) -> Speech:
        return speech(request.scope, self.web.locale)


def most_of_one(survey: Survey) -> int:
    """Answers that one address may give within WINDOW."""
    return min(FROM_ONE_ADDRESS, max(FEWEST_FROM_ONE, survey.invited or FROM_ONE_ADDRESS))


def _question(
    said: Speech, ports: Ports, survey: Survey, fault: str = "", remark: str = "", status: int = 200
) -> HTMLResponse:
    t = said.translate
    name = t.name(name_of(ports, survey.about, survey.subject)) or t(f"survey.about.{survey.about}")
    area = tag(
        "textarea",
        {"name": "remark", "id": "remark", "rows": "3", "maxlength": f"{LONGEST_REMARK}"},
        remark[:LONGEST_REMARK],
    )
    note = tag(
        "details",
        {"open": bool(remark)},
        tag("summary", {}, t("survey.remark")),
        tag("label", {"for": "remark"}, t("survey.remark.hint")),
        area,
    )
    form = tag("form", {"method": "post", "class": "faces"}, note, *(_face(said, one) for one in Answer))
    body = card(
        tag("p", {"class": "muted"}, t.name(ports.centre.name)),
        tag("h1", {}, t("survey.question", name=name)),
        tag("p", {"class": "fault", "role": "alert"}, t(f"survey.told.{fault}")) if fault else Markup(),
        form,
        tag("p", {"class": "foot"}, t("survey.private")),
        tag("p", {"class": "foot"}, language_links(t)),
        kind="survey",
    )
    return plain(said, t("survey.title"), body, status=status)


def _face(said: Speech, one: Answer) -> Markup:
    return tag(
        "button",
        {"type": "submit", "name": "answer", "value": one.value},
        _drawn(one),
        tag("span", {}, said.translate(f"survey.answer.{one}")),
    )


def _drawn(one: Answer) -> Markup:
    return Markup(
        '<svg class="face" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
        '<circle cx="16" cy="16" r="14"/><circle class="eye" cx="11" cy="12" r="1.8"/>'
        f'<circle class="eye" cx="21" cy="12" r="1.8"/><path d="{MOUTHS[one]}"/></svg>'
    )


def _told(said: Speech, key: str, status: int) -> HTMLResponse:
    t = said.translate
    body = join(
        card(
            tag("p", {"class": "face", "aria-hidden": "true"}, "✓" if status == 200 else "○"),
            tag("h1", {}, t(f"survey.told.{key}")),
            tag("p", {"class": "foot"}, language_links(t)),
            kind="survey",
        )
    )
    return plain(said, t("survey.title"), body, status=status)
