"""The verbs of ./linli. To add one: a module with main(argv) -> exit code, a row here, a sentence `verb.<name>`."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

from config.settings import ConfigError
from dashboard.i18n import Translate
from dashboard.terminal import complain, terminal_locale
from models.ports import StoreError


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of VERBS. target: our module, or the verb of `python -m ingest`, which is a program of its own."""

    package: Literal["dashboard", "ingest"]
    target: str


VERBS: Mapping[str, Verb] = {
    "run": Verb("dashboard", "dashboard.supervisor"),
    "test": Verb("dashboard", "dashboard.verify"),
    "doctor": Verb("dashboard", "dashboard.doctor.report"),
    "prepare": Verb("dashboard", "dashboard.prepare"),
    "user": Verb("dashboard", "dashboard.users"),
    "calendar": Verb("dashboard", "dashboard.official_days"),
    "import": Verb("dashboard", "dashboard.imports.verb"),
    "metrics": Verb("dashboard", "dashboard.metric_sheet"),
    "forecast": Verb("dashboard", "dashboard.forecast.verb"),
    "advise": Verb("dashboard", "dashboard.advise"),
    "ledger": Verb("dashboard", "dashboard.ledger"),
    "report": Verb("dashboard", "dashboard.report.verb"),
    "audit": Verb("dashboard", "dashboard.audit_trail"),
    "dashboard": Verb("dashboard", "dashboard.server"),
    "ingest": Verb("ingest", "run"),
    "broker": Verb("ingest", "broker"),
    "simulate": Verb("ingest", "simulate"),
    "history": Verb("ingest", "history"),
    "send": Verb("dashboard", "dashboard.send"),
    "dead-letters": Verb("ingest", "dead-letters"),
    "replay": Verb("ingest", "replay"),
    "recount": Verb("ingest", "recount"),
    "decode": Verb("ingest", "decode"),
    "bench": Verb("dashboard", "dashboard.bench"),
}
"""In the order in which a newcomer meets them."""

PATH_OPTIONS = ("--settings", "--data-dir", "--centre")
"""Options whose value is a path, read from the folder in which the person stands."""

_HELP = ("help", "-h", "--help")


def main(argv: Sequence[str]) -> int:
    """Run one verb; exit code 0 = done, 2 = wrong use or setting, 1 = it failed and said why."""
    translate = Translate(terminal_locale(os.environ))
    if not argv or argv[0] in _HELP:
        sys.stdout.write(overview(translate))
        return 0
    verb, *rest = argv
    if verb not in VERBS:
        complain(translate("cli.unknown_verb", verb=verb, verbs=", ".join(VERBS)))
        return 2
    arguments = from_folder(rest, Path(os.environ.get("LINLI_FROM", ".")))
    try:
        return _start(VERBS[verb], arguments)
    except ConfigError as error:
        complain(str(error))
        return 2
    except StoreError as error:
        complain(str(error))
        return 1


def overview(translate: Translate) -> str:
    """What `./linli --help` prints."""
    verbs = "".join(f"  {verb:<14}{translate(f'verb.{verb}')}\n" for verb in VERBS)
    return f"{translate('cli.usage')}./linli VERB ...\n\n{translate('cli.about')}\n\n{verbs}\n{translate('cli.more')}\n"


def from_folder(argv: Sequence[str], folder: Path) -> list[str]:
    """The arguments with every relative path led by the folder, because the product runs in its own."""
    result: list[str] = []
    value_is_path = False
    for argument in argv:
        option, is_joined, value = argument.partition("=")
        if value_is_path:
            result.append(str(folder / argument))
        elif is_joined and option in PATH_OPTIONS:
            result.append(f"{option}={folder / value}")
        else:
            result.append(argument)
        value_is_path = argument in PATH_OPTIONS
    return result


def _start(verb: Verb, argv: Sequence[str]) -> int:
    if verb.package == "ingest":
        os.execv(sys.executable, [sys.executable, "-m", "ingest", verb.target, *argv])  # noqa: S606 -- no shell meant
    module = import_module(verb.target)
    gc.freeze()  # half a million objects that stay
    gc.enable()
    code: int = module.main(argv)
    return code
