"""The process that parses a stranger's file: little memory, little time, and nothing but its answer comes out of it."""

import json
import sys
from collections.abc import Mapping

from dashboard.imports.limits import MEMORY, SECONDS
from models.exchange.sheet import FileError


def confine() -> None:
    """No more memory and processor time than an honest file needs; no file can be written."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- there is none on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(name: str, zone: str, content: bytes) -> Mapping[str, object]:
    """The sheets of a file as plain values, or what is wrong with it."""
    from dashboard.imports.opened import opened  # noqa: PLC0415 -- only after confine()

    try:
        sheets = opened(name, content, zone)
        return {
            "sheets": [
                {"kind": kind, "header": one.header, "rows": one.rows, "numbers": one.numbers}
                for kind, one in sheets
            ]
        }
    except FileError as error:
        return {"fault": error.message.key, "values": dict(error.message.values)}
    except MemoryError:
        return {"fault": "import.file.too_heavy", "values": {}}
    except Exception:  # noqa: BLE001 -- a parser may stumble over a hostile file in any way
        return {"fault": "import.file.broken", "values": {}}


if __name__ == "__main__":
    confine()
    json.dump(answer(sys.argv[1], sys.argv[2], sys.stdin.buffer.read()), sys.stdout)
