"""The key of the hashes."""

from pathlib import Path

import pytest

from config.privacy import FILE, privacy_key
from config.settings import ConfigError, Settings, load_settings


def settings(tmp_path: Path, key: str = "") -> Settings:
    environ = {"LINLI__DATA__FOLDER": str(tmp_path)} | ({"LINLI__INGEST__PRIVACY_KEY": key} if key else {})
    return load_settings(environ=environ)


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = privacy_key(settings(tmp_path))
    assert privacy_key(settings(tmp_path)) == first
    assert len(first) == 64
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_the_setting_stands_above_the_file_and_makes_none(tmp_path: Path) -> None:
    assert privacy_key(settings(tmp_path, "k" * 40)) == b"k" * 40
    assert not (tmp_path / FILE).exists()


def test_a_key_that_is_too_short_is_refused_and_not_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ingest.privacy_key has 6 signs") as caught:
        privacy_key(settings(tmp_path, "s3cret"))
    assert "s3cret" not in str(caught.value)
    (tmp_path / FILE).write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match=f"{FILE} has 0 signs"):
        privacy_key(settings(tmp_path))


def test_a_folder_that_cannot_hold_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="file/sub/privacy-key cannot be made or read"):
        privacy_key(settings(tmp_path / "file" / "sub"))


def test_the_key_does_not_show_itself_in_the_settings(tmp_path: Path) -> None:
    assert "k" * 40 not in repr(settings(tmp_path, "k" * 40))
