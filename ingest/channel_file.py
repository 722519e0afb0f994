"""The [channel] table of a profile file -> ingest.profile.Channel. The language is told in ingest.profile_file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ingest.profile import Channel, ChannelField, Meaning
from ingest.profile_fault import said
from models.health import VITALS
from models.message import Message
from models.reading import MEASURES

Found = tuple[tuple[str | int, ...], Message]
"""The path of the key that is wrong, and what is wrong."""


class _Layout(NamedTuple):
    size: int
    signed: bool = False
    endian: Literal["little", "big"] = "little"
    spelling: str = ""


LAYOUTS: Mapping[str, _Layout] = {
    "u8": _Layout(1),
    "i8": _Layout(1, signed=True),
    "u16": _Layout(2),
    "i16": _Layout(2, signed=True),
    "u16be": _Layout(2, endian="big"),
    "i16be": _Layout(2, signed=True, endian="big"),
    "u24": _Layout(3),
    "u32": _Layout(4),
    "i32": _Layout(4, signed=True),
    "u32be": _Layout(4, endian="big"),
    "hex6": _Layout(6, endian="big", spelling="hex"),
    "hex8": _Layout(8, endian="big", spelling="hex"),
    "dotted2": _Layout(2, endian="big", spelling="dotted"),
    "dotted4": _Layout(4, endian="big", spelling="dotted"),
    "nibbles2": _Layout(2, endian="big", spelling="nibbles"),
    "digits2": _Layout(2, endian="big", spelling="digits"),
}
"""What a frame can hold. Numbers are little-endian unless the name says otherwise; the last six are words, for vitals."""

Hex = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{4}$")]
_Condition = dict[str, Annotated[tuple[int, ...], Field(min_length=1)]]


class Table(BaseModel):
    """A table of a file in which nothing unknown may stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MeaningTable(Table):
    """What a number says."""

    measure: str | None = None
    scale: float = Field(default=1, allow_inf_nan=False)
    invert: bool = False
    values: dict[str, Annotated[float, Field(allow_inf_nan=False)]] = {}


class _Part(MeaningTable):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: str
    instant: bool = False
    vital: str = ""
    absent: tuple[int, ...] = ()
    present: _Condition = {}
    valid: _Condition = {}
    again: bool = False
    bits: str | Annotated[int, Field(ge=0, le=32)] = 0


class ChannelTable(Table):
    """A number of bytes to step over, or the parts in their order."""

    size: int = Field(default=0, ge=0, le=255)
    parts: tuple[_Part, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_either(cls, raw: Any) -> Any:
        if isinstance(raw, int) and not isinstance(raw, bool):
            return {"size": raw}
        if isinstance(raw, list | tuple) and raw:
            return {"parts": raw}
        raise ValueError("neither a number of bytes nor a list of parts")


def channel_faults(key: str, table: ChannelTable) -> Iterator[Found]:
    """What the types cannot say about one channel."""
    known: list[str] = []
    for place, part in enumerate(table.parts):
        for at, what in _part_faults(f"channel.{key}.{part.name}", part, known):
            yield ("channel", key, place, at), what
        if part.name in known:
            yield ("channel", key, place, "name"), said("twice", key=f"channel.{key}")
        known.append(part.name)


def _part_faults(key: str, part: _Part, known: Sequence[str]) -> Iterator[tuple[str, Message]]:
    if part.type not in LAYOUTS:
        yield "type", said("type", key=f"{key}.type", type=part.type, known=", ".join(LAYOUTS))
    if part.vital and part.vital not in VITALS:
        yield "vital", said("vital", key=f"{key}.vital", vital=part.vital, known=", ".join(VITALS))
    elif part.type in LAYOUTS and part.vital and _is_word(part) != (VITALS[part.vital] is str):
        yield "type", said("vital_type", key=f"{key}.type", type=part.type, vital=part.vital)
    if part.measure and _is_word(part):
        yield "measure", said("word", key=f"{key}.measure", measure=part.measure, type=part.type)
    if part.again and not known:
        yield "again", said("again", key=f"{key}.again")
    yield from _name_faults(key, part, known)


def _is_word(part: _Part) -> bool:
    return bool(part.type in LAYOUTS and LAYOUTS[part.type].spelling)


def _name_faults(key: str, part: _Part, known: Sequence[str]) -> Iterator[tuple[str, Message]]:
    """Other fields are named only after they were read."""
    for at, condition in (("present", part.present), ("valid", part.valid)):
        for name in condition:
            if name not in known:
                yield at, said("condition", key=f"{key}.{at}", name=name)
    if isinstance(part.bits, str) and part.bits not in known:
        yield "bits", said("bits", key=f"{key}.bits", bits=part.bits)
    measure = part.measure or ""
    for index in _indices(measure):
        if index not in (known if index != "bit" else ["bit"] * bool(part.bits)):
            yield "measure", said("index", key=f"{key}.measure", measure=measure)
    if part.bits and "bit" not in _indices(measure):
        yield "measure", said("one_bit", key=f"{key}.measure", measure=measure)


def _indices(measure: str) -> list[str]:
    return re.findall(r"\{([^}]*)\}?", measure)


def channel_of(key: str, table: ChannelTable) -> Channel:
    """One channel with the places of its fields."""
    fields: list[ChannelField] = []
    end = 0
    for part in table.parts:
        fields.append(_field(part, fields[-1].offset if part.again else end))
        end = max(end, fields[-1].offset + fields[-1].size)
    clock = next((part.name for part in table.parts if part.instant), "")
    return Channel(
        key=bytes.fromhex(key), size=end if fields else table.size, fields=tuple(fields), clock=clock
    )


def _field(part: _Part, offset: int) -> ChannelField:
    layout = LAYOUTS[part.type]
    return ChannelField(
        name=part.name,
        offset=offset,
        size=layout.size,
        endian=layout.endian,
        signed=layout.signed,
        meaning=meaning_of(part),
        spelling=layout.spelling,
        vital=part.vital,
        absent=frozenset(part.absent),
        present={name: frozenset(numbers) for name, numbers in part.present.items()},
        valid={name: frozenset(numbers) for name, numbers in part.valid.items()},
        again=part.again,
        bits=part.bits,
    )


def meaning_of(row: MeaningTable) -> Meaning:
    """The meaning of a field, with what its measure says about it."""
    unit = MEASURES[row.measure.partition(".")[0]].unit if row.measure else ""
    return Meaning(
        measure=row.measure,
        indexed="{" in (row.measure or ""),
        truth=unit == "bool",
        scale=row.scale,
        invert=row.invert,
        values=row.values,
    )
