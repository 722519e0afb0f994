"""Bytes that are words: as the makers' tables write them."""

import pytest

from ingest.channel_file import LAYOUTS
from ingest.decoders.spelling import SPELLINGS


@pytest.mark.parametrize(
    ("spelling", "raw", "word"),
    [
        ("hex", "6600b0940976", "6600b0940976"),
        ("dotted", "1F07004B", "31.7.0.75"),
        ("dotted", "0104", "1.4"),
        ("nibbles", "0310", "3.1"),
        ("digits", "0114", "1.14"),
    ],
)
def test_a_word_is_written_as_its_maker_writes_it(spelling: str, raw: str, word: str) -> None:
    assert SPELLINGS[spelling](bytes.fromhex(raw)) == word


def test_every_type_that_is_a_word_can_be_spelled() -> None:
    assert {layout.spelling for layout in LAYOUTS.values()} - {""} == set(SPELLINGS)
