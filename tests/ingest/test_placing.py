"""Words of a topic or a name point to a space."""

from config.centre import load_centres
from ingest.placing import centre_of, spots
from models.centre import CentreId
from tests.source import ROOT

BOTH = load_centres(sorted((ROOT / "config" / "centres").glob("*.toml")))
ONE = {CentreId("shijiawan"): BOTH[CentreId("shijiawan")]}


def _best(topic: str, *names: str) -> tuple[str, str, str] | None:
    found = spots(topic, names, BOTH)
    return (found[0].centre, found[0].space, found[0].why.key) if found else None


def test_a_native_topic_names_the_space() -> None:
    assert _best("linli/shijiawan/craft/new-1/up") == ("shijiawan", "craft", "proposal.topic_space")


def test_a_friendly_name_points_to_a_space_in_either_language() -> None:
    assert _best("zigbee2mqtt/shijiawan-gym-fan") == ("shijiawan", "gym", "proposal.name_space")
    assert _best("zigbee2mqtt/0x00158d", "shijiawan 老年活动室 插座") == (
        "shijiawan",
        "seniors",
        "proposal.name_space",
    )


def test_a_part_of_a_chinese_name_points_to_its_space_and_a_common_word_does_not() -> None:
    assert [spot.space for spot in spots("zigbee2mqtt/食堂温湿度", [], ONE)] == ["canteen"]
    assert [spot.space for spot in spots("zigbee2mqtt/健身房 门磁", [], ONE)] == ["gym"]
    assert spots("zigbee2mqtt/活动中心 大厅", [], ONE) == []


def test_the_next_device_of_a_row_hangs_where_the_others_do() -> None:
    assert _best("zigbee2mqtt/shijiawan-treadmill-9") == ("shijiawan", "gym", "proposal.neighbour")


def test_a_name_that_says_nothing_points_nowhere() -> None:
    assert spots("tele/x/SENSOR", ["living room"], ONE) == []


def test_a_topic_names_its_centre_or_the_only_one_is_meant() -> None:
    assert centre_of(["linli/jiuyanqiao/x/y/up"], BOTH) == "jiuyanqiao"
    assert centre_of(["zigbee2mqtt/shijiawan-x"], BOTH) == "shijiawan"
    assert centre_of(["tele/x/SENSOR"], BOTH) is None
    assert centre_of(["tele/x/SENSOR"], ONE) == "shijiawan"
