"""Whether what a version says comes out again from what it was made of."""

from enum import StrEnum

from models.document import canonical
from models.report.comparison import differences
from models.report.monthly_statement import MonthlyStatement


class Again(StrEnum):
    """Each is `report.verb.<again>` of the catalogue."""

    SAME = "same"
    NEWER_FORM = "newer_form"  # every figure is the same; the program has another form for them since
    OTHER = "other_formula"


def again(kept: MonthlyStatement, made: MonthlyStatement) -> Again:
    """kept: as it was said; made: of the same inputs by today's program."""
    if canonical(kept) == canonical(made):
        return Again.SAME
    same_figures = kept.head == made.head and not differences(kept.sheets, made.sheets)
    return Again.NEWER_FORM if same_figures else Again.OTHER
