"""What a column of a file is, what a kind of rows is made of, and the names by which a centre's own things are called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.centre import Centre
from models.exchange.sheet import Line
from models.message import LocalText
from models.programme.activity import ActivityKind, Organiser

Read = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class House:
    """The names by which a centre's own things are called: id, Chinese and English, to their id."""

    spaces: Mapping[str, str]
    kinds: Mapping[str, str]
    organisers: Mapping[str, str]


def house(centre: Centre, kinds: Sequence[ActivityKind], organisers: Sequence[Organiser]) -> House:
    """The names of a centre; an id means its own thing, a name that two things share the first of them."""
    return House(
        spaces=_names((key, space.name) for key, space in centre.spaces.items()),
        kinds=_names((one.key, one.name) for one in kinds if not one.retired),
        organisers=_names((one.id, one.name) for one in organisers if not one.retired),
    )


def _names(things: Iterable[tuple[str, LocalText]]) -> Mapping[str, str]:
    named = list(things)
    known = {key.casefold(): key for key, _ in named}
    for key, name in named:
        for word in name.values():
            known.setdefault(" ".join(word.split()).casefold(), key)
    return known


@dataclass(frozen=True, slots=True)
class Column:
    """A column. names: Chinese, English, then what else it is called; read: the house -> a reader of its cells."""

    key: str
    names: tuple[str, ...]
    read: Callable[[House], Read]
    required: bool = False
    default: object = ""
    example: str = ""


def plainly(read: Read) -> Callable[[House], Read]:
    """A reader that is the same in every house."""
    return lambda _: read


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """A row of IMPORTS. natural: the columns that tell rows apart where the file gives them no number of their own.

    check: looks at all rows together and adds the faults that no row shows alone.
    """

    key: str
    columns: tuple[Column, ...]
    natural: tuple[str, ...] = field(default=())
    check: Callable[[Sequence[Line]], Sequence[Line]] = list

    def column(self, name: str) -> Column | None:
        """The column that a header names, in either language."""
        wanted = " ".join(name.replace("_", " ").split()).casefold()
        return next((one for one in self.columns if wanted in (*one.names, one.key.replace("_", " "))), None)
