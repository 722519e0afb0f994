"""What `./linli run` says: a few calm lines, in the language of the terminal."""

import sys
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from config.broker import address
from config.settings import Settings
from dashboard.i18n import Translate
from dashboard.processes.preparation import Prepared
from dashboard.processes.probe import reachable
from dashboard.processes.progress import filled_share
from dashboard.terminal import complain
from models.centre import Centre, CentreId
from models.message import Message, Value

_STEP = 0.25
"""The history is mentioned again after each quarter of it."""

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Screen:
    """The terminal of one run."""

    def __init__(self, translate: Translate, settings: Settings) -> None:
        self._translate = translate
        self._settings = settings
        self._history_said = -1.0
        self._waiting_said: dict[str, tuple[str, ...]] = {}

    def starting(self, centres: Mapping[CentreId, Centre]) -> None:
        names = [self._translate.name(centre.name) for centre in centres.values()]
        self._line("run.starting", centres=self._translate("run.comma").join(names))
        self._line("run.data", folder=str(self._settings.data.folder))
        if self._settings.dashboard.host not in _LOOPBACK and not self._is_https():
            self._line("run.open_to_network", host=self._settings.dashboard.host)

    def ready(self, prepared: Prepared) -> None:
        self._line("run.ready")
        self._line("run.link", url=self._address() + prepared.link)
        if prepared.password:
            self._line("run.password", name=prepared.manager, password=prepared.password)
        self._line("run.simulated" if self._settings.simulate.enabled else "run.not_simulated")
        self._line("run.how_to_stop")

    def follow_history(self) -> None:
        """Say how far the history is, at the start, at each quarter and at the end."""
        share = filled_share(self._settings.data.folder)
        if share is None or share < min(self._history_said + _STEP, 1.0) or self._history_said >= 1.0:
            return
        is_first_look_at_a_full_one = self._history_said < 0 and share >= 1.0
        self._history_said = share
        if not is_first_look_at_a_full_one:
            self._line("run.history_full" if share >= 1.0 else "run.history", percent=round(share * 100))

    def waiting(self, unwell: Mapping[str, Sequence[str]]) -> None:
        """Say what is waited for and why, once for each new reason."""
        for name, reasons in unwell.items():
            if self._waiting_said.get(name) == tuple(reasons):
                continue
            self._waiting_said[name] = tuple(reasons)
            log = str(self._settings.data.folder / "log" / f"{name}.log")
            why = self._translate("run.comma").join(self._translate(f"ingest.fault.{key}") for key in reasons)
            if reasons:
                self._line("run.unwell", name=name, why=why, broker=address(self._settings), log=log)
            else:
                self._line("run.waiting", name=name, log=log)

    def say(self, message: Message) -> None:
        self._print(self._translate.message(message))

    def complain(self, message: Message) -> None:
        complain(self._translate.message(message))

    def stopping(self) -> None:
        self._line("run.stopping")

    def stopped(self) -> None:
        self._line("run.stopped")

    def _address(self) -> str:
        """Where a browser on this machine finds the dashboard."""
        web = self._settings.dashboard
        if web.public_url:
            return web.public_url.rstrip("/")
        host = reachable(web.host)
        return f"http://[{host}]:{web.port}" if ":" in host else f"http://{host}:{web.port}"

    def _is_https(self) -> bool:
        return urlsplit(self._settings.dashboard.public_url).scheme == "https"

    def _line(self, key: str, **values: Value) -> None:
        self._print(self._translate(key, **values))

    def _print(self, text: str) -> None:
        try:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader went away (a closed terminal, `| head`); the centre goes on.
            return
