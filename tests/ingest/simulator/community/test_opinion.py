"""Simulated residents want the same in different words, and always want it again when asked anew."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from ingest.simulator.community.opinion import SITTING, opinions
from ingest.simulator.community.saying import ASKS
from models.needs.discretion import MASK, masked
from models.needs.need import Channel
from models.needs.topic import STARTING_TOPICS
from tests.ingest.simulator.worlds import shijiawan

UNTIL = datetime(2026, 11, 22, 4, tzinfo=UTC)
FIRST = UNTIL - timedelta(days=300)


def test_the_same_seed_gives_the_same_opinions_in_the_order_in_which_they_came() -> None:
    one, other = (opinions(shijiawan(), FIRST, UNTIL, 300) for _ in range(2))
    assert one == other
    times = [each.said.at for each in one]
    assert times == sorted(times)  # type: ignore[type-var]
    assert opinions(shijiawan(seed=8), FIRST, UNTIL, 300) != one


def test_most_is_said_in_one_sitting_on_paper_and_the_same_in_several_wordings() -> None:
    said = opinions(shijiawan(), FIRST, UNTIL, 600)
    paper = [one for one in said if one.said.channel is Channel.PAPER]
    assert len(paper) == 600 * SITTING
    texts = defaultdict(set)
    for one in said:
        texts[one.same].add(one.said.text)
    assert sum(len(each) > 2 for each in texts.values()) > 30


def test_every_ask_is_of_a_topic_and_leads_to_nobody() -> None:
    assert {ask.topic for ask in ASKS} <= {topic.key for topic in STARTING_TOPICS}
    says = [text for ask in ASKS for text in ask.says]
    assert len(set(says)) == len(says)
    assert not any(MASK in masked(text) for text in says)
