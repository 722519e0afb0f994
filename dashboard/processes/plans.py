"""Which processes make up a deployment on one machine, and in which order they can start."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from config.broker import endpoint, is_embedded
from config.settings import DEFAULT_FILE, Settings
from config.shards import leaving, metrics_port, named
from dashboard.processes.child import Plan
from dashboard.processes.probe import accepts, answers, reasons, runs
from dashboard.processes.progress import present_is_filled


def plans(settings: Settings, settings_file: str = str(DEFAULT_FILE)) -> list[Plan]:
    """The children of `./linli run`, in the order of PLANS; only those that the settings ask for."""
    wanted = [plan for make in PLANS.values() for plan in make(settings)]
    names = {plan.name for plan in wanted}
    return [_completed(plan, names, settings_file) for plan in wanted]


def _broker(settings: Settings) -> list[Plan]:
    if not is_embedded(settings):
        return []
    broker = endpoint(settings)
    return [Plan(name="broker", argv=("ingest", "broker"), ready=accepts(broker.host, broker.port))]


def _ingest(settings: Settings) -> list[Plan]:
    """One process for each shard, and those that an older, larger layout left with messages to work off."""
    return [_shard(settings, index) for index in (*range(settings.ingest.shards), *leaving(settings))]


def _shard(settings: Settings, index: int) -> Plan:
    ingest = settings.ingest
    place = (ingest.metrics_host, metrics_port(settings, index), "/healthz")
    return Plan(
        name=named("ingest", index),
        argv=("ingest", "run", *(("--shard", str(index)) if index else ())),
        # Also while it is sick: the page is made to show such faults.
        ready=answers(*place, also_sick=True),
        reasons=reasons(*place),
        after=("broker", "history"),
        lasting=index < ingest.shards,
    )


def _dashboard(settings: Settings) -> list[Plan]:
    web = settings.dashboard
    return [
        Plan(
            name="dashboard",
            argv=("dashboard", "dashboard"),
            ready=answers(web.host, web.port, "/healthz"),
            after=("broker",),
        )
    ]


def _history(settings: Settings) -> list[Plan]:
    if not (settings.simulate.enabled and settings.simulate.history_weeks):
        return []
    # Live counting takes today up from the store, so ingest waits for this week; the other years fill in behind it,
    # more quietly than the rest so that the page comes up quickly.
    ready = partial(present_is_filled, settings.data.folder, len(settings.centre.files), datetime.now(UTC))
    return [Plan(name="history", argv=("ingest", "history"), ready=ready, lasting=False, niceness=5)]


def _simulate(settings: Settings) -> list[Plan]:
    if not settings.simulate.enabled:
        return []
    return [Plan(name="simulate", argv=("ingest", "simulate"), ready=runs, after=("ingest",))]


PLANS: Mapping[str, Callable[[Settings], list[Plan]]] = {
    "broker": _broker,
    "ingest": _ingest,
    "dashboard": _dashboard,
    "history": _history,
    "simulate": _simulate,
}


def _completed(plan: Plan, names: set[str], settings_file: str) -> Plan:
    """The full command line; what is not started here (another's broker) is not waited for."""
    package, verb, *options = plan.argv
    command = (sys.executable, "-m", package, verb, *options, "--settings", settings_file)
    return replace(plan, argv=command, after=tuple(name for name in plan.after if name in names))
