"""Who may not help, each for its own reason; on the last day of a paper one still may."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.needs.matching.bar import Bar, judged
from models.needs.matching.load import Taken
from models.needs.need import Topic
from models.needs.provider import Qualification, Thing
from models.needs.takes import Takes
from tests.models.needs.matching.pool import DAY, TALK, a_helper, a_provider, an_ask

CHILDREN = Topic(key="kids", name={}, tags=TALK.tags, minors=True, medical=True)
PAPERS = {Qualification.MINORS: DAY, Qualification.MEDICAL: DAY}
YESTERDAY = DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("bar", "about"),
    [
        (Bar.RETIRED, {"retired": True}),
        (Bar.NOT_YET, {"valid": (DAY + timedelta(days=1), None)}),
        (Bar.RUN_OUT, {"valid": (date.min, YESTERDAY)}),
        (Bar.MINORS, {"qualified": PAPERS | {Qualification.MINORS: YESTERDAY}}),
        (Bar.MEDICAL, {"qualified": {Qualification.MINORS: DAY}}),
        (Bar.LOAD, {"minutes": 89}),
        (Bar.UNRELATED, {"tags": ("cooking",)}),
    ],
)
def test_each_bar_keeps_a_helper_away_alone(bar: Bar, about: dict[str, Any]) -> None:
    able = {"qualified": PAPERS, "valid": (DAY, DAY), "minutes": 90}
    ask = an_ask(topic=CHILDREN)
    assert judged(ask, a_helper(a_provider(**able))) == ({Thing.SKILL}, ())
    assert judged(ask, a_helper(a_provider(**able | about))) == (frozenset(), (bar,))


def test_who_gives_money_for_children_needs_no_qualification_and_no_time() -> None:
    takes = Takes(topic="kids", money_fen=500)
    ask = an_ask(topic=CHILDREN, takes=takes)
    firm = a_provider(tags=["talk"], money_fen=600, minutes=10)
    assert judged(ask, a_helper(firm)) == ({Thing.MONEY}, (Bar.MINORS, Bar.MEDICAL, Bar.LOAD))
    poor = judged(ask, a_helper(a_provider(tags=["x"], money_fen=600), taken=Taken(money_fen=101)))
    assert poor == (frozenset(), (Bar.MONEY,))
