"""Where a key stands in a TOML text: the line that a person has to look at. tomllib keeps no places."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

KeyPath = tuple[str | int, ...]
"""Keys and, inside arrays, places from 0: ("channel", "03D2", 0, "type")."""

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING = re.compile(
    r"""
    \"{3} (?:[^\\]|\\.)*? \"{3,5}
    | \'{3} .*? \'{3,5}
    | " (?:[^"\\\n]|\\.)* "
    | ' [^'\n]* '
    """,
    re.DOTALL | re.VERBOSE,
)
_BARE = re.compile(r"[^,\]}#\n]+")


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, of a key, or of the nearest thing around it; None when nothing of it is there."""
    places = dict(_Scanner(text).places())
    for length in range(len(path), 0, -1):
        place = places.get(tuple(path[:length]))
        if place is not None:
            return text.count("\n", 0, place) + 1
    return None


class _Scanner:
    """Walks over a text that tomllib has already read without a fault."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def places(self) -> Iterator[tuple[KeyPath, int]]:
        """Every key and every member of an array, with the place where it begins."""
        table: KeyPath = ()
        arrays: Counter[KeyPath] = Counter()
        self._skip(_SPACE)
        while self._at < len(self._text):
            start = self._at
            if self._took("["):
                repeated = self._took("[")
                table = self._dotted()
                if repeated:
                    arrays[table] += 1
                    table = (*table, arrays[table] - 1)
                self._at = (
                    self._text.index("\n", self._at) if "\n" in self._text[self._at :] else len(self._text)
                )
                yield table, start
            else:
                yield from self._pair(table)
            self._skip(_SPACE)

    def _pair(self, table: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        start = self._at
        path = (*table, *self._dotted())
        yield path, start
        self._skip(_BLANK)
        self._took("=")
        self._skip(_BLANK)
        yield from self._value(path)

    def _value(self, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        if self._took("["):
            yield from self._array(path)
        elif self._took("{"):
            yield from self._inline(path)
        elif not self._skip(_STRING):
            self._skip(_BARE)

    def _array(self, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        number = 0
        self._skip(_SPACE)
        while not self._took("]") and self._at < len(self._text):
            start = self._at
            yield (*path, number), start
            yield from self._value((*path, number))
            number += 1
            self._skip(_SPACE)
            self._took(",")
            self._skip(_SPACE)
            self._at += self._at == start  # nothing that tomllib lets through; the scan must end all the same

    def _inline(self, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        self._skip(_SPACE)
        while not self._took("}") and self._at < len(self._text):
            yield from self._pair(path)
            self._skip(_SPACE)
            self._took(",")
            self._skip(_SPACE)

    def _dotted(self) -> KeyPath:
        path: KeyPath = ()
        while True:
            self._skip(_BLANK)
            found = _KEY.match(self._text, self._at)
            if found is None:  # nothing that tomllib lets through comes here; the scan must end all the same
                self._at += 1
                return path
            path = (*path, found.group().strip("\"'"))
            self._at = found.end()
            self._skip(_BLANK)
            if not self._took("."):
                return path

    def _took(self, sign: str) -> bool:
        taken = self._text.startswith(sign, self._at)
        self._at += len(sign) * taken
        return taken

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return bool(found and found.group())
