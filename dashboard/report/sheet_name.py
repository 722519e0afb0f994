"""What a sheet of a workbook may be called: at most 31 signs, none that a spreadsheet refuses, none twice."""

from collections.abc import Iterable

from dashboard.report.wording import clean

LONGEST = 31
_REFUSED = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_RESERVED = "history"
"""Excel keeps this name for itself."""


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """A name for each, in their order, as near to what is wanted as may be."""
    taken: set[str] = {_RESERVED}
    names: list[str] = []
    for text in wanted:
        name = _free(clean(text).translate(_REFUSED).strip("' ") or "-", taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _free(name: str, taken: set[str]) -> str:
    short = _cut(name, LONGEST)
    ends = (f"~{n}" for n in range(2, len(taken) + 3))
    while short.casefold() in taken:
        end = next(ends)
        short = _cut(name, LONGEST - len(end)) + end
    return short


def _cut(name: str, longest: int) -> str:
    """Excel counts a sign beyond the first plane as two."""
    while len(name.encode("utf-16-le")) // 2 > longest:
        name = name[:-1]
    return name.rstrip("' ") or "-"
