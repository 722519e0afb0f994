"""The options of `./linli run` become the settings of every child."""

import os
from pathlib import Path

import pytest

from config.settings import ConfigError, load_settings
from dashboard.i18n import Translate
from dashboard.processes.arguments import overrides, parse


def chosen(*argv: str) -> dict[str, str]:
    return overrides(parse(argv, Translate("en")))


def test_without_options_nothing_is_overruled() -> None:
    assert chosen() == {}


def test_every_option_reaches_its_setting(tmp_path: Path) -> None:
    settings = load_settings(
        environ=chosen(
            *("--port", "8099", "--host", "0.0.0.0", "--data-dir", str(tmp_path)),
            *("--centre", "a.toml", "--centre", "b.toml", "--no-simulate", "--speed", "60"),
        )
    )
    assert (settings.dashboard.port, settings.dashboard.host) == (8099, "0.0.0.0")
    assert settings.data.folder == tmp_path
    assert settings.centre.files == (Path("a.toml"), Path("b.toml"))
    assert not settings.simulate.enabled
    assert settings.simulate.speed == 60


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (("--port", "99999"), "dashboard.port = '99999'"),
        (("--port", "web"), "dashboard.port = 'web'"),
        (("--speed", "0"), "simulate.speed = '0'"),
    ],
)
def test_a_wrong_value_is_named_with_its_setting(argv: tuple[str, ...], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        load_settings(environ={**os.environ, **chosen(*argv)})


@pytest.mark.parametrize("locale", ["zh-Hans", "en"])
def test_help_is_there_in_both_languages(locale: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--help"], Translate(locale))  # type: ignore[arg-type]
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert {"zh-Hans": "用法：./linli run", "en": "usage: ./linli run"}[locale] in text
    for option in ("--port", "--host", "--data-dir", "--centre", "--no-simulate", "--speed", "--settings"):
        assert option in text


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--prot", "1"], Translate("en"))
    assert ended.value.code == 2
    assert "--prot" in capsys.readouterr().err
