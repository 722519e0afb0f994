"""Models that change while the ingestor runs: taken up whole, and a broken one harms nobody."""

import os
from pathlib import Path

import pytest

from config.centre import load_centre
from config.settings import ConfigError
from ingest.catalogue import Catalogue, profile_faults
from ingest.profile import FOLDER, PROFILES
from tests.source import ROOT

ROOM = """model = "Room"
carrier = "lorawan"
family = "milesight"
source = "made for this test"
interval_s = 60
[channel]
0367 = [{ name = "temperature", type = "i16", scale = 0.1, measure = "temperature" }]
"""
BROKEN = ROOM.replace("i16", "i17")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "profiles"
    folder.mkdir()
    return folder


def write(folder: Path, text: str, name: str = "room") -> None:
    """A file that is seen to have changed, on a disk whose clock is as coarse as it likes."""
    file = folder / f"{name}.toml"
    number = file.stat().st_mtime + 1 if file.exists() else 1_700_000_000
    file.write_text(text, encoding="utf-8")
    os.utime(file, (number, number))


def test_without_a_folder_of_its_own_a_deployment_has_the_packaged_models(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "none")
    assert dict(catalogue) == dict(PROFILES)
    assert len(catalogue) == len(PROFILES)
    assert not catalogue.look()
    assert not catalogue.faults


def test_a_new_file_is_a_new_model_at_the_next_look(own: Path) -> None:
    catalogue = Catalogue(own)
    write(own, ROOM)
    assert "room" not in catalogue
    assert catalogue.look()
    assert catalogue["room"].model == "Room"
    assert not catalogue.look()


def test_a_changed_file_is_a_new_version(own: Path) -> None:
    write(own, ROOM)
    catalogue = Catalogue(own)
    before = catalogue["room"].version
    write(own, ROOM.replace("0.1", "0.5"))
    catalogue.look()
    assert catalogue["room"].version != before
    (field,) = catalogue["room"].channels[b"\x03\x67"].fields
    assert field.meaning.scale == 0.5


def test_the_own_file_goes_before_the_packaged_one_until_it_is_deleted(own: Path) -> None:
    write(own, ROOM, "milesight-ws202")
    catalogue = Catalogue(own)
    assert catalogue["milesight-ws202"].model == "Room"
    (own / "milesight-ws202.toml").unlink()
    assert catalogue.look()
    assert catalogue["milesight-ws202"] == PROFILES["milesight-ws202"]


def test_a_broken_file_keeps_its_last_good_version_and_names_the_line(own: Path) -> None:
    write(own, ROOM)
    catalogue = Catalogue(own)
    good = catalogue["room"]
    write(own, BROKEN)
    assert catalogue.look()
    assert catalogue["room"] is good
    assert "room.toml, line 7: channel.0367.temperature.type 'i17'" in catalogue.faults["room"].text
    write(own, BROKEN + "\n")
    catalogue.look()
    assert catalogue["room"] is good, "also at the second broken version"
    write(own, ROOM)
    catalogue.look()
    assert not catalogue.faults


def test_a_file_that_was_never_good_takes_nothing_from_the_others(own: Path) -> None:
    write(own, BROKEN, "milesight-ws202")
    write(own, "model = ", "zz")
    write(own, ROOM)
    catalogue = Catalogue(own)
    assert set(catalogue.faults) == {"milesight-ws202", "zz"}
    assert catalogue["milesight-ws202"] == PROFILES["milesight-ws202"]
    assert "zz" not in catalogue
    assert catalogue["room"].model == "Room"


def test_a_family_of_the_deployment_counts_as_a_change_of_its_models(own: Path) -> None:
    (own / "family").mkdir()
    write(own, ROOM.replace('"milesight"', '"ours"'))
    catalogue = Catalogue(own)
    assert "ours.toml: it cannot be read" in catalogue.faults["room"].text
    write(own / "family", "[channel]\nFF01 = 3\n", "ours")
    assert catalogue.look()
    assert catalogue["room"].channels[b"\xff\x01"].size == 3


def test_bytes_that_are_no_text_are_a_fault_and_no_crash(own: Path) -> None:
    (own / "room.toml").write_bytes(b"\xff\xfe")
    (own / "A B.toml").write_text(ROOM, encoding="utf-8")
    catalogue = Catalogue(own)
    assert set(catalogue.faults) == {"room", "A B"}


def test_a_way_of_travelling_that_nobody_reads_is_a_fault(own: Path) -> None:
    write(own, ROOM.replace("lorawan", "pigeon"))
    assert "carrier 'pigeon' is not one of" in Catalogue(own).faults["room"].text


def test_a_checked_text_is_kept_and_used_at_once(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "profiles")
    kept = catalogue.keep("room", ROOM)
    assert catalogue["room"] == kept
    assert catalogue.text("room") == ROOM
    assert [file.name for file in (tmp_path / "profiles").iterdir()] == ["room.toml"]
    assert Catalogue(tmp_path / "profiles")["room"] == kept


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("room", BROKEN, "room.toml, line 7: "),
        ("room", ROOM.replace("lorawan", "pigeon"), "carrier 'pigeon'"),
        ("../room", ROOM, "its name '../room' does not match"),
        ("", ROOM, "does not match"),
        ("room\n", ROOM, "does not match"),
    ],
)
def test_nothing_unusable_is_ever_kept(own: Path, name: str, text: str, fault: str) -> None:
    catalogue = Catalogue(own)
    with pytest.raises(ConfigError, match=fault.replace(".", r"\.").replace("'", "'")):
        catalogue.keep(name, text)
    assert list(own.parent.rglob("*.toml")) == []


def test_a_kept_text_mends_the_broken_file_at_once(own: Path) -> None:
    write(own, BROKEN)
    catalogue = Catalogue(own)
    catalogue.keep("room", ROOM)
    assert not catalogue.faults
    assert not catalogue.look(), "nothing is left to take up"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"profile file .*room\.toml: it cannot be written"):
        Catalogue(tmp_path / "file" / "profiles").keep("room", ROOM)


def test_the_text_of_a_packaged_model_can_be_read_and_that_of_an_unknown_one_is_refused(own: Path) -> None:
    catalogue = Catalogue(own)
    shipped = (FOLDER / "milesight-ws202.toml").read_text(encoding="utf-8")
    assert catalogue.text("milesight-ws202") == shipped
    for name in ("nobody", "../../config/default", "family/milesight"):
        with pytest.raises(ConfigError, match="there is no profile"):
            catalogue.text(name)


def test_a_card_tells_of_every_model_also_of_a_broken_one(own: Path) -> None:
    write(own, ROOM)
    write(own, "model = ", "zz")
    cards = {card.name: card for card in Catalogue(own).cards()}
    assert set(cards) == {*PROFILES, "room", "zz"}
    assert (cards["room"].model, cards["room"].own, cards["room"].fault) == ("Room", True, None)
    assert (cards["zz"].model, cards["zz"].own) == ("", True)
    assert (broken := cards["zz"].fault) is not None
    assert (broken.line, broken.message.key) == (1, "profile_fault.not_toml")
    assert not cards["milesight-ws202"].own


def test_a_model_that_no_longer_fits_its_sensors_is_told(own: Path) -> None:
    centre = load_centre(ROOT / "config" / "centres" / "shijiawan.toml")
    catalogue = Catalogue(own)
    assert profile_faults(catalogue, [centre]) == ()
    write(own, ROOM, "milesight-ws202")
    catalogue.look()
    assert all(
        "does not fit profile 'milesight-ws202'" in text for text in profile_faults(catalogue, [centre])
    )
    assert profile_faults(catalogue, [centre])
