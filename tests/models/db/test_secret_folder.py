"""Secrets of robots: for their owner only, whole or not at all, and no name leads out of the folder."""

from pathlib import Path

import pytest

from models.db.secret_folder import SecretFolder
from models.ports import StoreError
from models.sending.recipient import RobotSecret


def test_a_secret_comes_back_is_replaced_and_removed(tmp_path: Path) -> None:
    kept = SecretFolder(tmp_path / "a" / "b")
    assert kept.get("r1") is None
    kept.put("r1", RobotSecret("https://x/?key=1"))
    kept.put("r1", RobotSecret("https://x/?key=2", "s"))
    assert kept.get("r1") == RobotSecret("https://x/?key=2", "s")
    assert [one.name for one in (tmp_path / "a" / "b").iterdir()] == ["r1"]
    kept.remove("r1")
    kept.remove("r1")
    assert kept.get("r1") is None


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    SecretFolder(tmp_path / "s").put("r1", RobotSecret("https://x"))
    assert (tmp_path / "s").stat().st_mode & 0o077 == 0
    assert (tmp_path / "s" / "r1").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["../r1", "", "/etc/passwd", "r1\n", "R1", "."])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError):
        SecretFolder(tmp_path).put(name, RobotSecret("https://x"))


@pytest.mark.parametrize("content", [b"", b"[]", b'{"sign": "geheim"}', b"\xff", b'"geheim"'])
def test_a_file_that_holds_no_secret_is_told_without_its_content(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r1").write_bytes(content)
    with pytest.raises(StoreError) as told:
        SecretFolder(tmp_path).get("r1")
    assert "geheim" not in str(told.value)
