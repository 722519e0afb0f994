"""What a need of a topic takes to be met, and which words of tags mean the same."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from models.centre import SpaceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """What one need of a topic takes. minutes: of somebody's time, 0 = nobody's; money_fen, goods: that are given besides;
    room: kind of space in which it takes place, None = none of the house; zone: that suits best, "" = any; revision: 0 = as
    every topic begins."""

    topic: str
    minutes: int = 90
    money_fen: int = 0
    goods: frozenset[str] = frozenset()
    room: SpaceKind | None = SpaceKind.ROOM
    zone: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms:
    """Groups of words that mean the same to this centre. revision: 0 = nobody wrote one yet."""

    groups: tuple[frozenset[str], ...] = ()
    revision: int = 0

    def plain(self, tags: Iterable[str]) -> frozenset[str]:
        """The tags in one spelling, each synonym as one word of its group; a word of two groups joins the second to the first."""
        roots = _roots(self.groups)
        found = (one_spelling(tag) for tag in tags)
        return frozenset(roots.get(word, word) for word in found if word)


@cache
def _roots(groups: tuple[frozenset[str], ...]) -> Mapping[str, str]:
    """Word -> the word that stands for its group."""
    roots: dict[str, str] = {}
    for group in groups:
        words = sorted(map(one_spelling, group))
        root = next((roots[word] for word in words if word in roots), words[0] if words else "")
        for word in words:
            roots.setdefault(word, root)
    return roots


def one_spelling(word: str) -> str:
    """Small letters, half width, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())
