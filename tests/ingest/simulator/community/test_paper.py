"""A simulated paper is a PDF that readers open."""

from io import BytesIO

from pypdf import PdfReader

from ingest.simulator.community.paper import page
from models.needs.evidence_file import evidence_file


def test_a_paper_is_a_pdf_of_one_page_with_its_line() -> None:
    (only,) = PdfReader(BytesIO(page("P2026-001 invoice")), strict=True).pages
    assert only.extract_text().strip() == "P2026-001 invoice"


def test_projects_take_it_as_evidence() -> None:
    assert evidence_file("plan.pdf", page("plan")).media == "application/pdf"
