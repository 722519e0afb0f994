"""The verbs: each exists, says what it does in both languages, and meets the person's own paths."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from dashboard.cli import VERBS, from_folder, main, overview
from dashboard.i18n import LOCALES, Translate
from ingest.__main__ import VERBS as INGEST_VERBS


def test_every_verb_leads_to_something_that_exists() -> None:
    for name, verb in VERBS.items():
        if verb.package == "ingest":
            assert verb.target in INGEST_VERBS, name
        else:
            assert find_spec(verb.target) is not None, name


@pytest.mark.parametrize("locale", LOCALES)
def test_the_overview_names_every_verb(locale: str) -> None:
    lines = overview(Translate(locale)).splitlines()  # type: ignore[arg-type]
    named = {line.split()[0] for line in lines if line.startswith("  ")}
    assert named == set(VERBS)


def test_no_verb_shows_the_overview(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "doctor" in capsys.readouterr().out


def test_an_unknown_verb_is_named_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rnu"]) == 2
    message = capsys.readouterr().err
    assert "rnu" in message
    assert "run" in message


def test_relative_paths_are_read_from_where_the_person_stands() -> None:
    folder = Path("/home/li")
    assert from_folder(["--data-dir", "d", "--port", "1", "--centre=c.toml"], folder) == [
        *("--data-dir", "/home/li/d", "--port", "1", "--centre=/home/li/c.toml")
    ]
    assert from_folder(["--settings", "/etc/s.toml"], folder) == ["--settings", "/etc/s.toml"]
