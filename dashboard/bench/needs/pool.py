"""Made-up neighbourhoods to match in: needs of twelve topics, and helpers whose hours are too few for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from models.needs.matching.ask import Ask, Helper, ask_of, helpers
from models.needs.need import Channel, Need, Topic, WantedTime
from models.needs.provider import Provider, ProviderKind, Qualification
from models.needs.takes import Synonyms, Takes

DAY = date(2026, 6, 10)
BEGIN = datetime(2026, 5, 1, tzinfo=UTC)
TOPICS, WORDS, GRIDS = 12, 30, 6
HEATS = (1, 1, 1, 2, 3, 5, 12, 40)


@dataclass(frozen=True, slots=True)
class Town:
    """asks: in the order in which they came."""

    asks: Sequence[Ask]
    helpers: Sequence[Helper]


def town(seed: int, needs: int = 120, pool: int = 24) -> Town:
    """The same for the same seed. A helper gives one to five of the hours that a need takes one and a half of."""
    random = Random(seed)  # noqa: S311 -- a measurement, no secret
    topics = [_topic(random, n) for n in range(TOPICS)]
    takes = [Takes(topic=one.key, minutes=random.choice((60, 90, 120)), room=None) for one in topics]
    asks = []
    for n in range(needs):
        of = random.randrange(TOPICS)
        asks.append(
            ask_of(_need(random, n, topics[of]), topics[of], takes[of], Synonyms(), heat=random.choice(HEATS))
        )
    providers = [_provider(random, n, topics) for n in range(pool)]
    return Town(asks, helpers(providers, DAY, Synonyms(), {}, {}))


def _topic(random: Random, n: int) -> Topic:
    words = random.sample(range(WORDS), 4)
    return Topic(
        key=f"t{n:02}",
        name={},
        tags=frozenset(f"w{one}" for one in words),
        minors=n % 6 == 0,
        medical=n % 7 == 3,
    )


def _need(random: Random, n: int, topic: Topic) -> Need:
    return Need(
        id=f"n{n:04}",
        number="",
        received_at=BEGIN + timedelta(hours=n),
        channel=Channel.FORM,
        topic=topic.key,
        text="",
        grid=f"G{random.randrange(GRIDS)}",
        wanted=_hours(random, 2),
    )


def _provider(random: Random, n: int, topics: Sequence[Topic]) -> Provider:
    """Its words are those of one topic mostly."""
    own = sorted(random.choice(topics).tags)
    tags = {*random.sample(own, random.randint(2, 4)), f"w{random.randrange(WORDS)}"}
    papers = {
        one: date(2027, 1, 1)
        for one in (Qualification.MINORS, Qualification.MEDICAL)
        if random.random() < 0.4
    }
    return Provider(
        id=f"p{n:03}",
        kind=random.choice(tuple(ProviderKind)),
        name={},
        tags=frozenset(tags),
        hours=_hours(random, 4),
        minutes_a_month=random.choice((60, 120, 180, 300)),
        grids=frozenset(f"G{random.randrange(GRIDS)}" for _ in range(random.randrange(4))),
        qualified=papers,
        score=random.choice((None, random.random())),
    )


def _hours(random: Random, most: int) -> tuple[WantedTime, ...]:
    found = []
    for _ in range(random.randint(0, most)):
        start = random.randrange(8, 20) * 60
        found.append(WantedTime(weekday=random.randrange(7), start_minute=start, end_minute=start + 120))
    return tuple(found)
