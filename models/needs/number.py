"""The number of a need, which is all that a resident is given to ask after it."""

import re
import secrets

SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Without 0, 1 and vowels: nothing is read wrongly, and no word comes out."""

_LENGTH = 8
_NUMBER = re.compile(rf"N?[ -]?([{SIGNS}]{{4}})[ -]?([{SIGNS}]{{4}})")


def new_number() -> str:
    """ "N-7K3M-92QF": one of 378 billion, by chance; to try them leads nowhere."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(_LENGTH))
    return f"N-{signs[:4]}-{signs[4:]}"


def number_typed(text: str) -> str | None:
    """A number as somebody typed it, in capital or small letters, with or without hyphens; None where it is none."""
    found = _NUMBER.fullmatch(" ".join(text.split()).upper())
    return f"N-{found[1]}-{found[2]}" if found else None
