"""uv by the wheel that the lock names: right platform, right bytes, or a sentence."""

import hashlib
import io
import tomllib
import zipfile
from pathlib import Path

import pytest

from dashboard.uv_wheel import main, unpack, wheel_of

ROOT = Path(__file__).parents[2]


def a_wheel() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as wheel:
        wheel.writestr("uv-1.data/scripts/uv", b"#!/bin/sh\n")
        wheel.writestr("uv/__init__.py", b"")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("system", "machine", "tag"),
    [
        ("Linux", "x86_64", "manylinux_2_17_x86_64"),
        ("Linux", "aarch64", "manylinux_2_17_aarch64"),
        ("Darwin", "arm64", "macosx_11_0_arm64"),
        ("Darwin", "x86_64", "macosx_10_12_x86_64"),
    ],
)
def test_our_lock_holds_uv_for_the_platforms_we_name(system: str, machine: str, tag: str) -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    url, sha256 = wheel_of(lock, system, machine)
    assert tag in url
    assert len(sha256) == 64


def test_a_platform_without_a_wheel_is_named() -> None:
    with pytest.raises(LookupError, match="plan9 on mips"):
        wheel_of({"package": []}, "plan9", "mips")


def test_the_programs_of_the_wheel_become_executable(tmp_path: Path) -> None:
    wheel = a_wheel()
    unpack(wheel, hashlib.sha256(wheel).hexdigest(), tmp_path / "bin")
    assert [file.name for file in (tmp_path / "bin").iterdir()] == ["uv"]
    assert (tmp_path / "bin" / "uv").stat().st_mode & 0o111


def test_other_bytes_than_the_locked_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sha256"):
        unpack(a_wheel(), "0" * 64, tmp_path / "bin")
    assert not (tmp_path / "bin").exists()


def test_a_lock_that_cannot_be_read_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(str(tmp_path / "none.lock"), str(tmp_path)) == 1
    assert capsys.readouterr().err.count("\n") == 1
