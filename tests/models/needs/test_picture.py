"""A picture keeps what is drawn and loses where, when and by whom it was taken."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from models.needs import picture
from models.needs.picture import FORMATS, LONGEST_SIDE, PictureError, bare
from tests.models.needs.pictures import BLUE, PICTURES, RED, SECRET, a_jpeg


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def near(one: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))


def test_every_form_that_is_taken_has_a_picture_to_try() -> None:
    assert set(PICTURES) == set(FORMATS)


@pytest.mark.parametrize("media", PICTURES)
def test_nothing_is_left_of_place_and_name_and_the_picture_is_the_same(media: str) -> None:
    assert SECRET in PICTURES[media]
    found = bare(media, PICTURES[media])
    assert SECRET not in found
    assert dict(Image.open(BytesIO(found)).getexif()) == {}
    assert opened(found).size == (64, 32)
    assert near(opened(found).getpixel((8, 8)), RED)
    assert near(opened(found).getpixel((56, 24)), BLUE)


@pytest.mark.parametrize("media", PICTURES)
def test_the_same_file_always_gives_the_same_bytes(media: str) -> None:
    assert bare(media, PICTURES[media]) == bare(media, PICTURES[media])


def test_a_portrait_does_not_lie_on_its_side() -> None:
    found = opened(bare("image/jpeg", a_jpeg(6)))
    assert found.size == (32, 64)
    assert near(found.getpixel((24, 8)), RED)
    assert near(found.getpixel((8, 56)), BLUE)


def test_a_large_picture_is_made_smaller_and_one_too_large_to_open_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = BytesIO()
    Image.new("L", (LONGEST_SIDE + 400, 8)).save(written, "PNG")
    assert opened(bare("image/png", written.getvalue())).width == LONGEST_SIDE
    monkeypatch.setattr(picture, "MOST_PIXELS", 100)
    with pytest.raises(PictureError, match="pixels"):
        bare("image/png", written.getvalue())


@pytest.mark.parametrize("side", [10_000, 16_000])
def test_a_small_file_that_unfolds_to_a_gigabyte_is_refused(side: int) -> None:
    written = BytesIO()
    Image.new("1", (side, side)).save(written, "PNG")
    assert len(written.getvalue()) < 200_000
    with pytest.raises(PictureError):
        bare("image/png", written.getvalue())


@pytest.mark.parametrize("media", PICTURES)
def test_a_picture_of_another_form_is_refused(media: str) -> None:
    for other, content in PICTURES.items():
        if other != media:
            with pytest.raises(PictureError):
                bare(media, content)


@pytest.mark.parametrize("media", PICTURES)
def test_a_picture_that_breaks_off_is_refused(media: str) -> None:
    whole = bare(media, PICTURES[media])
    for end in (12, len(whole) // 3, len(whole) // 2):
        with pytest.raises(PictureError):
            bare(media, whole[:end])


@given(st.sampled_from(sorted(PICTURES)), st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_refused(media: str, content: bytes) -> None:
    try:
        bare(media, PICTURES[media][:12] + content)
    except PictureError:
        return
