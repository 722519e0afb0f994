"""Where an attendance is told."""

import pytest

from models.programme.activity import OrganiserKind
from models.report.home import Home, home


@pytest.mark.parametrize(
    ("organiser", "paid", "benefit", "where"),
    [
        (OrganiserKind.GROUP, False, True, Home.PROGRAMME),
        (OrganiserKind.COACH, False, False, Home.PROGRAMME),
        (OrganiserKind.CENTRE, True, True, Home.PROGRAMME),
        (OrganiserKind.CENTRE, False, True, Home.ACTIVITY),
        (OrganiserKind.ORGANISATION, False, True, Home.ACTIVITY),
        (OrganiserKind.CENTRE, False, False, Home.PROGRAMME),
        (None, False, True, Home.ACTIVITY),
    ],
)
def test_groups_and_what_is_paid_for_are_courses_and_the_rest_of_public_benefit_are_activities(
    organiser: OrganiserKind | None, paid: bool, benefit: bool, where: Home
) -> None:
    assert home(organiser, paid=paid, public_benefit=benefit) is where
