"""A rate of answers is never told without what it stands on."""

import pytest

from dashboard.components.kpi_words import opinion_words
from dashboard.i18n import Translate
from models.needs.satisfaction import Opinion
from models.needs.survey import Answer


@pytest.mark.parametrize("answered", [6, 60])
def test_more_answers_than_invited_are_said_beside_the_rate_and_where_there_is_none_yet(
    answered: int,
) -> None:
    some = Opinion(tally={Answer.SATISFIED: answered}, invited=5, overfull=1)
    assert "more answers than invited" in opinion_words(Translate("en"), some)
    assert "回答多于受邀人数" in opinion_words(Translate("zh-Hans"), some)


def test_answers_of_those_invited_are_told_as_their_share_without_a_warning() -> None:
    told = opinion_words(Translate("en"), Opinion(tally={Answer.SATISFIED: 42}, invited=84))
    assert "50 % of those invited answered" in told
    assert "more answers" not in told
