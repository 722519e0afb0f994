"""Documents into the book: new ones posted, changed ones taken back and posted anew, known ones left as they are."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from models.money.entry import Entry, Posted, reversal

_LONGEST_WORD = 80


class Book(Protocol):
    """The part of a ledger that documents need; a ledger inside somebody's transaction is one too."""

    def post(self, entries: Sequence[Entry], *, by: str, at: datetime) -> object: ...
    def by_keys(self, keys: Collection[str]) -> Sequence[Posted]: ...


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of documents, by the keys of their entries. posted: new ones; same: those that are in the book as they
    are; corrected: those taken back and, where they are still wanted, posted anew."""

    posted: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()

    def __add__(self, other: "Corrected") -> "Corrected":
        return Corrected(self.posted + other.posted, self.same + other.same, self.corrected + other.corrected)


@dataclass(frozen=True, slots=True)
class Version:
    """The newest version of a document. number: 1, 2, 3 ...; entry: None = it never stood in the book;
    stands: whether it was not taken back."""

    number: int = 1
    entry: Posted | None = None
    stands: bool = False


def document_key(*words: str) -> str:
    """The key of a document's entries, as "sale:till:42". What devices and files call their things may hold the signs
    that tell words and versions apart, control signs or no end: those are spelt another way, always the same one."""
    *first, last = words
    return ":".join((*(_plain(word, "%~#:") for word in first), _plain(last, "%~#")))


def first_key(key: str) -> str:
    """The key of a document, from that of any of its versions."""
    return key.partition("#")[0]


def corrected(ledger: Book, wanted: Sequence[Entry], *, by: str, at: datetime) -> Corrected:
    """Make the book say what documents say; the last of several of one key counts. All or none, and again is the same.

    A changed document is taken back on its old business date and posted on its new one, so that each day's sums are
    those of the documents. Raises ValueError for a key that looks like a version, DifferentEntryError where somebody
    else corrected the same document meanwhile, and as Ledger.post.
    """
    by_key = {one.key: one for one in wanted}
    versions = newest(ledger, by_key.keys())
    same = tuple(key for key, one in by_key.items() if _says(versions[key], one))
    changed = [one for key, one in by_key.items() if not _says(versions[key], one)]
    ledger.post([step for one in changed for step in _steps(versions[one.key], one)], by=by, at=at)
    known = frozenset(key for key, one in versions.items() if one.entry is not None)
    return Corrected(
        posted=tuple(one.key for one in changed if one.key not in known),
        same=same,
        corrected=tuple(one.key for one in changed if one.key in known),
    )


def withdrawn(ledger: Book, keys: Collection[str], *, by: str, at: datetime) -> Corrected:
    """Take back what stands in the book of documents that are no more; those that do not stand are left. Raises as corrected."""
    versions = newest(ledger, keys)
    standing = {key: one.entry for key, one in versions.items() if one.stands and one.entry}
    back = [_taken_back(key, versions[key].number, posted) for key, posted in standing.items()]
    ledger.post(back, by=by, at=at)
    return Corrected(same=tuple(key for key in versions if key not in standing), corrected=tuple(standing))


def newest(ledger: Book, keys: Collection[str]) -> Mapping[str, Version]:
    """The newest version of each document: two keys each are asked for, and two more of those that were corrected."""
    found = dict.fromkeys(keys, Version())
    asked, number = [_checked(key) for key in found], 1
    while asked:
        named = [name for key in asked for name in (_version(key, number), _back(key, number))]
        there = {one.entry.key: one for one in ledger.by_keys(named)}
        for key in asked:
            if entry := there.get(_version(key, number)):
                found[key] = Version(number, entry, _back(key, number) not in there)
        asked, number = [key for key in asked if _back(key, number) in there], number + 1
    return found


def _says(version: Version, wanted: Entry) -> bool:
    """Whether the newest version stands and is what is wanted, but for its key."""
    return (
        version.stands
        and version.entry is not None
        and replace(wanted, key=version.entry.entry.key) == version.entry.entry
    )


def _steps(version: Version, wanted: Entry) -> Iterator[Entry]:
    if version.entry is None:
        yield wanted
        return
    if version.stands:
        yield _taken_back(wanted.key, version.number, version.entry)
    yield replace(wanted, key=_version(wanted.key, version.number + 1))


def _taken_back(key: str, number: int, posted: Posted) -> Entry:
    """The same for whoever asks and whenever, so that two who correct at once write it down once."""
    return reversal(posted, key=_back(key, number), day=posted.entry.day, at=posted.entry.at)


def _version(key: str, number: int) -> str:
    return key if number == 1 else f"{key}#{number}"


def _back(key: str, number: int) -> str:
    return f"{key}~{number}"


def _checked(key: str) -> str:
    if "~" in key or "#" in key:
        raise ValueError(f"document key '{key}' holds ~ or #, which tell versions apart: see document_key")
    return key


def _plain(word: str, marks: str) -> str:
    spelt = "".join(_spelt(sign) if sign in marks or not sign.isprintable() else sign for sign in word)
    if len(spelt) <= _LONGEST_WORD:
        return spelt
    return f"%={hashlib.sha256(word.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _spelt(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "surrogatepass"))
