"""What people make of a proposal: accept, modify or reject it. Nothing changes without a person, and one of two wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.account import Account, Permission
from models.advice.recommendation import Decision, Reason, Recommendation, State
from models.message import Message
from models.ports import Ports
from models.services.advice_limits import limits, unbearable, weighed_anew, weighed_at
from models.services.advice_snapshot import UNDER_WAY
from models.services.advising import advice_of
from models.services.carrying import carried, carried_back, recorded
from models.services.contentment import discontent
from models.services.deed import done_by
from models.services.enacting import may_enact, obstacles
from models.services.putting_back import FROM, look_back, may_put_back, remembered
from models.services.staggering import drawn
from models.services.strangers import RefusedError, refusal
from models.spell import Spell

LONGEST_NOTE = 500

MAY_END = frozenset({*UNDER_WAY, State.MEASURED})
"""States in which a change can be kept, reverted or extended."""
CONCLUSIONS = frozenset({State.KEPT, State.REVERTED, State.EXTENDED})
"""What becomes of a change once it was measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Whether a proposal could be at another time or place. conflicts: what forbids it; doubts: what a person may overrule.

    value: points a week there; before: where it was proposed, None = cannot be said.
    """

    conflicts: Sequence[Message]
    doubts: Sequence[Message]
    value: float | None = None
    before: float | None = None

    @property
    def feasible(self) -> bool:
        return not self.conflicts

    @property
    def cost(self) -> float | None:
        """Points a week that the other time would cost; negative where it is the better one."""
        return self.before - self.value if self.before is not None and self.value is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What came of accepting several: those that were, and of the others why not, by id."""

    accepted: Sequence[Recommendation]
    refused: Mapping[str, Message]


def accept(
    ports: Ports, account: Account, key: str, version: int, *, note: str = "", insisted: bool = False
) -> Recommendation:
    """Do what was proposed. Raises RefusedError, also where something stands in its way or somebody was quicker."""
    proposed = _open(ports, account, key, version)
    return _taken(ports, account, proposed, proposed, State.ACCEPTED, note, insisted)


def _accept_later(
    ports: Ports, account: Account, key: str, version: int, drawn_one: Recommendation
) -> Recommendation:
    """The same, begun on the day that the lot gave it; the difference is kept."""
    proposed = _open(ports, account, key, version)
    changed = differences(proposed, drawn_one)
    return _taken(ports, account, proposed, drawn_one, State.ACCEPTED, "", False, changed)


def modify(
    ports: Ports,
    account: Account,
    key: str,
    version: int,
    target: Spell,
    *,
    parameters: Mapping[str, str] | None = None,
    note: str = "",
    insisted: bool = False,
) -> Recommendation:
    """Do it at another time or place, or with other parameters; the difference is kept. Raises as accept."""
    proposed = _open(ports, account, key, version)
    wanted = replace(proposed, target=target, parameters={**proposed.parameters, **(parameters or {})})
    changed = differences(proposed, wanted)
    if not changed:
        return accept(ports, account, key, version, note=note, insisted=insisted)
    if broken := unbearable(ports, wanted):  # before it is weighed: what is no number cannot be
        raise RefusedError(broken[0])
    weighed = weighed_anew(ports, wanted)
    return _taken(ports, account, proposed, weighed, State.MODIFIED, note, insisted, changed)


def reject(
    ports: Ports, account: Account, key: str, version: int, reason: Reason, note: str = ""
) -> Recommendation:
    """Leave it, and say why. Raises RefusedError."""
    kept = _open(ports, account, key, version)
    return _decided(ports, account, kept, State.REJECTED, reason=reason, note=_noted(note))


def accept_all(ports: Ports, account: Account, versions: Mapping[str, int], weeks: int = 1) -> Bulk:
    """Accept several one by one, id -> version: one that cannot be stops no other.

    weeks: changes of a kind begin by lot over so many, which lets their effect be told; 1 = all at once.
    Raises RefusedError for weeks that there are not.
    """
    accepted, refused = [], {}
    _allowed(ports, account)
    lots = drawn(ports, list(versions), weeks)
    for key, version in versions.items():
        try:
            if key in lots:
                accepted.append(_accept_later(ports, account, key, version, lots[key]))
            else:
                accepted.append(accept(ports, account, key, version))
        except RefusedError as error:
            refused[key] = error.message
    return Bulk(accepted=accepted, refused=refused)


def conclude(
    ports: Ports, account: Account, key: str, version: int, state: State, note: str = ""
) -> Recommendation:
    """Keep, revert or extend a change whose trial is over. What is reverted here was put back by hand. Raises RefusedError.

    What people are discontent with is kept only by who answers for the house, and with a reason, which the audit trail has.
    """
    _allowed(ports, account)
    kept = _kept(ports, key, version)
    if kept.state not in MAY_END or state not in CONCLUSIONS:
        raise refusal("advice.not_running")
    against = discontent(ports, kept) if state is State.KEPT else None
    if against and not (note.strip() and account.may(Permission.ADVICE_OVERRULE, ports.centre.id)):
        raise RefusedError(against)
    return _decided(ports, account, kept, state, note=_noted(note), against=against)


