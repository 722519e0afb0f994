"""A form is taken when it is ours, neither too young nor too old, and proven by work or by a sum."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from dashboard.need_form.seal import OLDEST, YOUNGEST, Fault, Seal, is_proof

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SEAL = Seal(b"key")


def proof_of(token: str) -> str:
    """The work that a browser does."""
    return next(f"{n}" for n in count() if is_proof(token, f"{n}"))


def _fault(
    token: str, *, age: timedelta = YOUNGEST, centre: str = "test", proof: str = "", answer: str = ""
) -> Fault | None:
    return SEAL.fault(centre, token, at=AT + age, proof=proof, answer=answer)


def test_a_form_is_proven_by_work_or_by_the_sum() -> None:
    token = SEAL.sealed("test", AT)
    asked = SEAL.question(token)
    assert _fault(token, proof=proof_of(token)) is None
    assert _fault(token, answer=f" {asked.one + asked.other} ") is None
    for wrong in ("", "x", f"{asked.one + asked.other + 1}", "²"):
        assert _fault(token, answer=wrong) is Fault.UNPROVEN


def test_the_work_of_one_form_is_not_that_of_another() -> None:
    token, other = SEAL.sealed("test", AT), SEAL.sealed("test", AT)
    assert _fault(other, proof=proof_of(token) + "x") is Fault.UNPROVEN


@pytest.mark.parametrize(
    ("age", "fault"),
    [
        (timedelta(0), Fault.HASTY),
        (YOUNGEST, None),
        (OLDEST, None),
        (OLDEST + timedelta(seconds=1), Fault.STALE),
        (-timedelta(seconds=1), Fault.STALE),
    ],
)
def test_a_form_has_an_age(age: timedelta, fault: Fault | None) -> None:
    token = SEAL.sealed("test", AT)
    assert _fault(token, age=age, proof=proof_of(token)) is fault


@pytest.mark.parametrize("token", ["", ".", "x.y.z", "1795233600.aa.bb", "é.é.é"])
def test_a_token_that_is_not_ours_is_stale(token: str) -> None:
    assert _fault(token, answer="5") is Fault.STALE


def test_a_token_is_of_one_centre_and_one_key() -> None:
    token = SEAL.sealed("test", AT)
    assert _fault(token, centre="other", proof=proof_of(token)) is Fault.STALE
    assert (
        Seal(b"other").fault("test", token, at=AT + YOUNGEST, proof=proof_of(token), answer="") is Fault.STALE
    )


def test_an_address_is_counted_under_what_nobody_can_turn_back() -> None:
    assert SEAL.hidden("10.0.0.1") == SEAL.hidden("10.0.0.1") != Seal(b"other").hidden("10.0.0.1")
    assert "10.0.0.1" not in SEAL.hidden("10.0.0.1")
