"""A file that somebody brings as evidence: what it is as its bytes say, how large it may be, and no more in it than is needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from models.needs.picture import FORMATS, PictureError, bare

MOST_BYTES = 8_000_000
LONGEST_NAME = 80

SIGNS: Mapping[str, Callable[[bytes], bool]] = {
    "application/pdf": lambda content: content.startswith(b"%PDF-"),
    "image/jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "image/png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/webp": lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP",
}
"""Type -> whether the bytes begin like it. What a file calls itself is believed by nobody."""

ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}


class EvidenceError(ValueError):
    """fault: "empty", "large", "type" or "broken"; each is `refused.evidence.<fault>`."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """name: of the file alone, with the ending of its type."""

    name: str
    media: str
    content: bytes


def evidence_file(name: str, content: bytes) -> EvidenceFile:
    """A PDF as it is, a picture without what it tells beside the picture. Raises EvidenceError."""
    if not content:
        raise EvidenceError("empty")
    if len(content) > MOST_BYTES:
        raise EvidenceError("large")
    media = next((media for media, begins in SIGNS.items() if begins(content)), "")
    if not media:
        raise EvidenceError("type")
    try:
        inside = bare(media, content) if media in FORMATS else content
    except PictureError as error:
        raise EvidenceError("broken") from error
    return EvidenceFile(_named(name, ENDINGS[media]), media, inside)


def _named(name: str, ending: str) -> str:
    """Printable, without folders, never a hidden file."""
    last = PurePosixPath(PureWindowsPath(name).name).stem
    plain = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    return f"{plain[:LONGEST_NAME] or 'paper'}{ending}"
