"""What needs say of hours, as evidence for advice: who would come when, and where it is too crowded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from models.centre import Centre, SpaceId
from models.demand.preference import Preference, discreet
from models.needs.heat import Hour, hours
from models.needs.need import Need, NeedStatus
from models.needs.ports import Needs
from models.needs.topic import topics_of, zones_of


@dataclass(frozen=True, slots=True)
class Stated:
    """Preferences of one centre, counted from its needs. A need that repeats another one counts: somebody else said it; one
    that was declined does not: nobody will offer it."""

    needs: Needs
    centre: Centre

    def told(self, first: date, last: date) -> Sequence[Preference]:
        """Counts of voices by hour and zone, those too small to be told left out (preference.FEWEST).

        What somebody wants is told of the zones in which its topic takes place, and what is too crowded of the zone of that
        space; a topic that takes place in no space says nothing of any.
        """
        wanted, crowded = self._counts(self._said(first, last))
        return discreet(
            [
                Preference(
                    weekday=weekday,
                    hour=hour,
                    zone=zone,
                    wanted=wanted[zone, (weekday, hour)],
                    crowded=crowded[zone, (weekday, hour)],
                )
                for zone, (weekday, hour) in sorted(wanted.keys() | crowded.keys())
            ]
        )

    def _said(self, first: date, last: date) -> list[Need]:
        since = datetime.combine(first, time(0), tzinfo=self.centre.zone_info)
        needs = self.needs.of(frozenset(NeedStatus) - {NeedStatus.DECLINED}, since)
        return [one for one in needs if self.centre.day_of(one.received_at) <= last]

    def _counts(self, needs: Sequence[Need]) -> tuple[Counter[tuple[str, Hour]], Counter[tuple[str, Hour]]]:
        topics = topics_of(self.needs.topics())
        zones = {key: zones_of(topic, self.centre) for key, topic in topics.items()}
        wanted: Counter[tuple[str, Hour]] = Counter()
        crowded: Counter[tuple[str, Hour]] = Counter()
        for need in needs:
            space = self.centre.spaces.get(SpaceId(need.crowded_space))
            here = zones.get(need.topic, frozenset())
            there = frozenset({space.zone}) if space else here
            for counts, times, where in ((wanted, need.wanted, here), (crowded, need.crowded, there)):
                counts.update({(zone, hour): need.voices for zone in where for hour in hours(times)})
        return wanted, crowded
