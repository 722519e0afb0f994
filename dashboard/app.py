"""The Dash app: one index and one layout for all pages, each made for the visit of the request."""

import json
import re
from pathlib import Path
from typing import Any

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.callbacks import NOTICE, Callbacks, demand
from dashboard.deployment import Deployment
from dashboard.markup import document
from dashboard.offload import Pool
from dashboard.page import OPENED, Opened
from dashboard.shell import Frame, framed, open_pages, title
from dashboard.static import PLOTLY_URL
from dashboard.theme import theme_of

ASSETS = Path(__file__).parent / "assets"

NOT_NEEDED = re.compile(r'<script src="[^"]*/(?:deps/polyfill@|dash_table/)[^"]*"></script>\n?')
"""Bundles that Dash loads by default and no page uses: the old data table, and patches for old browsers. Of those dcc's
graph needs one part, `regeneratorRuntime`, which assets/10-regenerator-runtime.js brings in a fifteenth of the bytes."""

LEAKS = ("python_version", "dash_version", "dash_version_url", "plotly_version", "ddk_version", "websocket")
"""Parts of Dash's page configuration that tell a stranger about the server or switch on what we do not use."""


class LinliDash(Dash):
    """Dash with our document around it."""

    def __init__(self, deployment: Deployment) -> None:
        super().__init__(
            "dashboard",
            backend="fastapi",
            assets_folder=str(ASSETS),
            serve_locally=True,
            compress=False,
            suppress_callback_exceptions=True,
            use_pages=False,
            update_title="",
            enable_mcp=False,
            websocket_callbacks=False,
            add_log_handler=False,
        )
        self.deployment = deployment

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]  # Dash calls it by these names
        """The document of the page that was opened."""
        opened = OPENED.get()
        if opened is None:
            raise RuntimeError("the index was asked for outside of a page")
        frame = frame_of(self.deployment, opened)
        entry = f'<div id="react-entry-point">{_skeleton(frame)}</div>'
        name = frame.translate(f"page.{opened.page.key}")
        scripts = NOT_NEEDED.sub("", parts["scripts"])
        return document(
            locale=frame.translate.locale,
            theme=frame.theme,
            title=title(frame, name),
            head=parts["metas"] + ICON + parts["css"],
            body=framed(frame, entry) + _config(parts["config"], opened.root) + scripts + parts["renderer"],
            view="wall" if frame.wall else "",
        )


ICON = '<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">'


def create_dash(deployment: Deployment, pool: Pool) -> LinliDash:
    """The app with every page's callbacks. Raises UndeclaredPermissionError when one forgot to say who may use it."""
    dash = LinliDash(deployment)
    dash.layout = _layout
    callbacks = Callbacks(dash, pool, deployment.registry)
    for page in deployment.pages:
        demand(f"page {page.key}", page.permission)
        page.register(callbacks)
    return dash


def frame_of(deployment: Deployment, opened: Opened) -> Frame:
    """What the shell shows around an opened page."""
    visit = opened.visit
    return Frame(
        translate=visit.translate,
        theme=theme_of({"linli_theme": visit.theme}),
        account=visit.account,
        csrf=visit.csrf,
        centres=[
            ports.centre
            for centre, ports in deployment.centres.items()
            if open_pages(deployment.pages, visit.account, centre)
        ],
        pages=deployment.pages,
        centre=visit.ports.centre,
        page=opened.page,
        wall=visit.wall,
        simulated=visit.ports.simulated(),
    )


def _layout() -> Component:
    """The opened page's layout under the live region in which callbacks speak."""
    opened = OPENED.get()
    if opened is None:
        return html.Div()
    notice = html.Div(id=NOTICE, className="notice", role="status")
    return html.Div([opened.page.layout(opened.visit), notice])


def _skeleton(frame: Frame) -> str:
    return f'<p class="loading" role="status">{frame.translate("shell.loading")}</p>'


def _config(script: str, root: str) -> str:
    """Dash's page configuration, with our addresses and without what nobody should know."""
    opening, _, rest = script.partition(">")
    config: dict[str, Any] = json.loads(rest.removesuffix("</script>"))
    kept = {key: value for key, value in config.items() if key not in LEAKS}
    kept["children_props"] = {
        package: {name: props for name, props in components.items() if props}
        for package, components in config["children_props"].items()
    }
    kept |= {"requests_pathname_prefix": root, "serve_locally": False, "plotlyjs_url": PLOTLY_URL}
    return f"{opening}>{json.dumps(kept).replace('<', chr(92) + 'u003c')}</script>"
