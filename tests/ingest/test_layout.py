"""Every space has exactly one owner, the same everywhere and always, and what shares a topic stays together."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import FIRST, Layout, layout_of
from ingest.registry import Registry
from models.centre import CentreId, SpaceId
from tests import builders
from tests.ingest.readers import a_centre

names = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=8, unique=True)


@given(names, st.integers(1, 16))
def test_the_parts_of_a_centre_make_the_whole_and_nothing_twice(spaces: list[str], count: int) -> None:
    sensors = [builders.a_sensor(f"s-{n}", space) for n, space in enumerate(spaces * 2)]
    centre = builders.a_centre([builders.a_space(space) for space in spaces], sensors)
    layout = layout_of([centre], count)

    parts = [layout.part_of(centre, index) for index in range(count)]

    assert Counter(space for part in parts for space in part.spaces) == Counter(spaces)
    assert Counter(sensor for part in parts for sensor in part.sensors) == Counter(centre.sensors.keys())
    assert all(sensor.space in part.spaces for part in parts for sensor in part.sensors.values())


@given(names, st.integers(1, 16), st.randoms())
def test_the_order_of_a_file_changes_no_owner(spaces: list[str], count: int, chance: object) -> None:
    mixed = sorted(spaces, key=lambda _: chance.random())  # type: ignore[attr-defined]
    one, other = (
        layout_of(
            [builders.a_centre([builders.a_space(s) for s in order], [builders.a_sensor(space=order[0])])],
            count,
        )
        for order in (spaces, mixed)
    )
    assert one == other


def test_owners_are_the_same_in_every_process_and_version() -> None:
    layout = layout_of([a_centre()], 2)
    assert {key for key, owner in layout.owners.items() if owner == 0} == {
        f"shijiawan/{space}" for space in ("gym", "craft", "seniors", "children", "market")
    }


def test_spaces_that_share_a_topic_stay_together_also_through_a_third() -> None:
    spaces = [builders.a_space(f"room-{n}") for n in range(12)]
    sensors = [
        builders.a_sensor("left", "room-1", topic="t/gateway"),
        builders.a_sensor("right", "room-7", topic="t/gateway"),
        builders.a_sensor("far", "room-7", topic="t/camera"),
        builders.a_sensor("farther", "room-4", topic="t/camera"),
    ]
    for count in range(2, 17):
        layout = layout_of([builders.a_centre(spaces, sensors)], count)
        assert len({layout.owners[f"test/room-{n}"] for n in (1, 4, 7)}) == 1
        assert len(set(layout.owners.values())) > 1, "the others are spread"


def test_a_topic_belongs_to_the_owner_of_its_sensors_space_and_a_strangers_to_the_first() -> None:
    centre = a_centre()
    layout, registry = layout_of([centre], 3), Registry([centre])

    for sensor in centre.sensors.values():
        owner = layout.of_places(registry.places(sensor.topic))
        assert owner == layout.of_space(centre.id, sensor.space)
    assert layout.of_places(()) == FIRST
    assert Layout(3).of_space(CentreId("elsewhere"), SpaceId("gym")) == FIRST
