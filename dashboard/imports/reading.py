"""A file handed to a process of its own to be parsed, and what comes back of it."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.imports.limits import SECONDS, sized
from models.exchange.columns import IMPORTS, House
from models.exchange.drafting import drafted
from models.exchange.sheet import Draft, FileError, Sheet
from models.message import Message

LONGEST_ANSWER = 100_000_000


def read_file(name: str, content: bytes, zone: str) -> Sequence[tuple[str, Sheet]]:
    """The sheets of a file with the kind of their rows, "" where the file does not say it. Raises FileError."""
    answer = _parsed(name, sized(content), zone)
    if "fault" in answer:
        raise _told(answer)
    return [
        (one["kind"], Sheet(header=one["header"], rows=one["rows"], numbers=one["numbers"]))
        for one in answer["sheets"]
    ]


def _parsed(name: str, content: bytes, zone: str) -> Mapping[str, Any]:
    try:
        done = subprocess.run(
            _command(name, zone), input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise FileError("too_heavy") from error
    if done.returncode or len(done.stdout) > LONGEST_ANSWER:
        raise FileError("too_heavy")
    answer: Mapping[str, Any] = json.loads(done.stdout)
    return answer


def _command(name: str, zone: str) -> Sequence[str]:
    return [sys.executable, "-m", "dashboard.imports.child", name[-80:], zone]


def _told(answer: Mapping[str, Any]) -> FileError:
    error = FileError("broken")
    error.message = Message(answer["fault"], answer["values"])
    return error


def read_drafts(
    name: str, content: bytes, kind: str, zone: str, house: House, defaults: Mapping[str, str]
) -> Sequence[Draft]:
    """The rows of a file, read by the columns of their kind. kind: of files that do not say it. Raises FileError."""
    drafts = []
    for told, sheet in read_file(name, content, zone):
        if (told or kind) not in IMPORTS:
            raise FileError("no_kind")
        drafts.append(drafted(IMPORTS[told or kind], sheet, house, defaults))
    return drafts
