"""Small pictures as cameras write them, with a place and a name in them."""

from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET = b"GPS 30.65N 104.08E Wang"
ORIENTATION, MAKER, ARTIST = 0x0112, 0x010F, 0x013B
RED, BLUE = (200, 20, 20), (20, 20, 200)


def drawn() -> Image.Image:
    """Broader than high, its upper left red."""
    picture = Image.new("RGB", (64, 32), BLUE)
    picture.paste(RED, (0, 0, 32, 16))
    return picture


def exif(orientation: int = 1) -> bytes:
    told = Image.Exif()
    told[ORIENTATION], told[ARTIST], told[MAKER] = orientation, SECRET.decode(), SECRET.decode()
    return told.tobytes()


def _file(form: str, **told: object) -> bytes:
    written = BytesIO()
    drawn().save(written, form, **told)
    return written.getvalue() + SECRET


def a_jpeg(orientation: int = 1) -> bytes:
    return _file("JPEG", exif=exif(orientation), comment=SECRET, quality=95)


def a_png() -> bytes:
    text = PngInfo()
    text.add_text("Author", SECRET.decode())
    return _file("PNG", pnginfo=text, exif=exif())


def a_webp() -> bytes:
    return _file("WEBP", exif=exif(), xmp=SECRET, lossless=True)


PICTURES = {"image/jpeg": a_jpeg(), "image/png": a_png(), "image/webp": a_webp()}
