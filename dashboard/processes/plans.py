"""Which processes make up a deployment on one machine, and in which order they can start."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from config.broker import endpoint, is_embedded
from config.settings import DEFAULT_FILE, Settings
from dashboard.processes.child import Plan
from dashboard.processes.probe import accepts, answers, reasons, runs
from dashboard.processes.progress import present_is_filled


def plans(settings: Settings, settings_file: str = str(DEFAULT_FILE)) -> list[Plan]:
    """The children of `./linli run`, in the order of PLANS; only those that the settings ask for."""
    made = [make(settings) for make in PLANS.values()]
    wanted = [plan for plan in made if plan is not None]
    names = {plan.name for plan in wanted}
    return [_completed(plan, names, settings_file) for plan in wanted]


def _broker(settings: Settings) -> Plan | None:
    if not is_embedded(settings):
        return None
    broker = endpoint(settings)
    return Plan(name="broker", argv=("ingest", "broker"), ready=accepts(broker.host, broker.port))


def _ingest(settings: Settings) -> Plan:
    ingest = settings.ingest
    return Plan(
        name="ingest",
        argv=("ingest", "run"),
        # Also while it is sick: the page is made to show such faults.
        ready=answers(ingest.metrics_host, ingest.metrics_port, "/healthz", also_sick=True),
        reasons=reasons(ingest.metrics_host, ingest.metrics_port, "/healthz"),
        after=("broker", "history"),
    )


def _dashboard(settings: Settings) -> Plan:
    web = settings.dashboard
    return Plan(
        name="dashboard",
        argv=("dashboard", "dashboard"),
        ready=answers(web.host, web.port, "/healthz"),
        after=("broker",),
    )


def _history(settings: Settings) -> Plan | None:
    if not (settings.simulate.enabled and settings.simulate.history_weeks):
        return None
    # Live counting takes today up from the store, so ingest waits for this week; the other years fill in behind it,
    # more quietly than the rest so that the page comes up quickly.
    ready = partial(present_is_filled, settings.data.folder, len(settings.centre.files), datetime.now(UTC))
    return Plan(name="history", argv=("ingest", "history"), ready=ready, lasting=False, niceness=5)


def _simulate(settings: Settings) -> Plan | None:
    if not settings.simulate.enabled:
        return None
    return Plan(name="simulate", argv=("ingest", "simulate"), ready=runs, after=("ingest",))


PLANS: Mapping[str, Callable[[Settings], Plan | None]] = {
    "broker": _broker,
    "ingest": _ingest,
    "dashboard": _dashboard,
    "history": _history,
    "simulate": _simulate,
}


def _completed(plan: Plan, names: set[str], settings_file: str) -> Plan:
    """The full command line; what is not started here (another's broker) is not waited for."""
    package, verb = plan.argv
    command = (sys.executable, "-m", package, verb, "--settings", settings_file)
    return replace(plan, argv=command, after=tuple(name for name in plan.after if name in names))
