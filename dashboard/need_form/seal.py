"""What a form without an account is sealed with: when it was handed out, for which centre, and what whoever sends it must do."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b, sha256

YOUNGEST, OLDEST = timedelta(seconds=3), timedelta(hours=12)
"""Nobody fills it in faster; a page that stood open for longer is handed out anew with all that was typed."""

WORK_BITS = 14
"""About 16,000 hashes: a blink of a phone that fills in a form, an hour of a machine that fills in a hundred thousand."""

LARGEST = 9
"""Of the two numbers that somebody adds up who has no script."""


class Fault(StrEnum):
    """Why a form is not taken; the words are `need_form.fault.<fault>`."""

    STALE = "stale"
    HASTY = "hasty"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Question:
    """The sum for whoever has no script."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals and opens forms with a key that only this deployment has."""

    key: bytes

    def sealed(self, centre: str, at: datetime) -> str:
        """A token for one form: instant, chance, and a signature over both and the centre."""
        told = f"{int(at.timestamp())}.{secrets.token_hex(8)}"
        return f"{told}.{self._signed(centre, told)}"

    def fault(self, centre: str, token: str, *, at: datetime, proof: str, answer: str) -> Fault | None:
        """What keeps a form from being taken. proof: the work of a browser; answer: to the question, where there is none."""
        told, _, signature = token.rpartition(".")
        began = told.partition(".")[0]
        if not hmac.compare_digest(signature.encode(), self._signed(centre, told).encode()):
            return Fault.STALE
        age = at - datetime.fromtimestamp(int(began), UTC)
        if not timedelta() <= age <= OLDEST:
            return Fault.STALE
        if not (is_proof(token, proof) or self._is_answer(token, answer)):
            return Fault.UNPROVEN
        return Fault.HASTY if age < YOUNGEST else None

    def question(self, token: str) -> Question:
        """The sum of a token; the same for the same one."""
        drawn = blake2b(token.encode(), key=self.key, digest_size=2).digest()
        return Question(drawn[0] % LARGEST + 1, drawn[1] % LARGEST + 1)

    def hidden(self, address: str) -> str:
        """An address as it is counted: nobody can turn it back."""
        return blake2b(address.encode(), key=self.key, digest_size=16).hexdigest()

    def _is_answer(self, token: str, answer: str) -> bool:
        asked = self.question(token)
        return answer.strip().isdecimal() and int(answer.strip()[:4]) == asked.one + asked.other

    def _signed(self, centre: str, told: str) -> str:
        return blake2b(f"{centre}.{told}".encode(), key=self.key, digest_size=16).hexdigest()


def is_proof(token: str, proof: str) -> bool:
    """Whether SHA-256 of token and proof begins with WORK_BITS zeros."""
    digest = sha256(f"{token}.{proof[:32]}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0
