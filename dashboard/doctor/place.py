"""Checks of the machine: centre files, folder, disk, clock, time zones."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.doctor.finding import Case, Finding, ok, warning, wrong
from models.message import Value

EARLIEST_YEAR, LATEST_YEAR = 2026, 2045
"""Before this program was written, or long after its certificates and calendars: the clock is wrong."""

_MB = 1_000_000
_ROOMY = 5
"""So many times the floor must be free, or there is a warning."""

_SLACK = timedelta(minutes=5)


def centres(case: Case) -> Iterator[Finding]:
    """The centre files were read; a fault in one has stopped the doctor before."""
    for centre in case.centres.values():
        yield ok("centre", centre=centre.id, spaces=len(centre.spaces), sensors=len(centre.sensors))


def folder(case: Case) -> Iterator[Finding]:
    """The data folder can be written and there is room on its disk."""
    place = case.settings.data.folder
    if not place.is_dir():
        yield warning("folder.missing", folder=str(place))
        return
    if not os.access(place, os.W_OK | os.X_OK):
        yield wrong("folder.read_only", folder=str(place))
        return
    free, floor = shutil.disk_usage(place).free // _MB, case.settings.ingest.disk_floor_mb
    values: dict[str, Value] = {"folder": str(place), "free_mb": free, "floor_mb": floor}
    if free < floor:
        yield wrong("disk.full", **values)
    elif free < floor * _ROOMY:
        yield warning("disk.low", **values)
    else:
        yield ok("folder", **values)


def clock(case: Case) -> Iterator[Finding]:
    """The year is plausible, no file is from the future, every centre's time zone is known."""
    shown = case.now.isoformat(timespec="seconds")
    newest = _newest(case.settings.data.folder)
    if not EARLIEST_YEAR <= case.now.year <= LATEST_YEAR:
        yield wrong("clock.year", now=shown)
    elif newest is not None and newest > case.now + _SLACK:
        yield wrong("clock.back", now=shown, newest=newest.isoformat(timespec="seconds"))
    else:
        yield ok("clock", now=shown)
    for zone in sorted({centre.timezone for centre in case.centres.values()}):
        try:
            yield ok("zone", zone=zone, local=case.now.astimezone(ZoneInfo(zone)).strftime("%H:%M"))
        except (ZoneInfoNotFoundError, OSError):
            yield wrong("zone.unknown", zone=zone)


def _newest(place: Path) -> datetime | None:
    """When the newest file of the folder was changed."""
    stamps = [file.stat().st_mtime for file in place.glob("*") if file.is_file()]
    return datetime.fromtimestamp(max(stamps)).astimezone() if stamps else None
