"""Needs, topics and helpers for tests of matching: one of each kind, and whole pools drawn at will."""

from collections.abc import Mapping, Sequence
from datetime import date

from hypothesis import strategies as st

from models.needs.matching.ask import Ask, Helper, ask_of, helpers
from models.needs.matching.load import Taken
from models.needs.need import Channel, Need, Topic, WantedTime
from models.needs.provider import Provider, ProviderKind, Qualification, Thing
from models.needs.takes import Synonyms, Takes
from tests.builders import NOON

DAY = date(2026, 6, 10)
NO_SYNONYMS = Synonyms()

TALK = Topic(key="talk", name={"zh-Hans": "防骗讲座", "en": "Talks"}, tags=frozenset({"safety", "talk"}))


def a_need(key: str = "n1", topic: str = "talk", grid: str = "G1", *wanted: WantedTime) -> Need:
    return Need(
        id=key,
        number=f"N-{key}",
        received_at=NOON,
        channel=Channel.DESK,
        topic=topic,
        text="",
        grid=grid,
        wanted=wanted,
    )


def a_provider(
    key: str = "p1",
    tags: Sequence[str] = ("safety", "talk"),
    *,
    minutes: int = 0,
    hours: Sequence[WantedTime] = (),
    grids: Sequence[str] = (),
    money_fen: int = 0,
    goods: Sequence[str] = (),
    qualified: Mapping[Qualification, date] | None = None,
    valid: tuple[date, date | None] = (date.min, None),
    score: float | None = None,
    venue: str = "",
    retired: bool = False,
) -> Provider:
    return Provider(
        id=key,
        kind=ProviderKind.TALENT,
        name={"zh-Hans": f"能人{key}", "en": f"Helper {key}"},
        tags=frozenset(tags),
        hours=tuple(hours),
        minutes_a_month=minutes,
        grids=frozenset(grids),
        venue=venue,
        money_fen=money_fen,
        goods=tuple(goods),
        qualified=qualified,
        valid_from=valid[0],
        valid_to=valid[1],
        score=score,
        retired=retired,
    )


def an_ask(
    need: Need | None = None,
    topic: Topic = TALK,
    takes: Takes | None = None,
    *,
    heat: int = 1,
    given: frozenset[Thing] = frozenset(),
    synonyms: Synonyms = NO_SYNONYMS,
) -> Ask:
    takes = takes or Takes(topic=topic.key, room=None)
    return ask_of(need or a_need(topic=topic.key), topic, takes, synonyms, heat=heat, given=given)


def a_helper(
    provider: Provider,
    *,
    taken: Taken | None = None,
    done: int = 0,
    day: date = DAY,
    synonyms: Synonyms = NO_SYNONYMS,
) -> Helper:
    (made,) = helpers([provider], day, synonyms, {provider.id: taken or Taken()}, {provider.id: done})
    return made


WORDS = ("a", "b", "c")
_times = st.builds(
    lambda day, hour, length: WantedTime(
        weekday=day, start_minute=hour * 60, end_minute=hour * 60 + length * 30
    ),
    st.integers(0, 6),
    st.integers(7, 20),
    st.integers(1, 4),
)
_days = st.sampled_from([date(2026, 1, 1), DAY, date(2026, 6, 11), date(2027, 1, 1)])
_words = st.frozensets(st.sampled_from(WORDS), min_size=1, max_size=2)


@st.composite
def asks(draw: st.DrawFn, most: int = 4) -> list[Ask]:
    """A few needs of topics of all kinds."""
    found = []
    for n in range(draw(st.integers(1, most))):
        topic = Topic(
            key=f"t{n}", name={}, tags=draw(_words), minors=draw(st.booleans()), medical=draw(st.booleans())
        )
        takes = Takes(
            topic=topic.key,
            minutes=draw(st.sampled_from([0, 60, 90])),
            money_fen=draw(st.sampled_from([0, 0, 500])),
            goods=draw(st.sampled_from([frozenset(), frozenset({"books"})])),
            room=None,
        )
        need = a_need(
            f"n{n}", topic.key, draw(st.sampled_from(["", "G1", "G2"])), *draw(st.lists(_times, max_size=2))
        )
        found.append(an_ask(need, topic, takes, heat=draw(st.sampled_from([1, 2, 9]))))
    return found


@st.composite
def crowds(draw: st.DrawFn, most: int = 3) -> list[Helper]:
    """A few helpers, some of them barred in every way."""
    found = []
    for n in range(draw(st.integers(1, most))):
        until = st.dictionaries(
            st.sampled_from([Qualification.MINORS, Qualification.MEDICAL]), _days, max_size=2
        )
        provider = a_provider(
            f"p{n}",
            tuple(draw(_words)),
            minutes=draw(st.sampled_from([0, 60, 120, 200])),
            hours=draw(st.lists(_times, max_size=2)),
            grids=draw(st.sampled_from([(), ("G1",)])),
            money_fen=draw(st.sampled_from([0, 400, 600, 1100])),
            goods=draw(st.sampled_from([(), ("books",)])),
            qualified=draw(until),
            valid=(draw(st.sampled_from([date.min, DAY, date(2026, 7, 1)])), draw(st.none() | _days)),
            score=draw(st.none() | st.floats(0, 1)),
            retired=draw(st.sampled_from([False, False, True])),
        )
        taken = Taken(minutes=draw(st.sampled_from([0, 30, 100])), money_fen=draw(st.sampled_from([0, 200])))
        found.append(a_helper(provider, taken=taken))
    return found
