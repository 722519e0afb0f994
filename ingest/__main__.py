"""`python -m ingest VERB`: the entry to everything that runs on the sensors' side."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

VERBS: Mapping[str, str] = {
    "run": "ingest.runtime",
    "broker": "ingest.broker",
    "simulate": "ingest.simulator.live",
    "history": "ingest.simulator.history",
    "bench": "ingest.bench",
    "dead-letters": "ingest.dead_letters",
    "replay": "ingest.replay",
    "recount": "ingest.recount",
    "decode": "ingest.decode",
}
"""Verb -> the module whose main(argv) runs it; imported only when asked for, so that each starts fast."""


def main(argv: Sequence[str]) -> int:
    """Run one verb; exit code 0 = done, 2 = wrong use, 1 = it failed and said why."""
    if not argv or argv[0] not in VERBS:
        sys.stderr.write(f"usage: python -m ingest {{{','.join(VERBS)}}} ...\n")
        return 2
    verb, *rest = argv
    code: int = import_module(VERBS[verb]).main(rest)
    return code


def run(argv: Sequence[str]) -> int:
    """As main(), but whoever stops reading (`| head`) ends it quietly."""
    try:
        code = main(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the end
        return 128 + signal.SIGPIPE
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
