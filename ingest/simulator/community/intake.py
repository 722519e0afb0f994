"""Needs of the simulated residents: taken in, the same ones linked, accepted, declined, the newest left for people to look at."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from ingest.simulator.community.opinion import Opinion
from ingest.simulator.community.stage import COORDINATOR, Stage
from models.needs.need import Need, NeedStatus
from models.services.deed import done_by
from models.services.loop import needs_of
from models.services.need_intake import made
from models.services.needs import Seen, decide, link

CHUNK = 500
"""Slips of one batch."""

LEFT_NEW = 0.96
"""What came after this share of the past nobody has looked at yet."""

DECLINED = {"noise@g3": "已由公安与物业处理，不另立项", "parcel@g5": "产权单位不同意占用门口用地"}
"""What cannot be done here, and the reason that everybody may read."""


def take_in(stage: Stage, said: Sequence[Opinion]) -> Mapping[str, Need]:
    """The needs that stand for all that want the same, by what they want; those that nobody looked at yet are left out."""
    stage.go(1.0)
    kept = {one.id: one for one in needs_of(stage.ports).find([one.key for one in said])}
    new = [one for one in said if one.key not in kept]
    for start in range(0, len(new), CHUNK):
        some = [made(stage.ports, one.said, one.key) for one in new[start : start + CHUNK]]
        told = done_by(stage.ports, COORDINATOR, "need.enter", some[0].number, needs=len(some))
        kept |= {one.id: one for one in needs_of(stage.ports).put(some, told)}
    until = stage.go(LEFT_NEW)
    looked_at = [one for one in said if one.said.at and one.said.at <= until]
    heads = {
        same: [kept[one.key] for one in group] for same, group in groupby(sorted(looked_at, key=_same), _same)
    }
    _open(stage, (needs[0] for needs in heads.values()))
    for first, *repeats in heads.values():
        if left := [_seen(one) for one in repeats if not one.of]:
            link(stage.ports, COORDINATOR, left, first.id)
    _decline(stage, {same: needs[0] for same, needs in heads.items()})
    found = {one.id: one for one in needs_of(stage.ports).find([needs[0].id for needs in heads.values()])}
    return {same: found[needs[0].id] for same, needs in heads.items()}


def _open(stage: Stage, needs: Iterable[Need]) -> None:
    if left := [_seen(one) for one in needs if one.status is NeedStatus.NEW]:
        decide(stage.ports, COORDINATOR, left, NeedStatus.OPEN)


def _decline(stage: Stage, heads: Mapping[str, Need]) -> None:
    for same, reason in DECLINED.items():
        found = needs_of(stage.ports).find([heads[same].id]) if same in heads else []
        if found and found[0].status is NeedStatus.OPEN:
            decide(stage.ports, COORDINATOR, [_seen(found[0])], NeedStatus.DECLINED, reason)


def close_needs(stage: Stage, ids: Iterable[str]) -> None:
    """What was waited for is there."""
    found = [one for one in needs_of(stage.ports).find([*ids]) if one.status in MEETABLE]
    if found:
        decide(stage.ports, COORDINATOR, [_seen(one) for one in found], NeedStatus.MET)


MEETABLE = frozenset({NeedStatus.OPEN, NeedStatus.PLANNED})


def _same(one: Opinion) -> str:
    return one.same


def _seen(one: Need) -> Seen:
    return Seen(id=one.id, revision=one.revision)
