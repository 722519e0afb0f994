"""How the cells of a workbook look: one table of properties, each combination made once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.report.wording import Wording

ACCENT, INK, MUTED, LINE, TOTAL, FLAGGED = "#0B6E5F", "#1B2624", "#53615E", "#C9D2CE", "#EEF3F1", "#FBEECF"

Properties = Mapping[str, Any]

STYLES: Mapping[str, Properties] = {
    "title": {"font_size": 16, "bold": True, "font_color": ACCENT, "is_heading": True},
    "label": {"font_size": 9, "font_color": MUTED, "bottom": 1, "bottom_color": LINE},
    "fact": {"font_size": 10, "text_wrap": True, "valign": "top", "align": "left"},
    "table": {"font_size": 12, "bold": True, "font_color": INK, "is_heading": True},
    "heading": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "font_color": "#FFFFFF",
    }
    | {"bg_color": ACCENT, "border": 1, "border_color": LINE},
    "text": {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True},
    "number": {"border": 1, "border_color": LINE, "valign": "vcenter", "align": "right"},
    "absent": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "align": "center",
        "font_color": MUTED,
    },
    "finding": {"text_wrap": True, "valign": "top", "font_size": 11},
    "legend": {"font_size": 9, "font_color": MUTED, "italic": True},
    "box": {"border": 1, "border_color": MUTED},
    "box_label": {"border": 1, "border_color": MUTED, "align": "center", "bg_color": TOTAL},
}
"""Name -> properties as XlsxWriter names them. `is_heading`: in the typeface of headings."""


LOOKS: Mapping[str, Properties] = {
    "is_flagged": {"italic": True, "bg_color": FLAGGED},
    "is_marked": {"bold": True, "font_color": ACCENT},
    "is_total": {"bold": True, "bg_color": TOTAL, "top": 2, "top_color": ACCENT},
}
"""What is added to a cell that is one of these."""

NONE: Mapping[str, bool] = {}


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook."""

    book: Any
    wording: Wording
    made: dict[tuple[str, str, frozenset[str]], Any] = field(default_factory=dict)

    def __call__(self, name: str, shape: str = "", looks: Mapping[str, bool] = NONE) -> Any:
        """shape: of a number, as a spreadsheet writes it; looks: keys of LOOKS that hold."""
        key = (name, shape, frozenset(look for look, holds in looks.items() if holds))
        if key not in self.made:
            self.made[key] = self.book.add_format(self._properties(*key))
        return self.made[key]

    def _properties(self, name: str, shape: str, looks: frozenset[str]) -> dict[str, Any]:
        found = {"font_size": 10, "font_color": INK} | dict(STYLES[name])
        is_heading = found.pop("is_heading", False)
        found["font_name"] = self.wording.t(f"report.form.font.{'heading' if is_heading else 'body'}")
        if shape:
            found["num_format"] = shape
        for look in sorted(looks):
            found |= LOOKS[look]
        return found
