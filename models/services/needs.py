"""What people do with needs: look through them, accept or decline, link those that say the same, name topics."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.account import Account, Permission
from models.message import LocalText
from models.needs.discretion import masked
from models.needs.likeness import Likely, clusters
from models.needs.need import Need, NeedStatus, Topic, first_decided
from models.needs.ports import LoopChangedError, MatchedError
from models.needs.topic import topics_of
from models.ports import Ports
from models.services.deed import done_by
from models.services.loop import needs_of
from models.services.strangers import refusal

KEY = re.compile(r"[a-z][a-z0-9-]{0,31}")
LONGEST_NAME, LONGEST_REASON = 40, 200
MOST_COMPARED = 3_000
"""The newest needs among which repeats are looked for."""

STEPS: Mapping[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.OPEN: frozenset({NeedStatus.NEW, NeedStatus.DECLINED, NeedStatus.MET}),
    NeedStatus.DECLINED: frozenset({NeedStatus.NEW, NeedStatus.OPEN}),
    NeedStatus.MET: frozenset({NeedStatus.OPEN, NeedStatus.PLANNED}),
}
"""Status -> from which it is reached by a person's decision; the others come about by a link, a match or a project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A need as somebody saw it when deciding; who sees another revision than is kept decides about something else."""

    id: str
    revision: int


def demand(ports: Ports, account: Account, right: Permission) -> None:
    """Raises RefusedError."""
    if not account.may(right, ports.centre.id):
        raise refusal("need.not_allowed")


def topics(ports: Ports) -> Mapping[str, Topic]:
    """By key, the starting ones first. Raises RefusedError where this deployment keeps no needs."""
    return topics_of(needs_of(ports).topics())


def topic_names(ports: Ports) -> Mapping[str, LocalText]:
    """By key, the starting ones with them; none where no needs are kept."""
    return {key: one.name for key, one in topics(ports).items()} if ports.loop.needs else {}


def all_needs(ports: Ports, account: Account, since: datetime | None = None) -> list[Need]:
    """In the order in which they came. Raises RefusedError."""
    demand(ports, account, Permission.NEED_READ)
    return needs_of(ports).of(since=since)


def by_number(ports: Ports, number: str) -> Need | None:
    """For whoever has the number, without an account: the need that it leads to. Raises RefusedError."""
    return needs_of(ports).by_number(number)


def standing(ports: Ports, need: Need) -> Need:
    """The need whose fate is this one's: itself, or the one that it repeats."""
    found = needs_of(ports).find([need.of]) if need.of else []
    return found[0] if found else need


def alike(needs: Sequence[Need]) -> Mapping[str, Sequence[Likely]]:
    """Which of the newest that nobody linked or declined may say the same: the earlier one -> the later ones."""
    live = [one for one in needs if one.status not in (NeedStatus.DUPLICATE, NeedStatus.DECLINED)]
    return clusters(live[-MOST_COMPARED:])


def decide(
    ports: Ports, account: Account, seen: Sequence[Seen], to: NeedStatus, reason: str = ""
) -> list[Need]:
    """Accept, decline with a reason that the public may read, or say that they are met; all of them or none.

    Raises RefusedError, also where somebody else changed one of them since it was seen.
    """
    demand(ports, account, Permission.NEED_EDIT)
    words = masked(reason)[:LONGEST_REASON]
    if to is NeedStatus.DECLINED and not words:
        raise refusal("need.no_reason")
    needs = _seen(ports, seen)
    for one in needs:
        if one.status not in STEPS.get(to, frozenset()):
            raise refusal("need.no_step", number=one.number)
    today = ports.centre.day_of(ports.clock())
    met = today if to is NeedStatus.MET else None
    kept = words if to is NeedStatus.DECLINED else ""
    changed = [
        replace(one, status=to, reason=kept, met_on=met, decided_on=first_decided(one, today))
        for one in needs
    ]
    return _put(ports, account, f"need.{to.value}", changed)


def link(ports: Ports, account: Account, seen: Sequence[Seen], head: str) -> list[Need]:
    """They say what the need with this id or number said before them. What repeats one of them repeats it too.

    Raises RefusedError, also where somebody else changed one of them since it was seen, or meanwhile the need itself.
    """
    demand(ports, account, Permission.NEED_EDIT)
    needs = [one for one in _seen(ports, seen) if head not in (one.id, one.number)]
    kept = needs_of(ports)
    found = next(iter(kept.find([head])), None) or kept.by_number(head)
    first = standing(ports, found) if found else None
    if first is None or not needs:
        raise refusal("need.nothing_to_link")
    if first.id in {one.id for one in needs} or first.status is NeedStatus.DECLINED:
        raise refusal("need.no_head", number=first.number)
    ids = {one.id for one in needs}
    followers = [one for one in kept.of([NeedStatus.DUPLICATE]) if one.of in ids and one.id not in ids]
    repeats = [replace(one, status=NeedStatus.DUPLICATE, of=first.id) for one in (*needs, *followers)]
    return _put(ports, account, "need.link", repeats, head=first)


def unlink(ports: Ports, account: Account, seen: Sequence[Seen]) -> list[Need]:
    """They were something else after all, and are new again. Raises RefusedError."""
    demand(ports, account, Permission.NEED_EDIT)
    needs = _seen(ports, seen)
    if any(one.status is not NeedStatus.DUPLICATE for one in needs):
        raise refusal("need.not_linked")
    fresh = [replace(one, status=NeedStatus.NEW, of="", reason="", met_on=None) for one in needs]
    return _put(ports, account, "need.unlink", fresh)


def save_topic(ports: Ports, account: Account, topic: Topic) -> None:
    """Add a topic, or change one of the same key. Raises RefusedError."""
    demand(ports, account, Permission.NEED_EDIT)
    if not KEY.fullmatch(topic.key):
        raise refusal("need.bad_key", name=topic.key[:40])
    told = done_by(ports, account, "need.topic", topic.key, retired=str(topic.retired))
    needs_of(ports).put_topic(replace(topic, name=_named(topic.name)), told)


def _named(name: LocalText) -> LocalText:
    told = {language: " ".join(words.split()) for language, words in name.items() if words.strip()}
    if not told or any(len(words) > LONGEST_NAME or not words.isprintable() for words in told.values()):
        raise refusal("need.bad_name", most=LONGEST_NAME)
    return told


def _seen(ports: Ports, seen: Sequence[Seen]) -> list[Need]:
    """The needs as they were seen. Raises RefusedError where one is gone or somebody changed it."""
    kept = {one.id: one for one in needs_of(ports).find([one.id for one in seen])}
    if not kept:
        raise refusal("need.none_chosen")
    if any(one.id not in kept or kept[one.id].revision != one.revision for one in seen):
        raise refusal("need.changed")
    return list(kept.values())


def _put(
    ports: Ports, account: Account, action: str, needs: Sequence[Need], head: Need | None = None
) -> list[Need]:
    """The head is put with those that repeat it: what two do with it at once meets at its revision."""
    numbers = " ".join(one.number for one in needs[:20])
    details = {"to": head.number} if head else {}
    told = done_by(
        ports, account, action, needs[0].number, needs=len(needs), numbers=numbers[:200], **details
    )
    try:
        return needs_of(ports).put([*needs, *([head] if head else [])], told)[: len(needs)]
    except LoopChangedError as error:
        raise refusal("need.changed") from error
    except MatchedError as error:
        held = next(one for one in needs if one.id == error.other.need)
        on = error.other.decided_at or ports.clock()
        raise refusal(
            "need.matched", number=held.number, who=error.other.decided_by, day=f"{ports.centre.day_of(on)}"
        ) from error
