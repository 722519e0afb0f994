"""Which passwords we take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import passwords


def test_a_hash_is_argon2id_with_the_parameters_of_the_security_plan() -> None:
    kept = passwords.hashed("wide-river-otter-42")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches("wide-river-otter-42", kept)
    assert not passwords.matches("wide-river-otter-43", kept)
    assert not passwords.matches("x", "not a hash")


def test_full_width_signs_are_the_same_as_plain_ones() -> None:
    assert passwords.matches("ｗｉｄｅ-river-otter-42", passwords.hashed("wide-river-otter-42"))


@pytest.mark.parametrize(
    "password",
    [
        "password123!",
        "P@ssw0rd2026",
        "qwertyuiop",
        "1234567890123",
        "13800138000",
        "aaaaaaaaaaaa",
        "linlilinli",
        "abcdefghijkl",
        "zyxwvutsrqpo",
        "woaini5201314",
        "!!iloveyou!!2026",
        "1qaz2wsx3edc",
        "Shijiawan2026",
        "----------",
        "abababababab",
    ],
)
def test_what_guessers_try_first_is_refused(password: str) -> None:
    assert passwords.fault(password, "someone") == "password.common"


@pytest.mark.parametrize(
    "password", ["wide-river-otter-42", "邻里中心的大门朝东开着呢", "correct horse battery", "Tr4mway&violet"]
)
def test_what_a_person_thinks_up_is_taken(password: str) -> None:
    assert passwords.fault(password, "someone") is None


@pytest.mark.parametrize(
    ("password", "name", "fault"),
    [
        ("short", "x", "password.too_short"),
        ("x1-" * 100, "x", "password.too_long"),
        ("wangxiaoming1", "wangxiaoming", "password.is_name"),
    ],
)
def test_length_and_name(password: str, name: str, fault: str) -> None:
    assert passwords.fault(password, name) == fault


def test_a_fresh_password_passes_its_own_rules_and_never_comes_twice() -> None:
    made = {passwords.fresh_password() for _ in range(50)}
    assert len(made) == 50
    assert all(passwords.fault(password, "manager") is None for password in made)


@given(st.text(max_size=300), st.text(max_size=30))
def test_judging_never_fails(password: str, name: str) -> None:
    assert passwords.fault(password, name) in {
        None,
        "password.too_short",
        "password.too_long",
        "password.is_name",
        "password.common",
    }
