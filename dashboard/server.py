"""The verb `dashboard`: the web pages, until somebody stops them."""

import gc
import logging
import os
import socket
import sys
from collections.abc import Sequence

from starlette.routing import BaseRoute

from config.arguments import settings_from
from config.settings import ConfigError, Settings
from dashboard.asgi import create_app
from dashboard.assembly import Assembly, Served, assemble
from dashboard.callbacks import UndeclaredPermissionError
from dashboard.housekeeping import keeping_house
from dashboard.i18n import Translate
from dashboard.live_centres import LiveCentres
from dashboard.pages import PAGES
from dashboard.project_file import project_routes
from dashboard.report.route import report_routes
from dashboard.serving import PortError, address, listen, server
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.ports import StoreError

log = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = stopped by a signal, 2 = wrong option or setting, 1 = it could not run and said why."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("dashboard", translate)
    deployment_options(options, translate)
    options.add_argument("--host", help=translate("run.option.host"))
    options.add_argument("--port", type=int, help=translate("run.option.port"))
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    try:
        return _serve(_address_from(settings_from(arguments), arguments.host, arguments.port))
    except ConfigError as error:
        complain(str(error))
        return 2
    except (PortError, StoreError, UndeclaredPermissionError) as error:
        complain(str(error))
        return 1


def _address_from(settings: Settings, host: str | None, port: int | None) -> Settings:
    """The settings with the address of the command line above them."""
    if port is not None and not 0 <= port <= 65_535:
        raise ConfigError(f"option --port {port} is not between 0 and 65535")
    chosen = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    return settings.model_copy(update={"dashboard": settings.dashboard.model_copy(update=chosen)})


def _serve(settings: Settings) -> int:
    """The port first: when it is taken nothing else is touched."""
    listening = listen(settings.dashboard.host, settings.dashboard.port)
    with listening:
        assembly = assemble(settings, Served(pages=PAGES, files=_files, house=keeping_house))
        try:
            return _run(assembly, listening, settings.dashboard.trusted_proxies)
        finally:
            assembly.close()


def _files(centres: LiveCentres) -> Sequence[BaseRoute]:
    """What is taken along: reports, and the papers of projects."""
    return [*report_routes(centres), *project_routes(centres)]


def _run(assembly: Assembly, listening: socket.socket, trusted_proxies: Sequence[str]) -> int:
    assembly.follower.start()
    app = create_app(assembly.deployment)
    running = server(app, assembly.release_streams, trusted_proxies)
    host, port = address(listening)
    gc.collect()
    gc.freeze()  # a start makes 200,000 objects that stay; to look through them again doubled the cost of a figure
    log.info("pages on http://%s:%s", host, port)
    running.run(sockets=[listening])
    return 0
