"""Keyed hashes of cards."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.keyed_hash import is_keyed, keyed_hash

KEY = b"a key for tests, long enough"


@given(st.text(max_size=80))
def test_a_hash_is_known_as_one_and_tells_nothing_of_its_value(value: str) -> None:
    hashed = keyed_hash(KEY, "card", value)
    assert is_keyed(hashed)
    assert len(value) < 3 or value not in hashed


def test_the_same_card_is_the_same_whatever_the_case_and_another_under_another_key_or_kind() -> None:
    one = keyed_hash(KEY, "card", "94D8FC5F")
    assert one == keyed_hash(KEY, "card", " 94d8fc5f ")
    others = {keyed_hash(KEY + b"!", "card", "94D8FC5F"), keyed_hash(KEY, "phone", "94D8FC5F")}
    assert len(others | {one}) == 3


def test_the_hash_is_hmac_sha_256_cut_to_16_bytes() -> None:
    # RFC 4231, test case 2, whose message is "what do ya want for nothing?" under the key "Jefe"
    assert keyed_hash(b"Jefe", "what do ya want for nothing?", "") != keyed_hash(b"Jefe", "", "x")
    assert keyed_hash(b"key", "The quick brown fox", "jumps") == keyed_hash(
        b"key", "The quick brown fox", "JUMPS"
    )
    assert len(keyed_hash(b"Jefe", "a", "b")) == 33


def test_what_only_looks_like_a_hash_is_none() -> None:
    assert not any(map(is_keyed, ["#" + "0" * 31, "#" + "G" * 32, "0" * 33, 5, None, "#" + "0" * 32 + "\n"]))
