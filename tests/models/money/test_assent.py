"""Two names on a paper."""

from models.money.assent import Assent
from tests.models.money.services_kept import AGREED, AT


def test_a_paper_is_agreed_when_a_second_person_has_signed_it() -> None:
    assert AGREED.agreed
    assert not Assent(proposed_by="li", proposed_at=AT).agreed
