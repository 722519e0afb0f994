"""`./linli bench advise`, part "centres": the weeks of a thousand made-up centres over the executor, with progress."""

import json
import os
import resource
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import monotonic

from config.settings import load_settings
from dashboard.bench.advise.instance import town
from dashboard.many import Pool, executor_of, run_many
from dashboard.terminal import tell_progress
from models.weekplan.planner import planned

CENTRES = 1_000
FIRST_SEED = 100


def one_centre(name: str) -> dict[str, object]:
    """The plan of one made-up centre, by a name that ends in its seed; the work of another process."""
    plan = planned(town(int(name.rpartition("-")[2])))
    return {"value": plan.value, "bound": plan.bound, "proved": plan.proved}


def measure(centres: int = CENTRES, pool: Pool | None = None) -> Iterator[str]:
    """The lines to print. How far it is stands on stderr meanwhile."""
    names = [f"centre-{seed}" for seed in range(FIRST_SEED, FIRST_SEED + centres)]
    address = load_settings().executor.address
    where = address or f"{os.cpu_count()} processes"
    pool = pool or partial(executor_of, address, os.cpu_count() or 1)
    began = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = run_many(one_centre, names, pool, Path(folder) / "plans.jsonl", tell_progress)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    proved = sum(bool(one.result.get("proved")) for one in outcomes)
    yield (
        f"centres: {centres:,} weeks planned in {monotonic() - began:.0f} s by {where}"
        f" ({spent.ru_utime + spent.ru_stime:.0f} s of CPU here), {proved:,} of them proved the best;"
        f" load {os.getloadavg()[0]:.1f} when it ended"
    )
    failed = [f"{one.name} {one.failure}" for one in outcomes if one.failure]
    if failed:
        yield json.dumps(failed)
