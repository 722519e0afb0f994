"""The addresses that other programs read: calendars behind a secret, open data where the centre wants it, nobody signs in."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.offload import Pool
from models.centre import CentreId, SpaceId
from models.exchange.calendar_text import title_of
from models.exchange.open_activity import OPEN_ACTIVE, vocabulary
from models.exchange.open_scheme import ACTIVITIES, FACILITY_TYPES
from models.exchange.rpde import LICENSE, Place
from models.ports import Ports
from models.services.feeds import FEEDS, Asked, Watches, calendar_of, feed_page, opens, schemes

SCHEMES = (ACTIVITIES, FACILITY_TYPES)
FRESH_S, LAST_FRESH_S = 3600, 8
"""How long a page may be kept: what changes goes to the end of its feed, so only the last page is ever out of date."""


def feed_routes(centres: Mapping[CentreId, Ports], public_url: str = "") -> list[Route]:
    """The routes; each says itself who may read it."""
    feeds = Feeds(centres, public_url)
    return [
        Route("/{centre}/calendar/{space}.ics", feeds.calendar, methods=["GET"]),
        Route("/{centre}/open-data", feeds.dataset, methods=["GET"]),
        Route("/{centre}/open-data/vocabulary", feeds.words, methods=["GET"]),
        *(Route(f"/{{centre}}/open-data/{name}", feeds.scheme, methods=["GET"]) for name in SCHEMES),
        Route("/{centre}/open-data/{feed}", feeds.page, methods=["GET"]),
    ]


@dataclass(slots=True)
class Feeds:
    """What answers them. public_url: what the addresses in it begin with; "" = as they were asked for."""

    centres: Mapping[CentreId, Ports]
    public_url: str
    _watches: dict[str, Watches] = field(default_factory=dict)
    _pool: Pool = field(default_factory=lambda: Pool("feeds", 1))

    async def calendar(self, request: Request) -> Response:
        """404 for a wrong secret as for a space that there is not."""
        return await self._pool.run(self._calendar, request)

    def _calendar(self, request: Request) -> Response:
        ports = self.centres.get(CentreId(request.path_params["centre"]))
        space = request.path_params["space"]
        if ports is None or not opens(ports, space, request.query_params.get("key", "")):
            return _nothing()
        locale = "en" if request.query_params.get("lang") == "en" else "zh-Hans"
        told = calendar_of(ports, SpaceId(space), locale)
        return Response(told, media_type="text/calendar", headers={"cache-control": "private, max-age=300"})

    async def page(self, request: Request) -> Response:
        """A page of a feed."""
        return await self._pool.run(self._page, request)

    def _page(self, request: Request) -> Response:
        ports, name = self._published(request), request.path_params["feed"]
        place = _place(request)
        if ports is None or name not in FEEDS:
            return _nothing()
        if place is None:
            return JSONResponse({"error": "afterTimestamp must be a number"}, status_code=400)
        watches = self._watches.get(ports.centre.id) or self._watches.setdefault(
            ports.centre.id, Watches.of(ports)
        )
        told = feed_page(
            name, Asked(ports=ports, base=self._base(request, ports), place=place, watches=watches)
        )
        fresh = FRESH_S if told["items"] else LAST_FRESH_S
        return JSONResponse(told, headers={"cache-control": f"public, max-age={fresh}"}, media_type=RPDE_TYPE)

    async def dataset(self, request: Request) -> Response:
        """The page on which crawlers find the feeds."""
        ports = self._published(request)
        if ports is None:
            return _nothing()
        return Response(_dataset(ports, self._base(request, ports)), media_type="text/html")

    async def words(self, request: Request) -> Response:
        """What our own words in the feeds mean."""
        ports = self._published(request)
        if ports is None:
            return _nothing()
        told = vocabulary(self._base(request, ports))
        return JSONResponse(told, headers={"cache-control": f"public, max-age={FRESH_S}"})

    async def scheme(self, request: Request) -> Response:
        """A list of the centre's own that items refer to."""
        return await self._pool.run(self._scheme, request)

    def _scheme(self, request: Request) -> Response:
        ports = self._published(request)
        if ports is None:
            return _nothing()
        told = schemes(ports, self._base(request, ports))[request.url.path.rpartition("/")[2]]
        return JSONResponse(told, headers={"cache-control": f"public, max-age={FRESH_S}"})

    def _published(self, request: Request) -> Ports | None:
        ports = self.centres.get(CentreId(request.path_params["centre"]))
        return ports if ports is not None and ports.centre.published else None

    def _base(self, request: Request, ports: Ports) -> str:
        root = self.public_url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
        return f"{root}/{ports.centre.id}/open-data"


RPDE_TYPE = "application/vnd.openactive.rpde+json; version=1"


def _nothing() -> Response:
    return PlainTextResponse("not found", status_code=404)


def _place(request: Request) -> Place | None:
    """None when it cannot be meant."""
    number = request.query_params.get("afterTimestamp")
    if number is None:
        return Place()
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Place(int(number), request.query_params.get("afterId", "")[:200])


def _dataset(ports: Ports, base: str) -> str:
    name = title_of(ports.centre.name, "zh-Hans")
    feeds = [
        {"@type": "DataDownload", "name": kind, "contentUrl": f"{base}/{kind}", "encodingFormat": RPDE_TYPE}
        for kind in FEEDS
    ]
    told = {
        "@context": ["https://schema.org/", OPEN_ACTIVE],
        "@type": "Dataset",
        "@id": base,
        "url": base,
        "name": name,
        "license": LICENSE,
        "publisher": {"@type": "Organization", "name": name},
        "distribution": feeds,
    }
    block = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    links = "".join(f'<li><a href="{base}/{kind}">{kind}</a></li>' for kind in FEEDS)
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{html.escape(name)}</title>'
        f'<script type="application/ld+json">{block}</script>'
        f"<h1>{html.escape(name)}</h1><ul>{links}</ul></html>"
    )
