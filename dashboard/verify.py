"""`./linli test`: everything that a change must pass, one step after the other, and which of them did not."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard.i18n import Translate
from dashboard.terminal import terminal_locale, verb_parser
from models.message import Value

ROOT = Path(__file__).parent.parent
_PYTHON = sys.executable
_BIN = Path(_PYTHON).parent

STEPS: Mapping[str, tuple[str, ...]] = {
    "format": (_PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."),
    "lint": (_PYTHON, "-m", "ruff", "check", "--quiet", "."),
    "types": (_PYTHON, "-m", "mypy"),
    "contracts": (str(_BIN / "lint-imports"), "--no-logo"),
    "lock": (os.environ.get("LINLI_UV", "uv"), "lock", "--check", "--quiet"),
    "tests": (_PYTHON, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"),
}
"""Cheapest first; what follows the verb on the command line goes to the last step."""


def main(argv: Sequence[str]) -> int:
    """Run every step, also after one has failed. Exit code 0 = all passed, 1 = not."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("test", translate)
    options.add_argument("--long", action="store_true", help=translate("verify.option.long"))
    if argv and argv[0] in ("-h", "--help"):
        parser.parse_args(["--help"])
    begun = time.monotonic()
    failed = [name for name, command in STEPS.items() if not _passes(name, command, argv, translate)]
    if failed:
        names = translate("run.comma").join(translate(f"verify.step.{name}") for name in failed)
        _say(translate("verify.some_failed", steps=names))
        return 1
    _say(translate("verify.all_passed", seconds=time.monotonic() - begun))
    return 0


def _passes(name: str, command: Sequence[str], extra: Sequence[str], translate: Translate) -> bool:
    full = [*command, *(extra if name == "tests" else ())]
    begun = time.monotonic()
    code = subprocess.run(full, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    values: dict[str, Value] = {"step": translate(f"verify.step.{name}"), "seconds": time.monotonic() - begun}
    if code == 0:
        _say(translate("verify.passed", **values))
    else:
        _say(translate("verify.failed", **values, command=shlex.join(full)))
    return code == 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
