"""What the house could change is found once where it is so, and not at all where it is not."""

from dataclasses import replace
from datetime import time

from models.advice.finding.house import BAND, to_close, to_eat_early, to_price
from models.advice.ground import Ground
from models.advice.snapshot import Ahead, Snapshot, Tariff
from tests.advised_ground import a_snapshot

GYM = Tariff(plan="gym", what="gym", fen=500, spaces=("a",), banded=())


def priced(tariff: Tariff) -> Ground:
    return Ground(replace(a_snapshot(), tariffs=(tariff,)))


def test_quiet_hours_of_what_is_priced_get_half_the_price() -> None:
    (found,) = to_price(priced(GYM))
    assert (found.target.space, found.target.start, found.target.end) == ("a", time(11), time(13))
    assert (found.parameters["fen"], found.parameters["before_fen"]) == ("200", "500")
    assert BAND == 4


def test_quiet_hours_that_have_a_price_of_their_own_keep_it() -> None:
    assert not list(to_price(priced(replace(GYM, banded=((time(11), time(15)),)))))


def lunch(start: time) -> Ground:
    snapshot = a_snapshot()
    hall = replace(snapshot.spaces["hall"], meals=(("lunch", start, time(19, 30)),))
    return Ground(replace(snapshot, spaces={**snapshot.spaces, "hall": hall}))


def test_a_crowded_meal_is_made_attractive_in_the_hour_before_its_crowd() -> None:
    (found,) = to_eat_early(lunch(time(17)))
    assert (found.target.start, found.target.end) == (time(17), time(18))
    assert found.source is not None
    assert (found.source.start, found.source.end) == (time(18), time(19, 30))


def test_a_meal_that_begins_with_its_crowd_has_no_earlier_hour() -> None:
    assert not list(to_eat_early(lunch(time(18))))


def deserted() -> Snapshot:
    snapshot = a_snapshot()
    snapshot.spaces["a"].person[:, 40:42] = 0
    return snapshot


def test_a_last_hour_in_which_nobody_was_seen_may_be_closed() -> None:
    (found,) = to_close(Ground(deserted()))
    assert (found.target.space, found.target.start, found.target.end) == ("a", time(20), time(21))


def test_a_last_hour_that_somebody_has_taken_stays_open() -> None:
    class_then = Ahead(series="late", kind="", organiser="", coach="", space="a", day=2, half=40, length=2)
    assert not list(to_close(Ground(replace(deserted(), ahead=(class_then,)))))
