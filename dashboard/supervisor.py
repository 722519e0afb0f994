"""`./linli run`: one command from sensors to a live page, and one Ctrl-C that ends it all."""

import math
import os
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.centre import load_centres
from config.settings import Settings, load_settings
from dashboard.i18n import Translate
from dashboard.processes.arguments import overrides, parse
from dashboard.processes.crew import ChildFailedError, Crew
from dashboard.processes.plans import plans
from dashboard.processes.preflight import StartError, chosen_ports, claim, make_folder, refuse_invented_past
from dashboard.processes.preparation import Prepared, prepare
from dashboard.processes.words import Screen
from dashboard.terminal import complain, terminal_locale

ROOT = Path(__file__).parent.parent
_LOOK_S = 0.1
_TRIM_S = 60.0
_PATIENCE_S = 10.0
"""So long a start may take in silence."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(slots=True)
class Stop:
    """How often somebody asked us to stop: once = in order, again = at once."""

    asked: int = 0
    event: threading.Event = field(default_factory=threading.Event)

    def ask(self, *_: object) -> None:
        self.asked += 1
        self.event.set()

    def is_asked(self) -> bool:
        return self.asked > 0

    def is_urgent(self) -> bool:
        return self.asked > 1


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = stopped by Ctrl-C or a signal, 2 = wrong option or setting, 1 = it could not run and said why."""
    translate = Translate(terminal_locale(os.environ))
    arguments = parse(argv, translate)
    environ = {**os.environ, **overrides(arguments)}
    settings = load_settings(Path(arguments.settings), environ)
    centres = load_centres(settings.centre.files)
    stop = Stop()
    for number in _SIGNALS:
        signal.signal(number, stop.ask)
    try:
        make_folder(settings.data.folder)
        refuse_invented_past(settings)
        with claim(settings.data.folder):
            environ |= chosen_ports(settings)
            settings = load_settings(Path(arguments.settings), environ)
            screen = Screen(translate, settings)
            screen.starting(centres)
            return _supervise(settings, arguments.settings, environ, screen, stop)
    except StartError as error:
        complain(translate.message(error.message))
        return 1


def _supervise(
    settings: Settings, settings_file: str, environ: dict[str, str], screen: Screen, stop: Stop
) -> int:
    """Prepare, start and watch the children until somebody asks to stop."""
    prepared = prepare(settings_file, environ=environ, folder=ROOT, stopping=stop.is_asked)
    if prepared is None:
        return 0
    crew = Crew(
        plans(settings, settings_file),
        environ=environ,
        folder=ROOT,
        logs=settings.data.folder / "log",
        say=screen.say,
    )
    try:
        _watch(crew, screen, prepared, stop)
    except ChildFailedError as error:
        screen.complain(error.message)
        return 1
    finally:
        screen.stopping()
        crew.stop(hurry=stop.is_urgent)
    screen.stopped()
    return 0


def _watch(crew: Crew, screen: Screen, prepared: Prepared, stop: Stop) -> None:
    """Look at the children ten times a second; say once that everything is ready, and until then what is waited for."""
    trim_at = time.monotonic() + _TRIM_S
    ask_at = time.monotonic() + _PATIENCE_S
    is_said = False
    while not stop.is_asked():
        crew.tick()
        if crew.is_ready and not is_said:
            screen.ready(prepared)
            is_said = True
        screen.follow_history()
        if time.monotonic() >= ask_at:
            unwell = crew.unwell()
            screen.waiting(unwell)
            ask_at = time.monotonic() + _PATIENCE_S if unwell else math.inf
        if time.monotonic() >= trim_at:
            crew.trim_logs()
            trim_at += _TRIM_S
        stop.event.wait(_LOOK_S)
