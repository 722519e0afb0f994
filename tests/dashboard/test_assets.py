"""The stylesheets: all are loaded on every page, so what one says of a bare name, it says of every page."""

import re
from collections import defaultdict
from pathlib import Path

import dashboard

FOLDER = Path(dashboard.__file__).parent / "assets"
RULE = re.compile(r"([^{}]+)\{")
BARE = re.compile(r"\.[a-z][a-z-]*|\[data-[a-z-]+[^\]]*\]")

SHARED = {".card", ".zone-icon", ".band-icon", ".band", ".hint", ".hold", ".money-cards"}
"""Names that a later sheet completes on purpose."""


def bare_names(sheet: Path) -> set[str]:
    """The classes and data attributes that a sheet styles wherever they are; of an attribute its name alone."""
    rules = RULE.findall(re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL))
    selectors = (one.strip() for rule in rules for one in re.split(r",(?![^(]*\))", rule))
    return {re.split("[]=]", one)[0] for one in selectors if BARE.fullmatch(one)}


def test_no_sheet_dresses_what_another_one_has_dressed() -> None:
    """The parts of a bar on the page of use were all one colour: the property service had dressed every data-part."""
    sheets: dict[str, list[str]] = defaultdict(list)
    for sheet in sorted(FOLDER.glob("*.css")):
        for name in bare_names(sheet):
            sheets[name].append(sheet.name)
    twice = {name: found for name, found in sheets.items() if len(found) > 1 and name not in SHARED}
    assert twice == {}
