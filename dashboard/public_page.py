"""The public page of a centre: needs, decisions, money and results, for whoever has a phone. No person, no account, no script."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.components.fund_words import bucket_words, percent_words
from dashboard.components.kpi_words import opinion_words, rate_words
from dashboard.components.spoken import word
from dashboard.components.use_words import period_words
from dashboard.deployment import Web
from dashboard.error import error_page
from dashboard.i18n import Translate
from dashboard.markup import Markup, join, tag
from dashboard.offload import Pool
from dashboard.plain import Speech, plain, speech
from dashboard.shell import language_links, mark
from dashboard.yuan import yuan
from models.centre import CentreId
from models.needs.project import Stage
from models.payload import visible
from models.ports import Clock, Ports
from models.report.disclosure import PUBLISHED_K
from models.report.sheet import Absent, Cell, Row
from models.services.public import PublicBucket, PublicProject, PublicView, is_public, public_view

FRESH = timedelta(minutes=5)
STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPages:
    """One page for each centre that shows it; what is worked out is kept for FRESH, whether it is shown is asked each time."""

    centres: Mapping[CentreId, Ports]
    web: Web
    clock: Clock
    _kept: dict[str, tuple[datetime, PublicView]] = field(default_factory=dict)
    _pool: Pool = field(default_factory=lambda: Pool("public", 1))

    def routes(self) -> list[Route]:
        return [Route("/{centre}/public", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        return await self._pool.run(self._show, request)

    def _show(self, request: Request) -> Response:
        """404 for a centre that shows nothing, as for one that there is not."""
        said = speech(request.scope, self.web.locale)
        ports = self.centres.get(CentreId(request.path_params["centre"]))
        if ports is None or not is_public(ports):
            return error_page(said, 404)
        root = self.web.public_url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
        response = public_html(said, ports, self._view(ports), f"{root}/{ports.centre.id}/public")
        response.headers["Cache-Control"] = "public, max-age=60"
        response.headers["Vary"] = "Cookie, Accept-Language"
        return response

    def _view(self, ports: Ports) -> PublicView:
        at, known = self.clock(), self._kept.get(ports.centre.id)
        if known is None or at - known[0] >= FRESH:
            known = self._kept[ports.centre.id] = (at, public_view(ports))
        return known[1]


def public_html(said: Speech, ports: Ports, view: PublicView, address: str) -> Response:
    """address: of the page, for whoever shares it."""
    t, centre = said.translate, said.translate.name(ports.centre.name)
    title = t("public.title", centre=centre)
    parts = [part(t, view) for part in SECTIONS]
    body = tag(
        "main",
        {"id": "main", "class": "public"},
        tag("header", {}, tag("p", {"class": "brand"}, mark(), tag("span", {}, centre)), language_links(t)),
        tag("h1", {}, title),
        tag("p", {"class": "muted"}, t("public.lead", period=period_words(t, view.period))),
        *(part for part in parts if part),
        tag("footer", {}, tag("p", {"class": "muted"}, t("public.foot", k=PUBLISHED_K))),
    )
    return plain(said, title, body, more=_preview(t, title, address))


def _preview(t: Translate, title: str, address: str) -> Markup:
    """What a chat shows of a link to it."""
    told = {
        "og:title": title,
        "og:description": t("public.preview"),
        "og:type": "website",
        "og:url": address,
        "og:site_name": t("shell.name"),
    }
    named = (tag("meta", {"property": key, "content": text}) for key, text in told.items())
    return join(tag("meta", {"name": "description", "content": t("public.preview")}), *named)


def _section(t: Translate, key: str, *parts: str) -> Markup:
    return tag("section", {"id": key}, tag("h2", {}, t(f"public.{key}")), *parts)


def _needs(t: Translate, view: PublicView) -> Markup:
    """Heat by topic as bars beside their numbers; a small count has neither."""
    if view.topics is None:
        return Markup()
    rows = sorted((row for row in view.topics.rows if not row.is_total), key=_place)
    if not rows:
        return _section(t, "needs", tag("p", {"class": "calm"}, t("public.needs.none")))
    most = max((row.cells[1].count or 0 for row in rows), default=0) or 1
    listed = [_topic(t, row, most) for row in rows]
    total = view.topics.rows[-1]
    lead = t("public.needs.lead", came=_told(t, total.cells[1]), met=_told(t, total.cells[2]))
    return _section(t, "needs", tag("p", {}, lead), tag("ul", {"class": "bars"}, *listed))


def _place(row: Row) -> tuple[int, str]:
    """The most wanted first; hidden counts by their keys after all others, for their order would tell of them."""
    return (-(row.cells[1].count or 0), row.key)


def _topic(t: Translate, row: Row, most: int) -> Markup:
    came, met = row.cells[1], row.cells[2]
    bar = (
        {"style": f"inline-size: {100 * came.count / most:.0f}%", "aria-hidden": "true"}
        if came.count
        else None
    )
    return tag(
        "li",
        {},
        tag("span", {}, _name(t, row.cells[0])),
        tag("b", {}, _told(t, came)),
        tag("small", {"class": "muted"}, t("public.needs.met", n=_told(t, met))),
        tag("i", bar) if bar else Markup(),
    )


def _told(t: Translate, cell: Cell) -> str:
    """A count, or why it is not told."""
    if cell.count is not None:
        return f"{cell.count:,}"
    return t("public.few", k=PUBLISHED_K) if cell.absent is Absent.FEW else t("public.withheld")


def _name(t: Translate, cell: Cell) -> str:
    return visible(t.name(cell.name)) if cell.name else t("report.total")


def _decisions(t: Translate, view: PublicView) -> Markup:
    if not view.decisions:
        return Markup()
    listed = (
        tag(
            "li",
            {},
            tag("b", {}, one.number),
            tag("span", {}, visible(one.text)),
            tag("small", {"class": "muted"}, f"{one.decided_on}"),
        )
        for one in view.decisions
    )
    return _section(t, "decisions", tag("ul", {"class": "rows"}, *listed))


def _projects(t: Translate, view: PublicView) -> Markup:
    if not view.projects:
        return Markup()
    return _section(t, "projects", tag("ul", {"class": "rows"}, *(_project(t, one) for one in view.projects)))


def _project(t: Translate, one: PublicProject) -> Markup:
    """Its stage by word and by steps, its money, and how content people were."""
    place = STAGES.index(one.stage)
    steps = (tag("i", {"data-done": "yes" if n <= place else "no"}) for n in range(len(STAGES)))
    stage = word(t, "project.stage", one.stage.value)
    facts = [t("public.project.money", budget=yuan(t, one.funds.budget), paid=yuan(t, one.funds.paid))]
    if one.decision:
        facts.append(t("public.project.decision", number=one.decision))
    if one.opinion.shown is not None:
        facts.append(t("public.satisfied", rate=rate_words(one.opinion), n=opinion_words(t, one.opinion)))
    return tag(
        "li",
        {},
        tag("b", {}, visible(t.name(one.name))),
        tag("span", {}, t("public.project.paused", stage=stage) if one.is_paused else stage),
        tag("span", {"class": "steps", "aria-hidden": "true"}, *steps),
        *(tag("small", {"class": "muted"}, text) for text in facts),
    )


def _money(t: Translate, view: PublicView) -> Markup:
    if not view.buckets:
        return Markup()
    heads = [
        tag("th", {"scope": "col"}, t(f"public.money.{key}")) for key in ("part", "got", "spent", "left")
    ]
    table = tag(
        "table",
        {},
        tag("thead", {}, tag("tr", {}, *heads)),
        tag("tbody", {}, *(_bucket(t, one) for one in view.buckets)),
    )
    return _section(t, "money", tag("p", {}, t("public.money.lead")), _scrolls(t("public.money"), table))


def _bucket(t: Translate, one: PublicBucket) -> Markup:
    name = f"{bucket_words(t, one.bucket)} {percent_words(one.bucket.points)}"
    fen = (tag("td", {}, yuan(t, number)) for number in (one.got, one.spent, one.left))
    return tag("tr", {}, tag("th", {"scope": "row"}, name), *fen)


def _activities(t: Translate, view: PublicView) -> Markup:
    """Attendances, which are never persons."""
    if view.kinds is None or len(view.kinds.rows) < 2:
        return Markup()
    heads = [
        tag("th", {"scope": "col"}, t(f"public.activities.{key}")) for key in ("kind", "held", "attendances")
    ]
    rows = (
        tag(
            "tr",
            {"class": "total" if row.is_total else ""},
            tag("th", {"scope": "row"}, _name(t, row.cells[0])),
            *(tag("td", {}, _told(t, cell)) for cell in row.cells[1:]),
        )
        for row in view.kinds.rows
    )
    table = tag("table", {}, tag("thead", {}, tag("tr", {}, *heads)), tag("tbody", {}, *rows))
    return _section(t, "activities", _scrolls(t("public.activities"), table))


def _scrolls(label: str, table: str) -> Markup:
    """A table that is wider than a phone moves by itself."""
    return tag("div", {"class": "scrolls", "tabindex": "0", "role": "region", "aria-label": label}, table)


def _results(t: Translate, view: PublicView) -> Markup:
    if view.opinion.shown is None:
        return Markup()
    return _section(
        t,
        "results",
        tag("p", {"class": "big"}, rate_words(view.opinion)),
        tag("p", {}, t("public.results.lead")),
        tag("p", {"class": "muted"}, opinion_words(t, view.opinion)),
    )


SECTIONS: Sequence[Callable[[Translate, PublicView], Markup]] = (
    _results,
    _needs,
    _decisions,
    _projects,
    _money,
    _activities,
)
"""From the top to the end; one that has nothing to tell is left out. The words of each are `public.<section>`."""
