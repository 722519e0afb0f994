"""Settings come from a file, are overlaid by the environment, and name what is wrong."""

from pathlib import Path

import pytest

from config.settings import DEFAULT_FILE, ConfigError, load_settings

PRODUCTION = DEFAULT_FILE.with_name("production.toml")


@pytest.mark.parametrize("file", [DEFAULT_FILE, PRODUCTION], ids=lambda f: f.stem)
def test_both_profiles_are_complete_and_right(file: Path) -> None:
    assert load_settings(file, {}).dashboard.port == 8050


def test_the_environment_wins_over_the_file() -> None:
    assert load_settings(environ={"LINLI__DASHBOARD__PORT": "9000"}).dashboard.port == 9000


def test_a_secret_comes_from_a_file_and_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n", encoding="utf-8")
    settings = load_settings(environ={"LINLI__STORE__TOKEN_FILE": str(tmp_path / "token")})
    assert settings.store.token.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(settings)


def test_the_data_folder_stands_in_the_urls(tmp_path: Path) -> None:
    settings = load_settings(environ={"LINLI__DATA__FOLDER": str(tmp_path)})
    assert settings.store.url == f"sqlite:///{tmp_path}/readings.db"


def test_several_centre_files_are_parted_like_a_path() -> None:
    settings = load_settings(environ={"LINLI__CENTRE__FILES": "a.toml:b.toml"})
    assert settings.centre.files == (Path("a.toml"), Path("b.toml"))


def test_several_proxies_are_parted_by_commas() -> None:
    settings = load_settings(environ={"LINLI__DASHBOARD__TRUSTED_PROXIES": "10.0.0.1, fd00::/64"})
    assert settings.dashboard.trusted_proxies == ("10.0.0.1", "fd00::/64")
    assert load_settings(environ={}).dashboard.trusted_proxies == ()


@pytest.mark.parametrize("everybody", ["*", "0.0.0.0/0", "::/0", "proxy.example", "10.0.0.1/8"])
def test_a_proxy_is_an_address_or_a_network_and_never_everybody(everybody: str) -> None:
    with pytest.raises(ConfigError, match=r"dashboard\.trusted_proxies") as fault:
        load_settings(environ={"LINLI__DASHBOARD__TRUSTED_PROXIES": everybody})
    assert repr(everybody) in str(fault.value)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"LINLI__DASHBOARD__PORT": "eighty"}, "setting dashboard.port = 'eighty' is wrong"),
        ({"LINLI__DASHBOARD__PROT": "1"}, "setting dashboard.prot is not known"),
        (
            {"LINLI__BROKER__PASSWORD_FILE": "/nowhere/x"},
            "LINLI__BROKER__PASSWORD_FILE: file /nowhere/x cannot be read",
        ),
        ({"LINLI__PORT": "1"}, "LINLI__PORT does not name a setting"),
        ({"LINLI__NOSUCH__KEY": "1"}, "setting nosuch is not known"),
    ],
    ids=["value", "key", "secret", "shape", "section"],
)
def test_a_fault_is_one_sentence_with_the_thing_and_the_value(environ: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError) as fault:
        load_settings(environ=environ)
    assert words in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    ("text", "words"), [("x = [", "is not TOML"), ("[centre]\n", "setting centre.files is missing")]
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="mine.toml") as fault:
        load_settings(file, {})
    assert words in str(fault.value)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ConfigError, match="/nowhere/linli.toml cannot be read"):
        load_settings(Path("/nowhere/linli.toml"), {})
