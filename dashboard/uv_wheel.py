"""Fetches uv by the wheel that uv.lock names, where Python has neither venv nor pip; runs on a bare Python 3.11."""

import hashlib
import io
import platform
import sys
import tomllib
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

_MACHINES = {"arm64": "aarch64", "amd64": "x86_64"}


def wheel_of(lock: dict[str, Any], system: str, machine: str) -> tuple[str, str]:
    """(URL, sha256) of the wheel for a platform. Raises LookupError naming the platform when the lock has none."""
    machine = _MACHINES.get(machine.lower(), machine.lower())
    wanted = {
        "linux": (f"manylinux_2_17_{machine}", f"manylinux_2_28_{machine}", f"musllinux_1_1_{machine}"),
        "darwin": (f"macosx_11_0_{'arm64' if machine == 'aarch64' else machine}", f"macosx_10_12_{machine}"),
    }.get(system.lower(), ())
    wheels = [
        wheel for package in lock["package"] if package["name"] == "uv" for wheel in package.get("wheels", ())
    ]
    for tag in wanted:
        for wheel in wheels:
            if tag in wheel["url"].rpartition("/")[2]:
                return wheel["url"], wheel["hash"].removeprefix("sha256:")
    raise LookupError(f"uv.lock holds no uv for {system} on {machine}")


def unpack(wheel: bytes, sha256: str, folder: Path) -> None:
    """Put the wheel's programs into the folder. Raises ValueError when the bytes are not the locked ones."""
    found = hashlib.sha256(wheel).hexdigest()
    if found != sha256:
        raise ValueError(f"the wheel of uv has sha256 {found}, uv.lock says {sha256}")
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(wheel)) as files:
        for name in files.namelist():
            if "/scripts/" in name and not name.endswith("/"):
                program = folder / Path(name).name
                program.write_bytes(files.read(name))
                program.chmod(0o755)


def main(lock_file: str, folder: str) -> int:
    """Exit code 0 = the folder holds uv, 1 = it could not be fetched and stderr says why."""
    try:
        lock = tomllib.loads(Path(lock_file).read_text(encoding="utf-8"))
        url, sha256 = wheel_of(lock, platform.system(), platform.machine())
        with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 -- an https URL out of our own lock
            unpack(answer.read(), sha256, Path(folder))
    except (OSError, LookupError, ValueError) as error:
        sys.stderr.write(f"linli: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
