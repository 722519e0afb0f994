"""Evidence is what its bytes say, never what its name says."""

import pytest

from models.needs.evidence_file import MOST_BYTES, EvidenceError, evidence_file
from tests.models.needs.pictures import PICTURES, SECRET


@pytest.mark.parametrize("media", PICTURES)
def test_a_picture_is_known_by_its_bytes_and_kept_without_what_it_tells(media: str) -> None:
    found = evidence_file("list.exe", PICTURES[media])
    assert found.media == media
    assert SECRET not in found.content
    assert found.name.startswith("list.")
    assert not found.name.endswith("exe")


def test_a_pdf_is_kept_as_it_is() -> None:
    assert evidence_file("a.pdf", b"%PDF-1.7 text").content == b"%PDF-1.7 text"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"%PDF-" + bytes(MOST_BYTES), "large"),
        (b"<html><script>", "type"),
        (b"\0\0\0\x18ftypheic", "type"),
        (b"\xff\xd8\xff\xe1\xff", "broken"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(content: bytes, fault: str) -> None:
    with pytest.raises(EvidenceError, match=fault):
        evidence_file("x.jpg", content)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\papers\\合同.PDF", "合同.pdf"),
        ("...", "paper.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere(name: str, kept: str) -> None:
    assert evidence_file(name, b"%PDF-1.7").name == kept
