"""What `./linli run` says while something is not there yet."""

from pathlib import Path

import pytest

from config.settings import load_settings
from dashboard.i18n import LOCALES, Translate
from dashboard.processes.words import Screen


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_waited_for_is_said_once_for_each_reason(
    locale: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {"LINLI__DATA__FOLDER": str(tmp_path), "LINLI__BROKER__URL": "mqtt://me:secret@broker.example"}
    translate = Translate(locale)  # type: ignore[arg-type]
    screen = Screen(translate, load_settings(environ=environ))
    for _ in range(2):
        screen.waiting({"dashboard": (), "ingest": ("not_connected",)})
    screen.waiting({"ingest": ("not_connected", "store_away")})
    lines = capsys.readouterr().out.splitlines()
    assert [
        str(tmp_path / "log" / f"{name}.log") in row
        for name, row in zip(("dashboard", "ingest", "ingest"), lines, strict=True)
    ] == [True] * 3
    assert translate("ingest.fault.not_connected") in lines[1]
    assert translate("ingest.fault.store_away") in lines[2]
    assert "mqtt://broker.example:1883" in lines[1]
    assert "secret" not in lines[1]
