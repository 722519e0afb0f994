"""Numbers of needs are told apart by chance and understood however they are typed."""

import pytest

from models.needs.number import new_number, number_typed


def test_a_number_is_understood_as_it_was_given_and_as_people_type_it() -> None:
    number = new_number()
    assert number_typed(number) == number
    assert number_typed(f" {number.lower()} ") == number
    assert number_typed(number.replace("-", "")) == number
    assert number_typed(number.removeprefix("N-").replace("-", " ")) == number


def test_numbers_do_not_repeat() -> None:
    assert len({new_number() for _ in range(2000)}) == 2000


@pytest.mark.parametrize("text", ["", "N-0000-0000", "N-7K3M-92Q", "../../etc", "N-7K3M-92QF9"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_typed(text) is None
