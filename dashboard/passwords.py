"""Passwords: Argon2id with the parameters of our security plan, and which ones are too easy to guess."""

import re
import secrets
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 256
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""For passwords that a person copies from a screen: no letter that looks like another."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_WORDS = Path(__file__).with_name("common-words.txt")
_LEET = str.maketrans("013457@$!|", "oieastasil")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb",
    "1q2w3e4r5t6y7u8i9o0p",
)


def hashed(password: str) -> str:
    """The Argon2id string to keep; takes some 40 ms of a core on purpose."""
    return _HASHER.hash(_spelled(password))


def matches(password: str, kept: str) -> bool:
    """Whether the password is the one behind the kept string; takes as long when it is not."""
    try:
        return _HASHER.verify(kept, _spelled(password))
    except (VerificationError, InvalidHashError):
        return False


def fresh_password() -> str:
    """A random password of 16 signs (79 bits), in groups that can be read aloud."""
    signs = [secrets.choice(ALPHABET) for _ in range(16)]
    return "-".join("".join(signs[n : n + 4]) for n in range(0, 16, 4))


def fault(password: str, name: str) -> str | None:
    """The catalogue key of what is wrong with a new password for that account, or None."""
    spelled = _spelled(password)
    if len(spelled) < SHORTEST:
        return "password.too_short"
    if len(spelled) > LONGEST:
        return "password.too_long"
    if name and name.casefold() in spelled.casefold() and len(name) * 2 >= len(spelled):
        return "password.is_name"
    return "password.common" if is_common(spelled) else None


def is_common(password: str) -> bool:
    """Whether a guesser's first list has it: a known word with decoration, a walk over the keys, a repetition, a number."""
    lowered = password.casefold()
    if lowered.isdigit() or len(set(lowered)) < 5 or _repeats(lowered) or _walks(lowered):
        return True
    stem = _EDGES.sub("", lowered)
    return not stem or stem in words() or stem.translate(_LEET) in words() or lowered in words()


def _repeats(text: str) -> bool:
    """Whether it is one part said twice or more ("linlilinli")."""
    return text in (text + text)[1:-1]


def _walks(text: str) -> bool:
    """Whether it follows a row of keys or the alphabet, forwards or backwards, decoration aside."""
    stem = _EDGES.sub("", text) or text
    rows = [row for forward in _ROWS for row in (forward, forward[::-1])]
    return any(stem in row or text in row for row in rows)


def words() -> frozenset[str]:
    """Words that people make passwords of."""
    return frozenset(_WORDS.read_text(encoding="utf-8").split())


def _spelled(password: str) -> str:
    """One spelling for signs that can be typed in several ways."""
    return unicodedata.normalize("NFKC", password)
