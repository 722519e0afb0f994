"""Whatever people ask, cancel and are given: never more seats than places, and nobody is passed over."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.programme.booking import Booking, BookingStatus
from models.programme.seating import changed, giving_way, moving_up, seats_taken, taking_turns, waiting_list
from tests.builders import NOON, a_place

deeds = st.lists(
    st.tuples(st.sampled_from(["book", "cancel", "absent", "come"]), st.integers(0, 30)), max_size=60
)


@given(st.integers(1, 12), deeds)
def test_seats_never_exceed_places_and_the_waiting_list_keeps_its_order(
    places: int, asked: list[tuple[str, int]]
) -> None:
    kept: dict[str, Booking] = {}
    for n, (deed, number) in enumerate(asked):
        others = list(kept.values())
        if deed == "book":
            new = a_place(f"p{n:03}", seats=number % 3 + 1, at=NOON + timedelta(seconds=n))
            kept[new.id] = changed(new, taking_turns(new, others, places), NOON)
        elif others:
            one = others[number % len(others)]
            if deed == "cancel":
                kept[one.id] = changed(one, BookingStatus.CANCELLED, NOON)
                first = waiting_list(kept.values())
                up = moving_up(list(kept.values()), places)
                assert [b.id for b in up] == [b.id for b in first[: len(up)]]
                kept |= {b.id: changed(b, BookingStatus.CONFIRMED, NOON) for b in up}
                left = waiting_list(kept.values())
                assert not left or left[0].seats > places - seats_taken(kept.values())
            elif deed == "absent" and one.status is BookingStatus.CONFIRMED:
                kept[one.id] = changed(one, BookingStatus.NO_SHOW, NOON)
            elif deed == "come" and one.status is BookingStatus.WAITING:
                given_up = giving_way(others, one.seats, places)
                if given_up is not None:
                    kept |= {b.id: changed(b, BookingStatus.RELEASED, NOON) for b in given_up}
                    kept[one.id] = changed(one, BookingStatus.CHECKED_IN, NOON)
        assert seats_taken(kept.values()) <= places


def test_no_more_gives_way_than_is_needed_and_the_last_to_book_first() -> None:
    absent = [
        a_place(f"p{n}", at=NOON + timedelta(seconds=n), status=BookingStatus.NO_SHOW) for n in range(3)
    ]
    found = giving_way(absent, 2, 4)
    assert found is not None
    assert [one.id for one in found] == ["p2"]
    assert giving_way(absent, 5, 4) is None
    assert giving_way([], 1, 1) == []
