"""What people are discontent with is not kept, unless the manager says why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.advice.recommendation import Recommendation, State
from models.advice.rule import Weights
from models.needs.satisfaction import Surveyed
from models.needs.survey import About, Answer
from models.ports import Ports
from models.satisfaction import Rating
from models.services.advice_rules import set_weights
from models.services.answering import answer
from models.services.contentment import discontent
from models.services.deciding import conclude
from models.services.loop import surveys_of
from models.services.strangers import RefusedError
from models.services.surveys import begin_survey
from tests.advised import MemoryAdvice, Told
from tests.blank import blank_database
from tests.effects import a_change, a_tried_house

WANG = Account(id=2, name="wang", grants=(Grant(role=Role.MANAGER),))
LI = Account(id=3, name="li", grants=(Grant(role=Role.OPERATOR),))
ANGRY, CALM = Rating(6, 30), Rating(20, 30)


def rated(rating: Rating | None) -> tuple[Ports, Recommendation]:
    ports = a_tried_house(0.4, state=State.MEASURED)
    change = a_change(state=State.MEASURED)
    return replace(ports, satisfaction=Told({change.id: rating} if rating else {})), change


def end(ports: Ports, change: Recommendation, state: State, note: str = "") -> Recommendation:
    return conclude(ports, WANG, change.id, change.version, state, note)


def test_what_people_are_discontent_with_is_not_kept_but_can_be_put_back() -> None:
    ports, change = rated(ANGRY)
    with pytest.raises(RefusedError) as refused:
        end(ports, change, State.KEPT, "  ")
    assert refused.value.message.key == "refused.advice.discontent"
    assert refused.value.message.values == {"rate": 20, "n": 30, "least": 60}
    assert end(ports, change, State.REVERTED).state is State.REVERTED


def test_an_operator_cannot_overrule_people_whatever_the_reason() -> None:
    ports, change = rated(ANGRY)
    with pytest.raises(RefusedError) as refused:
        conclude(ports, LI, change.id, change.version, State.KEPT, "the exam weeks are over")
    assert refused.value.message.key == "refused.advice.discontent"
    assert isinstance(ports.advice, MemoryAdvice)
    assert not [one for one in ports.advice.recommendations.told if one.action == "advice.kept"]
    assert conclude(ports, LI, change.id, change.version, State.EXTENDED).state is State.EXTENDED


def test_it_is_kept_with_a_reason_that_the_audit_trail_has() -> None:
    ports, change = rated(ANGRY)
    assert end(ports, change, State.KEPT, "the exam weeks are over").state is State.KEPT
    assert isinstance(ports.advice, MemoryAdvice)
    told = ports.advice.recommendations.told[-1]
    assert (told.actor, told.action) == ("wang", "advice.kept")
    assert told.details["overruled"] == "refused.advice.discontent"
    assert (told.details["rate"], told.details["because"]) == ("20", "the exam weeks are over")


@pytest.mark.parametrize("rating", [None, CALM, Rating(0, 9)])
def test_without_enough_discontent_it_is_kept_freely(rating: Rating | None) -> None:
    ports, change = rated(rating)
    assert discontent(ports, change) is None
    assert end(ports, change, State.KEPT).state is State.KEPT
    assert isinstance(ports.advice, MemoryAdvice)
    assert "overruled" not in ports.advice.recommendations.told[-1].details


def test_how_content_people_must_be_is_a_rule_of_the_house() -> None:
    ports, change = rated(CALM)
    set_weights(ports, WANG, Weights(least_content_bps=9000))
    assert discontent(ports, change) is not None
    set_weights(ports, WANG, Weights(least_content_bps=0, version=1))
    assert discontent(replace(ports, satisfaction=Told({change.id: ANGRY})), change) is None


def test_where_nobody_asks_people_nothing_speaks_against_it() -> None:
    ports, change = rated(ANGRY)
    assert discontent(replace(ports, satisfaction=None), change) is None


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Ports]:
    """Whose surveys lie in a real database, as its satisfaction does."""
    database = blank_database(tmp_path / "centre.db")
    ports = a_tried_house(0.4, state=State.MEASURED)
    loop = database.loop(ports.centre.id)
    assert loop.surveys is not None
    satisfaction = Surveyed(loop.surveys, lambda _: {})
    yield replace(ports, loop=loop, satisfaction=satisfaction)
    database.close()


@dataclass(frozen=True)
class Judged:
    """A change about which people were asked; who says how."""

    ports: Ports
    change: Recommendation

    def say(self, content: int, discontent: int) -> "Judged":
        survey = begin_survey(self.ports, WANG, About.CHANGE, self.change.id, 7)
        said = [Answer.SATISFIED] * content + [Answer.DISSATISFIED] * discontent
        for n, one in enumerate(said):
            answer(self.ports, survey, f"phone-{n}", one)
        return self

    def keep(self, who: Account, note: str = "") -> Recommendation:
        return conclude(self.ports, who, self.change.id, self.change.version, State.KEPT, note)


@pytest.fixture
def judged(house: Ports) -> Judged:
    return Judged(house, a_change(state=State.MEASURED))


def why(judged: Judged, who: Account, note: str = "") -> str:
    with pytest.raises(RefusedError) as refused:
        judged.keep(who, note)
    return refused.value.message.key


def test_answers_of_many_who_are_discontent_refuse_keeping_until_the_manager_says_why(judged: Judged) -> None:
    judged.say(6, 24)
    assert why(judged, LI, "I like it") == "refused.advice.discontent"
    assert why(judged, WANG) == "refused.advice.discontent"
    assert judged.keep(WANG, "exam weeks are over").state is State.KEPT
    assert isinstance(judged.ports.advice, MemoryAdvice)
    told = judged.ports.advice.recommendations.told[-1]
    assert (told.details["overruled"], told.details["n"]) == ("refused.advice.discontent", "30")


def test_answers_of_several_surveys_count_together(judged: Judged) -> None:
    judged.say(3, 12)
    later = replace(judged.ports, clock=lambda: judged.ports.clock() + timedelta(hours=1))
    Judged(later, judged.change).say(3, 12)
    assert len(surveys_of(judged.ports).all()) == 2
    assert why(judged, LI) == "refused.advice.discontent"


@pytest.mark.parametrize(("content", "discontent"), [(20, 10), (0, 9), (0, 0)])
def test_content_people_or_too_few_of_them_refuse_nothing(
    judged: Judged, content: int, discontent: int
) -> None:
    assert judged.say(content, discontent).keep(LI).state is State.KEPT


def test_answers_about_another_change_refuse_nothing(judged: Judged) -> None:
    advice = judged.ports.advice
    assert isinstance(advice, MemoryAdvice)
    other = replace(judged.change, id="other")
    advice.recommendations.kept[other.id] = other
    Judged(judged.ports, other).say(0, 30)
    assert judged.keep(LI).state is State.KEPT
