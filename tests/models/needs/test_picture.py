"""A picture keeps what is drawn and loses where, when and by whom it was taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.needs.picture import PictureError, bare
from tests.models.needs.pictures import PICTURES, SCAN, SECRET, a_jpeg, a_png, a_webp


@pytest.mark.parametrize("media", PICTURES)
def test_nothing_is_left_of_place_and_name(media: str) -> None:
    assert SECRET in PICTURES[media]
    assert SECRET not in bare(media, PICTURES[media])


@pytest.mark.parametrize("media", PICTURES)
def test_a_bare_picture_stays_as_it_is(media: str) -> None:
    once = bare(media, PICTURES[media])
    assert bare(media, once) == once


def test_a_jpeg_keeps_its_scans_tables_and_colours() -> None:
    found = bare("image/jpeg", a_jpeg())
    assert found.count(SCAN) == 2
    assert b"ICC_PROFILE\0colours" in found
    assert b"another table" in found
    assert found.endswith(b"\xff\xd9")


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_portrait_does_not_lie_on_its_side(order: str) -> None:
    found = bare("image/jpeg", a_jpeg(6, order))
    assert b"Exif\0\0MM" in found
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in found
    assert b"Exif" not in bare("image/jpeg", a_jpeg(1, order))


def test_a_png_keeps_its_picture_and_a_webp_says_that_nothing_follows() -> None:
    assert b"IDAT" in bare("image/png", a_png())
    assert bare("image/png", a_png()).endswith(b"IEND\xae\x42\x60\x82")
    found = bare("image/webp", a_webp())
    assert b"VP8 \x07\0\0\0picture" in found
    assert found[found.index(b"VP8X") + 8] == 0


@pytest.mark.parametrize("media", PICTURES)
def test_a_picture_that_breaks_off_is_refused_wherever_it_does(media: str) -> None:
    whole = bare(media, PICTURES[media])
    for end in range(12, len(whole) - 1):
        with pytest.raises(PictureError):
            bare(media, whole[:end])


@given(st.sampled_from(sorted(PICTURES)), st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_refused(media: str, content: bytes) -> None:
    try:
        bare(media, PICTURES[media][:12] + content)
    except PictureError:
        return
