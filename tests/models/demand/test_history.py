"""What is known of sessions that were held."""

import pytest

from models.demand.block import Block
from models.demand.history import Occasion, PastSession
from models.demand.segment import Segment

YOGA = Occasion(programme="yoga", segment=Segment.WORKERS, block=Block(False, 9))


def test_a_full_session_hides_how_many_more_would_have_come() -> None:
    assert PastSession(occasion=YOGA, came=20, full=True).hidden
    assert not PastSession(occasion=YOGA, came=19).hidden


def test_a_waiting_list_tells_what_was_hidden() -> None:
    known = PastSession(occasion=YOGA, came=20, full=True, waiting=6)
    assert (known.asked, known.hidden) == (26, False)


def test_an_empty_list_of_a_full_session_tells_nothing() -> None:
    assert PastSession(occasion=YOGA, came=20, full=True, waiting=0).hidden


def test_fewer_than_nobody_cannot_have_come() -> None:
    with pytest.raises(ValueError, match="-1 came"):
        PastSession(occasion=YOGA, came=-1)
