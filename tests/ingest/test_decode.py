"""`./linli decode`: hex, files and whole messages; an exit code that a script can trust."""

from collections.abc import Callable
from pathlib import Path

import pytest

from config.settings import ConfigError
from ingest.decode import main, payload_of
from tests.ingest.payloads import chirpstack_up

Verb = Callable[..., tuple[int, str, str]]

ROOM = """model = "Room"
carrier = "lorawan"
source = "made for this test"
interval_s = 60
[channel]
0367 = [{ name = "temperature", type = "i16", scale = 0.1, measure = "temperature" }]
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Verb:
    """The verb as somebody types it who stands in tmp_path: exit code, stdout, stderr."""
    monkeypatch.setenv("LINLI_FROM", str(tmp_path))

    def typed(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--data-dir", str(tmp_path / "data")])
        told = capsys.readouterr()
        return code, told.out, told.err

    return typed


def test_a_frame_in_hex_is_a_table(run: Verb) -> None:
    code, out, _ = run("--profile", "milesight-ws523", "0480FFFF0000 07C94A00 08 70 01")
    assert code == 0
    assert out.splitlines() == [
        "milesight-ws523: Milesight WS523 smart socket",
        "measure    value  unit  instant",
        "power      65535  W     -        out of range",
        "current    0.074  A     -",
        "switch_on  1      bool  -",
    ]


def test_a_kept_record_shows_its_instant_and_a_device_what_it_is(run: Verb) -> None:
    code, out, _ = run("--profile", "milesight-em300-th", "FF0A0114 20CE9E74466310015D00")
    assert code == 0
    assert "temperature  27.2   Cel   2022-10-12T08:02:38Z" in out
    assert "device: firmware = 1.14" in out


def test_a_frame_that_cannot_be_read_says_why_and_fails(run: Verb) -> None:
    code, out, _ = run("--profile", "milesight-vs133", "03D24800")
    assert code == 1
    assert "fault: short_frame: frame 03d24800 ends inside channel 03D2, which begins at byte 0" in out


def test_a_whole_message_comes_from_a_file(run: Verb, tmp_path: Path) -> None:
    (tmp_path / "up.json").write_bytes(chirpstack_up(bytes.fromhex("06CD05"), time="2026-11-20T06:00:00Z"))
    topic = "application/a/device/24e124136c190001/event/up"
    code, out, _ = run(
        "--profile", "milesight-vs121", "--envelope", "chirpstack", "--topic", topic, "up.json"
    )
    assert code == 0
    assert "occupancy_max  5      1     2026-11-20T06:00:00Z" in out


def test_a_message_may_be_typed_and_says_what_it_does_not_know(run: Verb) -> None:
    code, out, _ = run(
        "--profile", "zigbee-plug", "--envelope", "zigbee2mqtt", "--topic", "zigbee2mqtt/p", '{"mood":1}'
    )
    assert code == 0
    assert "not known to the profile: mood" in out
    assert "nothing was measured" in out


def test_a_profile_may_be_a_file_that_is_not_used_yet(run: Verb, tmp_path: Path) -> None:
    (tmp_path / "room.toml").write_text(ROOM, encoding="utf-8")
    code, out, _ = run("--profile", "room.toml", "0367F6FF")
    assert (code, out.splitlines()[0]) == (0, "room: Room")
    (tmp_path / "room.toml").write_text(ROOM.replace("i16", "i17"), encoding="utf-8")
    code, _, err = run("--profile", "room.toml", "0367F6FF")
    assert code == 1
    assert err.startswith("linli: profile file room.toml, line 6: channel.0367.temperature.type 'i17'")


def test_a_profile_of_the_deployment_is_known_by_its_name(run: Verb, tmp_path: Path) -> None:
    own = tmp_path / "data" / "profiles"
    own.mkdir(parents=True)
    (own / "room.toml").write_text(ROOM, encoding="utf-8")
    assert run("--profile", "room", "0367F6FF")[0] == 0
    (own / "room.toml").write_text("model =", encoding="utf-8")
    code, _, err = run("--profile", "room", "0367F6FF")
    assert code == 1
    assert "room.toml, line 1: it is not TOML" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--profile", "nobody", "00"), "profile 'nobody' is not one of "),
        (("--profile", "none.toml", "00"), "none.toml cannot be read"),
        (("--profile", "milesight-vs133", "none.bin"), "payload 'none.bin' is neither hex nor a file"),
        (("--profile", "milesight-vs133", "0"), "payload '0' is neither hex nor a file"),
        (("--profile", "milesight-vs133", "a\0"), "is neither hex nor a file"),
    ],
)
def test_what_does_not_exist_is_named(run: Verb, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith("linli: ")
    assert said in err


@pytest.mark.parametrize("given", ["03D2 48", "0x03d248", "03:d2:48", "03-D2-48", " 03D248 "])
def test_hex_is_read_as_people_write_it(given: str) -> None:
    assert payload_of(given, Path()) == bytes.fromhex("03D248")


def test_a_file_holds_hex_or_the_bytes_themselves(tmp_path: Path) -> None:
    (tmp_path / "hex.txt").write_text("03D2 48\n", encoding="ascii")
    (tmp_path / "raw.bin").write_bytes(b"\x03\xd2\x48")
    for name in ("hex.txt", "raw.bin"):
        assert payload_of(name, tmp_path) == bytes.fromhex("03D248")


def test_a_folder_is_no_payload(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="neither hex nor a file"):
        payload_of(".", tmp_path)
