"""Annotated CSV of a Flux answer -> readings; anything unexpected is an error, never a shorter answer (pure)."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime

from models.centre import SensorId
from models.reading import IN_ORDER, Reading
from models.store.line_protocol import QUALITY, VALUE
from models.store.schema import QUALITIES

_COLUMNS = frozenset({"_time", "_value", "_field", "_measurement", "sensor"})

_Key = tuple[str, str, str]


class FluxAnswerError(Exception):
    """The server reported an error inside its answer, or the answer is not what was asked for."""


def readings(lines: Iterable[str]) -> list[Reading]:
    """The readings of an answer, joined from their two fields, in order of time then sensor then measure."""
    fields: dict[str, dict[_Key, str]] = {VALUE: {}, QUALITY: {}}
    for row in rows(lines):
        if row["_field"] not in fields:
            raise FluxAnswerError(f"answer holds an unknown field {row['_field']!r}")
        part = row.get("part", "")
        measure = f"{row['_measurement']}.{part}" if part else row["_measurement"]
        fields[row["_field"]][row["sensor"], measure, row["_time"]] = row["_value"]
    if fields[VALUE].keys() != fields[QUALITY].keys():
        odd = min(fields[VALUE].keys() ^ fields[QUALITY].keys())
        raise FluxAnswerError(f"answer has only one of two fields for {'/'.join(odd)}")
    found = [_reading(key, value, fields[QUALITY][key]) for key, value in fields[VALUE].items()]
    return sorted(found, key=IN_ORDER)


def rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Each data row by column name. Raises FluxAnswerError at an error table or a row of the wrong width."""
    header: list[str] = []
    annotated = True
    for cells in csv.reader(lines):
        if not cells or cells[0].startswith("#"):
            annotated = True
        elif annotated:
            header, annotated = _header(cells), False
        elif len(cells) != len(header) or "error" in header:
            raise FluxAnswerError(f"query failed: {', '.join(cell for cell in cells if cell)}")
        else:
            yield dict(zip(header, cells, strict=True))


def _header(cells: list[str]) -> list[str]:
    if "error" not in cells and not set(cells) >= _COLUMNS:
        raise FluxAnswerError(f"answer has columns {', '.join(cells)}, without some of {sorted(_COLUMNS)}")
    return cells


def _reading(key: _Key, value: str, quality: str) -> Reading:
    sensor, measure, at = key
    return Reading(
        SensorId(sensor), measure, datetime.fromisoformat(at), float(value), QUALITIES[int(quality)]
    )
