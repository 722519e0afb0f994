"""Centre files: every unknown key and dangling reference is an error with its path."""

from datetime import date
from pathlib import Path

import pytest

from config.centre import load_centre, load_centres
from config.settings import ConfigError
from models.centre import ZONES, SpaceId, SpaceKind

FOLDER = Path(__file__).parents[2] / "config" / "centres"
GOOD = (FOLDER / "shijiawan.toml").read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str, name: str = "mine.toml") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_both_centres_hold_the_places_of_their_source() -> None:
    centres = load_centres(sorted(FOLDER.glob("*.toml")))
    assert set(centres) == {"shijiawan", "jiuyanqiao"}
    for centre in centres.values():
        kinds = {space.kind for space in centre.spaces.values()}
        assert {
            SpaceKind.GYM,
            SpaceKind.CANTEEN,
            SpaceKind.ROOM,
            SpaceKind.MARKET,
            SpaceKind.CARE,
            SpaceKind.DESK,
        } <= kinds
        assert all(space.zone in ZONES for space in centre.spaces.values())
        assert all(centre.sensors_of(space) for space in centre.spaces)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('zone = "silver"', 'zone = "pink"', "space.canteen.zone 'pink' is not one of red"),
        ('space = "canteen"', 'space = "attic"', "space 'attic' is not a space of this centre"),
        ("area_m2 = 320", "area_m2 = -1", "space.gym.area_m2 = -1 is wrong"),
        ("area_m2 = 320", "aera = 3\narea_m2 = 320", "key space.gym.aera is not known"),
        ('days = "working"', 'days = "sunny"', "space.gym.opening.0.days"),
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Atlantis"', "timezone 'Asia/Atlantis' is not an IANA time zone"),
        ("plan = [2, 4, 28, 40]", "plan = [90, 4, 28, 40]", "space.gym.plan [90.0, 4.0, 28.0, 40.0] does not fit"),
        ('role = "flow"', 'role = "oracle"', "role = 'oracle' is wrong"),
        ("device/24e124136c190001/", "device/+/", "must name one topic, without wildcards"),
        ('kind = "gym"\n', "", "key space.gym.kind is missing"),
        ("area_m2 = 320", 'area_m2 = 320\nunits = { east = { zh-Hans = "东", en = "E" } }', "space.gym.units has one part only"),
        ("area_m2 = 320", 'area_m2 = 320\nunits = { e = { zh-Hans = "东", en = "E" }, w = { zh-Hans = "西", en = "W" } }', "space.gym.shared = true leaves nothing"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_file_path_and_value(written, old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError, match="mine.toml") as fault:
        load_centre(written(GOOD.replace(old, new, 1)))
    assert words in str(fault.value)


def test_two_sensors_may_not_claim_one_topic(written) -> None:
    other = GOOD.replace('id = "shijiawan"', 'id = "twin"', 1)
    with pytest.raises(ConfigError, match="is already that of shijiawan/"):
        load_centres([written(GOOD), written(other, "twin.toml")])


def test_two_files_may_not_be_one_centre(written) -> None:
    with pytest.raises(ConfigError, match="centre id 'shijiawan' is used by two centre files"):
        load_centres([written(GOOD), written(GOOD, "twin.toml")])


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ConfigError, match="/nowhere.toml cannot be read"):
        load_centre(Path("/nowhere.toml"))


def test_a_space_may_be_held_in_parts_or_be_shared(written) -> None:
    parts = 'area_m2 = 320\nunits = { e = { zh-Hans = "东半场", en = "East" }, w = { zh-Hans = "西半场", en = "West" } }'
    text = GOOD.replace('kind = "gym"\nshared = true\n', 'kind = "gym"\n', 1).replace(
        "area_m2 = 320", parts, 1
    )
    centre = load_centre(written(text))
    assert {key: name["en"] for key, name in centre.spaces[SpaceId("gym")].units.items()} == {
        "e": "East",
        "w": "West",
    }
    assert {key for key, space in load_centre(written(GOOD)).spaces.items() if space.shared} >= {
        "gym",
        "canteen",
    }


def test_a_centre_may_share_out_its_costs_by_another_key_from_a_month_on(written) -> None:
    rows = '[[sharing]]\nkey = "area"\n[[sharing]]\nkey = "hours"\nvalid_from = 2027-01-01\n'
    rules = load_centre(written(f"{GOOD}\n{rows}")).sharing
    assert [(one.key.value, one.valid_from.year) for one in rules] == [("area", 1), ("hours", 2027)]


def test_a_key_of_sharing_holds_for_whole_months(written) -> None:
    rows = '[[sharing]]\nkey = "area"\nvalid_from = 2027-01-15\n'
    with pytest.raises(ConfigError, match=r"sharing\.0\.valid_from 2027-01-15"):
        load_centre(written(f"{GOOD}\n{rows}"))


def test_a_closure_may_say_when_people_were_told(written) -> None:
    told = 'closure = [{ first = 2026-12-01, last = 2026-12-02, announced = 2026-11-20, reason = { zh-Hans = "检修", en = "Repairs" } }]'
    text = GOOD.replace('kind = "canteen"', f'kind = "canteen"\n{told}', 1)
    centre = load_centre(written(text))
    (closure,) = centre.spaces[SpaceId("canteen")].closures
    assert closure.announced == date(2026, 11, 20)
    assert all(one.announced for one in load_centre(written(GOOD)).spaces[SpaceId("gym")].closures)


def test_a_target_names_a_figure_and_is_no_amount_below_0(written) -> None:
    good = load_centre(written(GOOD + "\n[target]\nutilisation = 0.35\n"))
    assert good.targets == {"utilisation": 0.35}
    with pytest.raises(ConfigError, match=r"target\.utilization is no figure"):
        load_centre(written(GOOD + "\n[target]\nutilization = 0.35\n"))
    with pytest.raises(ConfigError, match=r"target\.utilisation = -1 is wrong"):
        load_centre(written(GOOD + "\n[target]\nutilisation = -1\n"))
