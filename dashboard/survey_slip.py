"""Slips to be cut apart and laid out: the code of a survey, its question and the address to be typed off."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.deployment import Web
from dashboard.markup import Markup, tag
from dashboard.plain import Speech, plain, speech
from dashboard.qr_code import qr_svg
from models.account import Account
from models.centre import CentreId
from models.ports import Ports
from models.services.strangers import RefusedError
from models.services.surveys import Surveying, survey_of

SLIPS = 8
"""On a sheet of A4, two beside each other."""


def slip_address(centre: str, survey: str) -> str:
    return f"/{centre}/slips/{survey}"


@dataclass(frozen=True, slots=True)
class SurveySlip:
    """One page, behind the gate, which leaves the account in scope["state"]["account"]."""

    centres: Mapping[CentreId, Ports]
    web: Web

    def routes(self) -> list[Route]:
        return [Route("/{centre}/slips/{survey}", self.show, methods=["GET"])]

    def show(self, request: Request) -> Response:
        """404 for whoever may not see it, as for what there is not."""
        account: Account | None = request.scope.get("state", {}).get("account")
        ports = self.centres.get(CentreId(request.path_params["centre"]))
        try:
            if account is None or ports is None:
                return _nothing()
            found = survey_of(ports, account, request.path_params["survey"])
        except RefusedError:
            return _nothing()
        said = speech(request.scope, self.web.locale)
        root = self.web.public_url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
        slip = _slip(said, ports, found, f"{root}/s/{found.survey.code}")
        page = tag("main", {"id": "main", "class": "slips"}, *[slip] * SLIPS)
        return plain(said, said.translate("survey.slips"), page)


def _slip(said: Speech, ports: Ports, one: Surveying, address: str) -> Markup:
    t = said.translate
    name = t.name(one.name) or t(f"survey.about.{one.survey.about}")
    until = one.survey.until.astimezone(ports.centre.zone_info)
    return tag(
        "section",
        {},
        qr_svg(address, t("survey.scan")),
        tag("p", {}, t.name(ports.centre.name)),
        tag("h2", {}, t("survey.question", name=name)),
        tag("p", {}, t("survey.scan")),
        tag("p", {"class": "address"}, address.partition("://")[2]),
        tag("p", {"class": "muted"}, t("survey.until", day=f"{until:%Y-%m-%d}")),
    )


def _nothing() -> Response:
    return PlainTextResponse("not here\n", 404)
