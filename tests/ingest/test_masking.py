"""The shape of a message that cannot be opened."""

from ingest.masking import MASKED, MAX_MASKED, masked


def test_the_shape_of_a_message_shows_its_known_keys() -> None:
    assert (
        masked(b'{"cardNo":"94D8FC5F","time":5,"x":1') == MASKED + b'35 bytes: {"cardNo":"*","time":*,"*":*'
    )


def test_no_more_than_a_piece_of_an_endless_message_is_kept() -> None:
    assert len(masked(b'{"a":1},' * 60_000)) < MAX_MASKED + 30