def put_back(
    ports: Ports, account: Account, key: str, version: int, day: date, note: str = ""
) -> Recommendation:
    """Undo what a change did, from that day on; what only a person can undo is decided and left to that person.

    Raises RefusedError, also where the world has changed since, and nothing is decided then.
    """
    _allowed(ports, account)
    kept = _kept(ports, key, version)
    if kept.state not in MAY_END:
        raise refusal("advice.not_running")
    if day <= ports.centre.day_of(ports.clock()):
        raise refusal("advice.back_too_early")
    may_put_back(ports, account, kept)
    back = look_back(ports, kept, day)
    if back.in_the_way:
        raise RefusedError(back.in_the_way[0])
    parameters = {**kept.parameters, FROM: day.isoformat()}
    owed = replace(kept, owed=back.possible, parameters=parameters)
    claimed = _decided(ports, account, owed, State.REVERTED, note=_noted(note))
    return carried_back(ports, account, claimed, kept) if back.possible else claimed


def check(ports: Ports, key: str, target: Spell) -> Checked:
    """What would stand in the way of a proposal at another time or place. Writes nothing. Raises RefusedError."""
    kept = advice_of(ports).recommendations.find(key)
    if kept is None:
        raise refusal("advice.gone")
    wanted = replace(kept, target=target)
    conflicts, doubts = obstacles(ports, wanted)
    forbidding = [*conflicts, *limits(ports, wanted), *unbearable(ports, wanted)]
    value = weighed_at(ports, kept, target)
    return Checked(conflicts=forbidding, doubts=doubts, value=value, before=kept.value)


def differences(proposed: Recommendation, decided: Recommendation) -> Mapping[str, tuple[str, str]]:
    """Field -> (proposed, decided), as text, of the target and the parameters."""
    pairs = {
        name: (_text(getattr(proposed.target, name)), _text(getattr(decided.target, name)))
        for name in Spell.__dataclass_fields__
    }
    for name in {*proposed.parameters, *decided.parameters}:
        pairs[name] = proposed.parameters.get(name, ""), decided.parameters.get(name, "")
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _texts(message: Message) -> dict[str, str]:
    return {key: str(value) for key, value in message.values.items()}


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _taken(
    ports: Ports,
    account: Account,
    before: Recommendation,
    wanted: Recommendation,
    state: State,
    note: str,
    insisted: bool,
    difference: Mapping[str, tuple[str, str]] | None = None,
) -> Recommendation:
    """Claimed first, then done: whoever comes second is told so before anything is made twice."""
    may_enact(ports, account, wanted)
    conflicts, doubts = obstacles(ports, wanted)
    forbidding = [*conflicts, *limits(ports, wanted), *unbearable(ports, wanted)]
    if forbidding or (doubts and not insisted):
        raise RefusedError((forbidding or doubts)[0])
    owed = replace(wanted, owed=True, parameters={**wanted.parameters, **remembered(ports, wanted)})
    claimed = _decided(ports, account, owed, state, note=_noted(note), difference=difference or {})
    return carried(ports, account, claimed, before)


def _open(ports: Ports, account: Account, key: str, version: int) -> Recommendation:
    """A proposal that may still be decided on, as the person saw it."""
    _allowed(ports, account)
    kept = _kept(ports, key, version)
    if kept.state is not State.PROPOSED:
        raise refusal("advice.decided")
    if kept.expires_at <= ports.clock():
        raise refusal("advice.expired")
    return kept


def _kept(ports: Ports, key: str, version: int) -> Recommendation:
    kept = advice_of(ports).recommendations.find(key)
    if kept is None:
        raise refusal("advice.gone")
    if kept.version != version:
        raise refusal("advice.decided")
    return kept


def _allowed(ports: Ports, account: Account) -> None:
    if not account.may(Permission.ADVICE_DECIDE, ports.centre.id):
        raise refusal("advice.not_allowed")


def _noted(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        raise refusal("advice.long_note", most=LONGEST_NOTE)
    return note.strip()


def _decided(
    ports: Ports,
    account: Account,
    kept: Recommendation,
    state: State,
    *,
    reason: Reason | None = None,
    note: str = "",
    difference: Mapping[str, tuple[str, str]] | None = None,
    against: Message | None = None,
) -> Recommendation:
    """against: what spoke against it and was overruled, for the reason in the note."""
    at = ports.clock()
    decision = Decision(
        by=account.name, at=at, state=state, reason=reason, note=note, difference=difference or {}
    )
    given = reason.value if reason else ""
    overruled = {"overruled": against.key, **_texts(against), "because": note} if against else {}
    told = done_by(
        ports, account, f"advice.{state}", kept.id, at, action=kept.action, reason=given, **overruled
    )
    new = replace(kept, state=state, decisions=(*kept.decisions, decision))
    return recorded(ports, new, told)
