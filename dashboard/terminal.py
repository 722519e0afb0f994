"""What a person meets in a terminal: the language, the shape of --help, the plain sentence of an error."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TextIO

from config.settings import DEFAULT_FILE
from dashboard.i18n import Locale, Translate

_LANGUAGE_VARIABLES = ("LINLI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def terminal_locale(environ: Mapping[str, str]) -> Locale:
    """Chinese where the terminal is Chinese, else English; LINLI_LANG decides over the system."""
    chosen = next((environ[name] for name in _LANGUAGE_VARIABLES if environ.get(name)), "")
    return "zh-Hans" if chosen.lower().startswith("zh") else "en"


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str, *, usage_word: str = "") -> None:
        super().__init__(prog, max_help_position=30, width=100)
        self._usage_word = usage_word

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or self._usage_word)


def verb_parser(verb: str, translate: Translate) -> tuple[argparse.ArgumentParser, argparse._ArgumentGroup]:
    """A parser of `./linli VERB` and the group that its options go to, worded in the terminal's language."""
    parser = argparse.ArgumentParser(
        prog=f"./linli {verb}",
        description=translate(f"verb.{verb}"),
        formatter_class=partial(_HelpFormatter, usage_word=translate("cli.usage")),
        add_help=False,
        allow_abbrev=False,
    )
    options = parser.add_argument_group(translate("cli.options"))
    options.add_argument("-h", "--help", action="help", help=translate("cli.help"))
    return parser, options


def complain(text: str, stream: TextIO | None = None) -> None:
    """One sentence about what is wrong, on stderr."""
    (stream or sys.stderr).write(f"linli: {text}\n")


def deployment_options(options: argparse._ArgumentGroup, translate: Translate) -> None:
    """--settings, --data-dir and --centre as `config.arguments.settings_from` reads them, worded for this terminal."""
    options.add_argument(
        "--settings", type=Path, metavar="FILE", default=DEFAULT_FILE, help=translate("run.option.settings")
    )
    options.add_argument("--data-dir", type=Path, metavar="DIR", help=translate("run.option.data-dir"))
    options.add_argument(
        "--centre", type=Path, metavar="FILE", action="append", help=translate("run.option.centre")
    )


def tell_progress(done: int, of: int, _name: str) -> None:
    """How far a long run is, on stderr, in twenty steps and at its end."""
    if done == of or done % max(of // 20, 1) == 0:
        sys.stderr.write(f"linli: {done:,} / {of:,}\n")
        sys.stderr.flush()
