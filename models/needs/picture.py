"""Pictures drawn anew: where, when and with what they were taken, thumbnails and what stands behind their end stay behind."""

from io import BytesIO

from PIL import Image, ImageOps

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
MOST_PIXELS = 64_000_000
"""A small file may unfold to more than a machine can hold."""
LONGEST_SIDE = 4_000
"""Pixels: print of a photographed page stays readable."""
_QUALITY = 88


class PictureError(ValueError):
    """No such picture: broken off, not built as it should be, or too large to look at."""


def bare(media: str, content: bytes) -> bytes:
    """The picture alone, upright, its colours as they were meant; of a moving one its first. media: a key of FORMATS.

    The same bytes always give the same. Raises PictureError.
    """
    try:
        with Image.open(BytesIO(content), formats=[FORMATS[media]]) as picture:
            return _drawn(picture, FORMATS[media])
    except PictureError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise PictureError(f"{media}: {error}") from error
    except Image.DecompressionBombWarning as error:  # where warnings are errors
        raise PictureError(f"{media}: {error}") from error


def _drawn(picture: Image.Image, form: str) -> bytes:
    if picture.width * picture.height > MOST_PIXELS:
        raise PictureError(f"{form} of {picture.width} by {picture.height} pixels")
    colours = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.info.clear()  # comments would be written again
    written = BytesIO()
    upright.save(written, form, quality=_QUALITY, icc_profile=colours, exif=b"")
    return written.getvalue()
