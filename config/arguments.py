"""The options that every verb shares (--settings, --data-dir, --centre) and how a verb ends on an expected error."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.settings import DEFAULT_FILE, ENV_PREFIX, Settings, load_settings

ZONE = ZoneInfo("Asia/Shanghai")
"""What a date on a command line is meant in when it names no zone."""


def add_deployment(parser: ArgumentParser) -> ArgumentParser:
    """Give a parser the options that say which deployment is meant."""
    parser.add_argument(
        "--settings", type=Path, default=DEFAULT_FILE, metavar="FILE", help="settings file (TOML)"
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="where everything is kept (data.folder)")
    parser.add_argument(
        "--centre",
        type=Path,
        action="append",
        metavar="FILE",
        help="centre file; again for a second centre (centre.files)",
    )
    return parser


def settings_from(arguments: Namespace, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of one command line: file < environment < options. Raises ConfigError."""
    return load_settings(arguments.settings, {**environ, **_overrides(arguments)})


def _overrides(arguments: Namespace) -> dict[str, str]:
    """The options as the environment variables that they stand above."""
    chosen = {}
    if arguments.data_dir is not None:
        chosen[f"{ENV_PREFIX}DATA__FOLDER"] = str(arguments.data_dir)
    if arguments.centre:
        chosen[f"{ENV_PREFIX}CENTRE__FILES"] = os.pathsep.join(str(file) for file in arguments.centre)
    return chosen


def complain(error: Exception) -> int:
    """Say an expected error in one line on stderr; the exit code of a verb that failed."""
    sys.stderr.write(f"linli: {error}\n")
    return 1


def instant(text: str) -> datetime:
    """2026-11-01, 2026-11-01T08:00 (both in Asia/Shanghai) or with a zone -> UTC.

    Raises ValueError, which argparse tells with the option's name.
    """
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(UTC)
