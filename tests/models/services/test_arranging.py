"""Sessions put in and moved by hand: what cannot be is refused, what is doubtful is asked, what was moved goes back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.centre import SpaceId
from models.ports import Ports
from models.programme.session import Session
from models.services.arranging import DoubtfulError, Spot, add, move, put_back
from models.services.strangers import RefusedError
from tests.timetabled import ORGANISER, ROWS, TODAY, a_row, at, programme_in, timetabled


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    yield ports
    database.close()


def kept(ports: Ports, key: str) -> Session:
    (session,) = programme_in(ports).sessions.find([key])
    return session


def spot(space: str, hour: float, minutes: int = 60) -> Spot:
    return Spot(space=space, day=TODAY, start=int(hour * 60), minutes=minutes)


def test_a_move_is_undone_with_its_place_under_its_series(ports: Ports) -> None:
    before, after = move(ports, ORGANISER, "square", kept(ports, "square").version, spot("dance", 20, 60))
    assert (after.window.start, after.window.length, after.detached) == (
        at(TODAY, 20),
        timedelta(hours=1),
        True,
    )
    put_back(ports, ORGANISER, "square", after.version, spot("dance", 19, 90), detached=before.detached)
    again = kept(ports, "square")
    assert (again.window, again.detached) == (before.window, False)


def test_a_taken_place_is_refused_with_the_hours_of_the_other(ports: Ports) -> None:
    with pytest.raises(RefusedError) as refused:
        move(ports, ORGANISER, "square", kept(ports, "square").version, spot("meeting", 15), insisted=True)
    assert refused.value.message.key == "doubt.space_taken"
    assert refused.value.message.values["start"] == "11-18 14:00"
    assert kept(ports, "square").space == "dance"


def test_a_booked_session_moves_only_when_somebody_insists(ports: Ports) -> None:
    version = kept(ports, "brush").version
    with pytest.raises(DoubtfulError) as asked:
        move(ports, ORGANISER, "brush", version, spot("craft", 18))
    assert [(one.key, one.values["n"]) for one in asked.value.doubts] == [("doubt.booked", 2)]
    _, after = move(ports, ORGANISER, "brush", version, spot("craft", 18), insisted=True)
    assert after.window.start == at(TODAY, 18)


def test_whoever_saw_an_older_version_is_refused(ports: Ports) -> None:
    with pytest.raises(RefusedError) as refused:
        move(ports, ORGANISER, "square", kept(ports, "square").version + 1, spot("dance", 20))
    assert refused.value.message.key == "refused.programme.session_changed"


def test_what_is_over_is_not_moved(ports: Ports) -> None:
    with pytest.raises(RefusedError) as refused:
        move(ports, ORGANISER, "off", kept(ports, "off").version, spot("craft", 20))
    assert refused.value.message.key == "refused.office.over"


@pytest.mark.parametrize(
    ("where", "key"),
    [
        (spot("nowhere", 9), "refused.office.no_space"),
        (spot("dance", -1), "refused.office.odd_length"),
        (spot("dance", 9, 0), "refused.office.odd_length"),
        (spot("dance", 9, 100_000), "refused.office.odd_length"),
    ],
)
def test_an_odd_place_is_refused(ports: Ports, where: Spot, key: str) -> None:
    with pytest.raises(RefusedError) as refused:
        move(ports, ORGANISER, "square", kept(ports, "square").version, where)
    assert refused.value.message.key == key


def test_a_new_session_is_put_in_once_its_kind_and_organiser_are_known(ports: Ports) -> None:
    wanted = replace(a_row(ROWS[1]), id="", space=SpaceId("meeting"))
    made = add(ports, ORGANISER, wanted, spot("meeting", 17))
    assert kept(ports, made.id).window.start == at(TODAY, 17)
    for change, key in (
        ({"kind": "x"}, "kind"),
        ({"organiser": "x"}, "organiser"),
        ({"places": -1}, "people"),
    ):
        with pytest.raises(RefusedError) as refused:
            add(ports, ORGANISER, replace(wanted, **change), spot("meeting", 18))  # type: ignore[arg-type]
        assert refused.value.message.key == f"refused.series.{key}"
