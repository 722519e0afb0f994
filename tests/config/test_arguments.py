"""The options shared by the verbs."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from config.arguments import add_deployment, complain, settings_from
from config.settings import ConfigError


def _parse(*words: str) -> Namespace:
    return add_deployment(ArgumentParser()).parse_args(words)


def test_without_options_the_file_and_the_environment_decide(tmp_path: Path) -> None:
    settings = settings_from(_parse(), {"LINLI__DATA__FOLDER": str(tmp_path)})

    assert settings.data.folder == tmp_path


def test_an_option_wins_over_the_environment(tmp_path: Path) -> None:
    settings = settings_from(_parse("--data-dir", str(tmp_path)), {"LINLI__DATA__FOLDER": "/elsewhere"})

    assert settings.data.folder == tmp_path
    assert settings.store.url == f"sqlite:///{tmp_path}/readings.db"


def test_centre_may_be_given_twice() -> None:
    settings = settings_from(_parse("--centre", "a.toml", "--centre", "b.toml"), {})

    assert settings.centre.files == (Path("a.toml"), Path("b.toml"))


def test_a_missing_settings_file_is_named() -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        settings_from(_parse("--settings", "nowhere.toml"), {})


def test_an_expected_error_is_one_line_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert complain(ConfigError("port 1883 is taken")) == 1
    assert capsys.readouterr().err == "linli: port 1883 is taken\n"
