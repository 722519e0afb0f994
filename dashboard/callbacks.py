"""The project's one way to register a callback: permission, off-loading, timing and a word to the person when it fails."""

import inspect
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, no_update, set_props
from dash.exceptions import PreventUpdate
from prometheus_client import CollectorRegistry, Histogram

from dashboard.offload import Pool
from dashboard.page import OPENED, Visit
from models.account import Permission

log = logging.getLogger(__name__)

NOTICE = "shell-notice"
"""Id of the live region that every page carries; a failed callback speaks there."""

POOL_SIZE = 8
"""Threads for blocking work: more than the cores, because most of it waits for a store."""

_Body = Callable[..., Any]


class UndeclaredPermissionError(Exception):
    """A page or a callback says nobody may use it or forgot to say who; stops the start."""


def demand(what: str, permission: Sequence[Permission]) -> None:
    """Raise unless at least one real permission was declared."""
    if not permission or not all(isinstance(one, Permission) for one in permission):
        raise UndeclaredPermissionError(f"{what} declares no permission (got {permission!r})")


class Callbacks:
    """Handed to Page.register. A server callback is a plain function whose first argument is the Visit."""

    def __init__(self, dash: Dash, pool: Pool, registry: CollectorRegistry) -> None:
        self._dash = dash
        self._pool = pool
        self._seconds = Histogram(
            "linli_dashboard_callback_seconds",
            "Time of one callback including the wait for a free thread.",
            ["callback"],
            registry=registry,
        )

    def server(
        self, *dependencies: Any, permission: Sequence[Permission], prevent_initial_call: bool = False
    ) -> Callable[[_Body], _Body]:
        """Decorate `def body(visit, *values)`, sync (runs in a thread) or async (must not block).

        permission: any one of these, held in the visit's centre, lets it run.
        """

        def register(body: _Body) -> _Body:
            name = f"{body.__module__.rpartition('.')[2]}.{body.__name__}"
            demand(f"callback {name}", permission)
            run = partial(self._run, name, body, tuple(permission))

            async def guarded(*values: Any) -> Any:
                return await run(*values)

            self._dash.callback(*dependencies, prevent_initial_call=prevent_initial_call)(guarded)
            return body

        return register

    def client(self, function: str, *dependencies: Any, prevent_initial_call: bool = False) -> None:
        """Register `window.dash_clientside.<namespace>.<name>` of a file in assets; function = "namespace.name"."""
        namespace, _, name = function.partition(".")
        register: Callable[..., object] = self._dash.clientside_callback
        register(
            ClientsideFunction(namespace, name), *dependencies, prevent_initial_call=prevent_initial_call
        )

    def asking(
        self, ask: str, answer: str, told: str, *, permission: Sequence[Permission]
    ) -> Callable[[_Body], _Body]:
        """Decorate `def body(visit, asked)`: what the page's script asks for by a deed, told by assets/40-ask.js.

        ask, answer: ids of two stores; told: id of the element that speaks.
        """
        self.client("ask.answer", Output(told, "title"), Input(answer, "data"), prevent_initial_call=True)
        return self.server(
            Output(answer, "data"), Input(ask, "data"), permission=permission, prevent_initial_call=True
        )

    def redrawing(
        self, tick: str, fresh: str, redrawn: str, *, permission: Sequence[Permission]
    ) -> Callable[[_Body], _Body]:
        """Decorate `def body(visit, tick)`: the parts that are drawn anew while the page is open, by assets/39-drawn.js.

        The ids are those of three stores.
        """
        self.client("drawn.fresh", Output(redrawn, "data"), Input(fresh, "data"), prevent_initial_call=True)
        return self.server(
            Output(fresh, "data"), Input(tick, "data"), permission=permission, prevent_initial_call=True
        )

    async def _run(self, name: str, body: _Body, permission: tuple[Permission, ...], *values: Any) -> Any:
        opened = OPENED.get()
        visit = opened.visit if opened else None
        if visit is None or not any(visit.may(one) for one in permission):
            return self._tell(visit, "error.forbidden")
        began = time.perf_counter()
        try:
            return await self._call(body, visit, *values)
        except PreventUpdate:
            raise
        except Exception:  # the edge of a callback: the log gets the trace, the person a sentence
            mark = secrets.token_hex(4)
            log.exception("callback %s failed (%s)", name, mark)
            return self._tell(visit, "error.callback", id=mark)
        finally:
            self._seconds.labels(name).observe(time.perf_counter() - began)

    async def _call(self, body: _Body, visit: Visit, *values: Any) -> Any:
        if inspect.iscoroutinefunction(body):
            return await body(visit, *values)
        return await self._pool.run(body, visit, *values)

    @staticmethod
    def _tell(visit: Visit | None, key: str, **values: str) -> Any:
        if visit is not None:
            set_props(NOTICE, {"children": visit.translate(key, **values)})
        return no_update
