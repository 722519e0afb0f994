"""`python -m dashboard VERB`: what `./linli` runs once the environment stands."""

import gc
import os
import signal
import sys
from pathlib import Path

import config
import models

ROOT = Path(__file__).parent.parent


def stranger() -> str:
    """The sentence that names a package of another distribution which stands in ours' place; "" = none does."""
    for package in (config, models):
        if Path(package.__file__ or "").parent.parent != ROOT:
            return (
                f"package {package.__name__} is that of {package.__file__}, not ours in {ROOT}: start ./linli"
            )
    return ""


if __name__ == "__main__":
    fault = stranger()
    if fault:
        sys.exit(f"linli: {fault}")
    # Our matrices are small: more threads than one only wait for each other, for minutes on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # what is loaded stays: looking it through again and again took a fifth of a start; cli goes on with it
    from dashboard.cli import main

    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 128 + signal.SIGPIPE
    finally:
        gc.unfreeze()  # or the extensions that were loaded complain about all that is left of them
    sys.exit(code)
