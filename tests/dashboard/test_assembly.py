"""What the settings become: the parts of one deployment."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from config.settings import load_settings
from dashboard.assembly import assemble
from models.calendar import Window
from tests.builders import NOON


def test_made_up_data_are_known_as_such_as_soon_as_they_are_filled_in(tmp_path: Path) -> None:
    """History is filled in behind the running pages: the first start has none yet when they begin."""
    settings = load_settings(environ={"LINLI__DATA__FOLDER": str(tmp_path)})
    assembly = assemble(settings)
    try:
        (ports,) = assembly.deployment.centres.values()
        assert not ports.simulated()
        (tmp_path / "history-shijiawan.json").write_text("{}", encoding="utf-8")
        assert ports.simulated()
    finally:
        assembly.close()


def test_no_page_can_read_raw_points_of_more_than_a_day(tmp_path: Path) -> None:
    assembly = assemble(load_settings(environ={"LINLI__DATA__FOLDER": str(tmp_path)}))
    try:
        (ports,) = assembly.deployment.centres.values()
        (sensor, *_) = ports.centre.sensors
        assert ports.store.read([sensor], Window(NOON - timedelta(days=1), NOON)) == []
        with pytest.raises(ValueError, match="raw readings of 2 days"):
            ports.store.read([sensor], Window(NOON - timedelta(days=2), NOON))
    finally:
        assembly.close()


def test_a_verb_that_serves_no_page_loads_none() -> None:
    """More than half of the time that a verb took went into pages, files and jobs which nobody was to see."""
    idle = ("dash", "dashboard.pages", "dashboard.report.route", "models.services.housekeeping", "pandas")
    loaded = (
        f"import sys, dashboard.advise, models.weekplan.cpsat; print([n for n in {idle} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
