"""What is known when needs and helpers are put together: who waits, who could help, how busy the house's week is."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from models.calendar import business_date
from models.centre import Schedule
from models.forecast.measured import opened
from models.metric.peak import in_force
from models.metric.period import Period
from models.needs.matching.ask import Ask, Helper, ask_of, helpers
from models.needs.matching.load import taken
from models.needs.matching.measure import Lack, MatchFigures, figures, lacking
from models.needs.matching.ranking import Ranking, ranking
from models.needs.matching.week import HouseWeek, house_week
from models.needs.need import Need, NeedStatus, Topic
from models.needs.provider import HOLDING, Match, MatchStatus, Provider, Thing
from models.needs.takes import Synonyms, Takes
from models.ports import Ports
from models.services.loop import needs_of, pool_of
from models.services.needs import topics
from models.services.peaks import peak_lists
from models.services.pool import takes_by_topic
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Board:
    """One look. waiting: open needs by heat, the loudest first; heat: voices of a need with all that repeat it."""

    day: date
    needs: Sequence[Need]
    waiting: Sequence[Need]
    heat: Mapping[str, int]
    topics: Mapping[str, Topic]
    takes: Mapping[str, Takes]
    synonyms: Synonyms
    providers: Sequence[Provider]
    matches: Sequence[Match]
    house: HouseWeek

    def ask(self, need: Need) -> Ask:
        """What is still asked for."""
        topic = self.topics.get(need.topic, Topic(key=need.topic, name={}))
        given = [one.things for one in self.matches if one.need == need.id and one.status in HOLDING]
        return ask_of(
            need,
            topic,
            self.takes.get(need.topic, Takes(topic=need.topic)),
            self.synonyms,
            heat=self.heat.get(need.id, need.voices),
            given=frozenset[Thing]().union(*given),
        )

    def ranked(self, need: Need, crowd: Sequence[Helper]) -> Ranking:
        return ranking(self.ask(need), crowd, self.house)


def board(ports: Ports) -> Board:
    """Of now. Raises RefusedError, StoreError."""
    pool, every = pool_of(ports), needs_of(ports).of()
    heat = _heat(every)
    waiting = [one for one in every if one.status is NeedStatus.OPEN and not one.of]
    return Board(
        day=business_date(ports.clock(), ports.centre.zone_info),
        needs=every,
        waiting=sorted(waiting, key=lambda one: (-heat[one.id], one.received_at, one.id)),
        heat=heat,
        topics=topics(ports),
        takes=takes_by_topic(ports),
        synonyms=pool.synonyms(),
        providers=pool.providers(),
        matches=pool.matches(),
        house=week_of_house(ports),
    )


def _heat(needs: Sequence[Need]) -> Mapping[str, int]:
    voices: dict[str, int] = defaultdict(int)
    for one in needs:
        voices[one.of or one.id] += one.voices
    return voices


def crowd(ports: Ports, known: Board, day: date | None = None) -> list[Helper]:
    """Everybody in the pool as they are on that day, None = today."""
    zone, on = ports.centre.zone_info, day or known.day
    done = Counter(one.provider for one in known.matches if one.status is MatchStatus.DONE)
    return helpers(known.providers, on, known.synonyms, taken(known.matches, on, zone), done)


def waiting_need(known: Board, key: str) -> Need:
    """Raises RefusedError where it waits no more."""
    found = next((one for one in known.waiting if one.id == key), None)
    if found is None:
        raise refusal("match.no_need")
    return found


def recruiting(ports: Ports, known: Board) -> list[Lack]:
    """Whom the pool lacks."""
    return lacking([known.ask(one) for one in known.waiting], crowd(ports, known))


def match_figures(known: Board) -> MatchFigures:
    return figures(known.needs, known.matches)


def week_of_house(ports: Ports) -> HouseWeek:
    """The week from today on, by weekday: where spaces are open, and where that lies off the peak that is in force."""
    today = business_date(ports.clock(), ports.centre.zone_info)
    days = [today + timedelta(days=n) for n in range(7)]
    spaces = ports.centre.spaces
    lists = peak_lists(ports, list(spaces), Period(today, today))
    is_open = np.zeros((len(spaces), 7, 48), dtype=bool)
    calm = np.zeros_like(is_open)
    order = [day.weekday() for day in days]
    for n, (key, space) in enumerate(spaces.items()):
        is_open[n, order] = opened(Schedule(space, ports.calendar, ports.centre.zone_info), today, 7)
        listed = in_force(lists.get(key, ()), today)
        if listed is not None and not listed.is_empty:
            calm[n, order] = [listed.quiet(ports.calendar.day_type(day)) for day in days]
    return house_week(is_open, calm)
