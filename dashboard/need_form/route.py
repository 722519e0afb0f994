"""The public addresses of needs: the form, what it is taken by, and the receipt; rate-limited without remembering anybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from prometheus_client import CollectorRegistry, Counter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.body import form as fields_of
from dashboard.components.spoken import sentence
from dashboard.deployment import Web
from dashboard.need_form.form import TRAP, form_page
from dashboard.need_form.receipt import receipt_page
from dashboard.need_form.seal import Fault, Seal
from dashboard.need_form.typed import said
from dashboard.offload import Pool
from dashboard.plain import Speech, speech
from dashboard.refused import refused
from dashboard.sign_in import address
from models.centre import CentreId
from models.identity import Throttle
from models.needs.number import number_typed
from models.ports import Clock, Ports
from models.services.need_intake import say
from models.services.needs import by_number, standing, topics
from models.services.strangers import RefusedError

WINDOW = timedelta(hours=1)
FROM_ONE_ADDRESS, TO_ONE_CENTRE, LOOKS = 20, 240, 60
"""Within WINDOW: forms of one address (a hall may share one), forms of all addresses, and questions after numbers."""

LONGEST_FORM = 40
"""Fields of a form: more than it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedForm:
    """The endpoints of every centre that keeps needs."""

    centres: Mapping[CentreId, Ports]
    throttle: Throttle
    web: Web
    clock: Clock
    seal: Seal
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    _sent: Counter = field(init=False)
    _pool: Pool = field(default_factory=lambda: Pool("needs", 2))

    def __post_init__(self) -> None:
        told = "forms of needs that were sent, by how they were answered"
        sent = Counter("linli_dashboard_need_forms_total", told, ["status"], registry=self.registry)
        object.__setattr__(self, "_sent", sent)  # a frozen class has no other way

    def routes(self) -> list[Route]:
        return [
            Route("/{centre}/needs/new", self.show, methods=["GET"]),
            Route("/{centre}/needs/new", self.take, methods=["POST"]),
            Route("/{centre}/needs/receipt", self.receipt, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        return await self._pool.run(self._show, request)

    async def take(self, request: Request) -> Response:
        sent = fields_of(await request.body())
        answer = await self._pool.run(self._take, request, sent)
        self._sent.labels(answer.status_code).inc()
        return answer

    async def receipt(self, request: Request) -> Response:
        return await self._pool.run(self._receipt, request)

    def _show(self, request: Request) -> Response:
        ports = self._ports(request)
        return self._form(request, ports, {}) if ports else refused(404, "not found")

    def _take(self, request: Request, sent: Mapping[str, str]) -> Response:
        ports = self._ports(request)
        if ports is None:
            return refused(404, "not found")
        t, token = self._speech(request).translate, sent.get("form", "")[:120]
        fault = self.seal.fault(
            ports.centre.id,
            token,
            at=self.clock(),
            proof=sent.get("proof", ""),
            answer=sent.get("answer", ""),
        )
        if sent.get(TRAP):
            fault = Fault.UNPROVEN
        if fault is not None:
            return self._form(request, ports, sent, t(f"need_form.fault.{fault}"), 400)
        if self._is_flood(ports, request):
            return self._form(request, ports, sent, t("need_form.fault.later"), 429)
        try:
            need = say(ports, said(sent, token))
        except RefusedError as error:
            return self._form(request, ports, sent, sentence(t, error.message), 400)
        kept = {"lang": request.query_params["lang"]} if "lang" in request.query_params else {}
        query = urlencode({"number": need.number, "new": "1", **kept})
        return RedirectResponse(f"/{ports.centre.id}/needs/receipt?{query}", 303)

    def _receipt(self, request: Request) -> Response:
        ports, typed = self._ports(request), request.query_params.get("number", "")[:40]
        if ports is None:
            return refused(404, "not found")
        if typed and self._hits(f"need-look|{self._origin(request)}") > LOOKS:
            return refused(429, "later")
        number = number_typed(typed)
        need = by_number(ports, number) if number else None
        return receipt_page(
            self._speech(request),
            ports.centre,
            need,
            standing(ports, need) if need else None,
            topics(ports).get(need.topic) if need else None,
            number=typed,
            new=bool(request.query_params.get("new")),
        )

    def _form(
        self, request: Request, ports: Ports, sent: Mapping[str, str], wrong: str = "", status: int = 200
    ) -> Response:
        """A new token each time, but what was typed stays."""
        token = self.seal.sealed(ports.centre.id, self.clock())
        offered = [topic for topic in topics(ports).values() if not topic.retired]
        typed = dict(list(sent.items())[:LONGEST_FORM])
        question = self.seal.question(token)
        return form_page(self._speech(request), ports.centre, offered, token, question, typed, wrong, status)

    def _is_flood(self, ports: Ports, request: Request) -> bool:
        """Counted even when it is one: who goes on waits on. Each counter is forgotten within a day."""
        of_one = self._hits(f"need|{self._origin(request)}") > FROM_ONE_ADDRESS
        return of_one or self._hits(f"need|{ports.centre.id}|all") > TO_ONE_CENTRE

    def _hits(self, key: str) -> int:
        return self.throttle.hit(key, at=self.clock(), window=WINDOW)

    def _origin(self, request: Request) -> str:
        return self.seal.hidden(address(request))

    def _ports(self, request: Request) -> Ports | None:
        """None for a centre that there is not, and for one that keeps no needs: nobody can tell the two apart."""
        ports = self.centres.get(CentreId(request.path_params["centre"]))
        return ports if ports is not None and ports.loop.needs is not None else None

    def _speech(self, request: Request) -> Speech:
        return speech(request.scope, self.web.locale)
