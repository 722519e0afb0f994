"""What the settings become: the parts of one deployment."""

import subprocess
import sys
from pathlib import Path

from config.settings import load_settings
from dashboard.assembly import assemble


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


def test_a_verb_that_serves_no_page_loads_none() -> None:
    """More than half of the time that a verb took went into pages, files and jobs which nobody was to see."""
    idle = ("dash", "dashboard.pages", "dashboard.report.route", "models.services.housekeeping", "pandas")
    loaded = (
        f"import sys, dashboard.advise, models.weekplan.cpsat; print([n for n in {idle} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
