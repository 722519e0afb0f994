"""What the settings become: the parts of one deployment."""

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
