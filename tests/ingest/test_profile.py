"""The shipped profiles and the questions that others ask of them."""

import subprocess
import sys

import pytest

from ingest.profile import PROFILES, ROLE_NEEDS, Meaning, chosen_meaning, counter_bits, load_profiles
from models.centre import SensorRole
from models.reading import MEASURES


@pytest.mark.parametrize("name", PROFILES)
def test_a_shipped_profile_measures_only_what_has_a_unit(name: str) -> None:
    profile = PROFILES[name]
    assert profile.name == name
    assert profile.measures <= MEASURES.keys()
    assert profile.ranges.keys() <= profile.measures
    assert all(
        MEASURES[key].valid[0] <= low < high <= MEASURES[key].valid[1]
        for key, (low, high) in profile.ranges.items()
    )


@pytest.mark.parametrize("name", PROFILES)
def test_a_shipped_profile_fits_at_least_one_role(name: str) -> None:
    assert any(PROFILES[name].fits(role) for role in SensorRole)


def test_every_role_needs_something_that_can_be_measured() -> None:
    assert set(ROLE_NEEDS) == set(SensorRole)
    assert set().union(*ROLE_NEEDS.values()) <= MEASURES.keys()


@pytest.mark.parametrize(
    ("name", "bits"), [("milesight-vs133", 32), ("milesight-vs121", 16), ("linli-counter", 32)]
)
def test_a_counter_wraps_at_the_width_of_its_model(name: str, bits: int) -> None:
    assert counter_bits(name) == bits


def test_a_model_that_counts_nobody_has_a_width_that_never_matters() -> None:
    assert counter_bits("zigbee-plug") == 32


def test_the_width_of_an_unknown_model_is_an_error() -> None:
    with pytest.raises(KeyError):
        counter_bits("vs999")


def test_a_channel_says_where_each_number_lies_so_that_a_simulator_can_write_it() -> None:
    channel = PROFILES["milesight-vs121"].channels[b"\x04\xc9"]
    assert channel.size == 4
    assert [(f.name, f.offset, f.size, f.endian) for f in channel.fields] == [
        ("people_count_all", 0, 1, "little"),
        ("region_count", 1, 1, "little"),
        ("region_mask", 2, 2, "big"),
    ]


def test_the_shipped_table_is_what_the_folder_holds() -> None:
    assert dict(PROFILES) == dict(load_profiles())
    assert len(PROFILES) == len(list(PROFILES))


def test_importing_the_decoders_reads_no_file_and_needs_no_pydantic() -> None:
    code = "import sys, ingest.decoders; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_a_sensor_chose_to_read_is_scaled_from_the_unit_it_named() -> None:
    keyed = PROFILES["keyed"].reading(
        {"meter.sum": "energy_total.2@kWh", "seen": "presence", "t": "temperature@Cel"}
    )
    assert keyed.fields["meter.sum"] == Meaning(measure="energy_total.2", scale=1000)
    assert keyed.fields["seen"] == Meaning(measure="presence", truth=True)
    assert keyed.fields["t"] == Meaning(measure="temperature")
    assert "meter" in keyed.branches


@pytest.mark.parametrize("chosen", ["mood", "temperature@K", "power@kWh", "@kW", ""])
def test_a_choice_that_does_not_exist_is_an_error(chosen: str) -> None:
    with pytest.raises(KeyError):
        chosen_meaning(chosen)


def test_branches_are_the_objects_on_the_way_to_a_field() -> None:
    assert PROFILES["shelly-gen2"].branches >= {"switch", "switch.aenergy", "devicepower.battery"}
    assert PROFILES["linli-sensor"].branches == frozenset()
    assert PROFILES["tasmota"].zone_info.key == "Asia/Shanghai"
