"""What an imported row is on its way in, and what each kind of row must know how to do."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import msgspec

from models.account import Account, Permission
from models.exchange.batch import BatchRow
from models.message import Message
from models.ports import Ports
from models.programme.conflict import Diary
from models.services.strangers import RefusedError

Values = Mapping[str, Any]
Kept = Mapping[str, str]
"""Subject -> what is kept of it, as JSON; absent = nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A row on its way. before: what is kept now, "" = nothing; paper: its batch and row, once it is taken in."""

    kind: str
    key: str
    subject: str
    values: Values
    before: str = ""
    paper: str = ""


@dataclass(slots=True)
class Table:
    """What a dry run lays beside the rows: the sessions of their time, those of earlier rows with them."""

    diary: Diary = field(default_factory=Diary)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """told: what would be kept, in the words of find(). fault: why it would be refused. right: asked beside that to import.

    suffices: with it alone somebody brings in rows of this kind, who may bring in nothing else; None = there is no such.
    """

    find: Callable[[Ports, Sequence[Wanted]], Kept]
    told: Callable[[Ports, Wanted], str]
    fault: Callable[[Ports, Wanted, Table], Message | None]
    write: Callable[[Ports, Account, Wanted], None]
    undo: Callable[[Ports, Account, BatchRow, Collection[str]], None]
    right: Permission = Permission.IMPORT_RUN
    suffices: Permission | None = None


def subject_id(*parts: str) -> str:
    """An id that the same parts always give."""
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def as_json(value: Mapping[str, object]) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def gone() -> RefusedError:
    return RefusedError(Message("import.changed_since"))


def title_of(values: Values) -> Mapping[str, str]:
    return {"zh-Hans": values["title"]} | ({"en": values["title_en"]} if values.get("title_en") else {})
