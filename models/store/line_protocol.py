"""A reading as one line of InfluxDB's line protocol: floats and integer nanoseconds only (pure)."""

from models.calendar import to_ns
from models.reading import Reading
from models.store.schema import QUALITY_CODES

VALUE = "value"
QUALITY = "quality"

_ESCAPES = str.maketrans({",": r"\,", "=": r"\=", " ": r"\ "})


def line(centre: str, reading: Reading) -> bytes:
    """One line without its end. The value is a float even where a sensor says 5, so that its type never flips.

    The reading must have passed `schema.why_refused`: line protocol has no spelling for a backslash at an end.
    """
    key, _, part = reading.measure.partition(".")
    tags = f"centre={centre},part={escaped(part)}" if part else f"centre={centre}"
    fields = f"{VALUE}={float(reading.value)!r},{QUALITY}={QUALITY_CODES[reading.quality]}i"
    return f"{key},{tags},sensor={reading.sensor} {fields} {to_ns(reading.at)}".encode()


def escaped(tag: str) -> str:
    """A tag value as line protocol spells it."""
    return tag.translate(_ESCAPES)
