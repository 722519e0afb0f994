"""People match needs with helpers: one by one or all at once, with a quiet hour in the timetable where they want one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from models.account import Account, Permission
from models.message import Message
from models.needs.matching.ask import Helper
from models.needs.matching.assignment import Assignment, assigned, pairs_of, room_of
from models.needs.matching.bar import Bar
from models.needs.matching.ranking import Candidate, Ranking
from models.needs.need import Need
from models.needs.ports import ClashError, LoadError, LoopChangedError, MatchedError
from models.needs.provider import HOLDING, Match, MatchStatus, Thing
from models.ports import Ports
from models.programme.series import Series
from models.services import programme
from models.services.deed import done_by
from models.services.loop import pool_of
from models.services.match_board import Board, board, crowd, waiting_need
from models.services.match_dates import date_draft, take_out
from models.services.match_slot import FreeSlot, free_slots, slot_at
from models.services.need_following import follow_match
from models.services.pool import may_match
from models.services.strangers import RefusedError, refusal

MOST_AT_ONCE = 400
"""The loudest needs that are matched in one go: more take the solver minutes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proposal:
    """What matching all at once gives. left_out: quieter needs that were not looked at; ranked: by need."""

    assignment: Assignment
    ranked: Mapping[str, Ranking]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A match that somebody decides. space, start: the chosen slot, "" = none; kind: of activity, under which it goes into
    the timetable, "" = it stays out."""

    need: str
    provider: str
    things: frozenset[Thing] | None = None
    space: str = ""
    start: str = ""
    kind: str = ""


def match_all(ports: Ports, account: Account) -> Proposal:
    """The best assignment of the loudest open needs. Nothing is kept. Raises RefusedError, StoreError."""
    may_match(ports, account)
    known = board(ports)
    helpers = crowd(ports, known)
    looked_at = known.waiting[:MOST_AT_ONCE]
    ranked = {one.id: known.ranked(one, helpers) for one in looked_at}
    assignment = assigned(pairs_of(list(ranked.values())), room_of(helpers))
    return Proposal(assignment=assignment, ranked=ranked, left_out=len(known.waiting) - len(looked_at))


def agree(ports: Ports, account: Account, wanted: Wanted) -> Match:
    """Somebody decided: the helper's minutes are taken, the need is planned once nothing is missing, and the slot goes into
    the timetable where a kind is said. Raises RefusedError; then nothing is kept.
    """
    may_match(ports, account)
    if wanted.kind and not account.may(Permission.BOOKING_EDIT, ports.centre.id):
        raise refusal("match.no_timetable")
    known = board(ports)
    need = waiting_need(known, wanted.need)
    chosen = next((one for one in known.providers if one.id == wanted.provider), None)
    if chosen is None:
        raise refusal("match.no_provider")
    takes = known.ask(need).takes
    slot = slot_at(free_slots(ports, need, chosen, takes), wanted.space, wanted.start)
    if wanted.start and slot is None:
        raise refusal("match.slot_gone")
    match = _match(ports, account, known, need, wanted, slot)
    draft = date_draft(ports, known, need, match.id, slot, wanted.kind) if slot and wanted.kind else None
    kept = _put(ports, account, match, "match.agree")
    if draft is not None:
        kept = _entered(ports, account, kept, draft)
    follow_match(ports, account, need.id)
    return kept


def agree_all(
    ports: Ports, account: Account, wanted: Sequence[Wanted]
) -> tuple[list[Match], list[tuple[Wanted, Message]]]:
    """Each for itself: what was agreed, and what was refused after all and why."""
    done, refused = [], []
    for one in wanted:
        try:
            done.append(agree(ports, account, one))
        except RefusedError as error:
            refused.append((one, error.message))
    return done, refused


def end(ports: Ports, account: Account, key: str, revision: int, to: MatchStatus, reason: str = "") -> Match:
    """An agreed match is done, or is not to be: then minutes and room are free again, and the need waits again.

    Raises RefusedError, also where its date cannot go out of the timetable (match_dates.take_out).
    """
    may_match(ports, account)
    found = next((one for one in pool_of(ports).matches() if one.id == key), None)
    if found is None or found.status is not MatchStatus.AGREED or to not in ENDS:
        raise refusal("match.no_match")
    if found.revision != revision:
        raise refusal("match.changed")
    if to not in HOLDING:
        take_out(ports, account, found)
    ended = replace(found, status=to, reason=reason.strip()[:LONGEST_REASON])
    kept = _put(ports, account, ended, f"match.{to}")
    follow_match(ports, account, kept.need)
    return kept


ENDS = (MatchStatus.DONE, MatchStatus.REFUSED, MatchStatus.CANCELLED)
LONGEST_REASON = 200


def _match(
    ports: Ports, account: Account, known: Board, need: Need, wanted: Wanted, slot: FreeSlot | None
) -> Match:
    """By the day on which it takes place: papers that run out before and the load of another month count then."""
    day = ports.centre.day_of(slot.window.start) if slot else known.day
    ranked = known.ranked(need, crowd(ports, known, day))
    best = next((one for one in ranked.candidates if one.provider.id == wanted.provider), None)
    things = wanted.things if wanted.things is not None else (best.things if best else frozenset())
    if best is None or not things or not things <= best.things:
        raise _barred(ranked, wanted.provider, best)
    takes = ranked.ask.takes
    return Match(
        id=uuid4().hex,
        need=need.id,
        provider=wanted.provider,
        status=MatchStatus.AGREED,
        score=best.score,
        parts=best.parts,
        things=things,
        runner_up=ranked.runner_up(wanted.provider),
        start=slot.window.start if slot else None,
        until=slot.window.end if slot else None,
        space=slot.space if slot else "",
        shared=slot is not None and ports.centre.spaces[slot.space].shared,
        minutes=takes.minutes if Thing.SKILL in things else 0,
        money_fen=takes.money_fen if Thing.MONEY in things else 0,
        decided_by=account.name,
        decided_at=ports.clock(),
    )


def _barred(ranked: Ranking, provider: str, best: Candidate | None) -> RefusedError:
    """The first reason why not."""
    bars = [
        *(best.bars if best else ()),
        *(bar for one in ranked.barred if one.provider.id == provider for bar in one.bars),
    ]
    return RefusedError(Message(f"match.bar.{bars[0] if bars else Bar.UNRELATED}"))


def _entered(ports: Ports, account: Account, match: Match, draft: Series) -> Match:
    """In the timetable; where somebody was faster, the match is taken back."""
    try:
        made = programme.save(ports, account, draft)
    except RefusedError:
        _put(ports, account, replace(match, status=MatchStatus.CANCELLED), "match.cancelled")
        raise
    return _put(ports, account, replace(match, series=made.series[0].id), "match.timetable")


def _put(ports: Ports, account: Account, match: Match, action: str) -> Match:
    told = done_by(
        ports,
        account,
        action,
        match.id,
        need=match.need,
        provider=match.provider,
        minutes=match.minutes,
        score=f"{match.score:.2f}",
    )
    try:
        return pool_of(ports).put_match(match, told)
    except LoadError as error:
        raise refusal(f"match.left_{error.thing}", left=error.left) from error
    except MatchedError as error:
        raise refusal("match.taken") from error
    except ClashError as error:
        raise refusal("match.slot_gone") from error
    except LoopChangedError as error:
        raise refusal("match.changed") from error


def helper_loads(ports: Ports, known: Board) -> list[Helper]:
    """Everybody who has not retired, those with the least left first."""
    active = [one for one in crowd(ports, known) if not one.provider.retired]
    return sorted(active, key=_left)


def _left(helper: Helper) -> tuple[float, str]:
    limit = helper.provider.minutes_a_month
    share = 1.0 if helper.minutes_left is None or not limit else helper.minutes_left / limit
    return share, helper.provider.id


def agreed(known: Board) -> list[Match]:
    """What is agreed on and not over, by its slot or its decision."""
    return sorted(
        (one for one in known.matches if one.status is MatchStatus.AGREED),
        key=lambda one: (one.start or one.decided_at, one.id),
    )


def holding(known: Board, need: str) -> list[Match]:
    """What a need is given already."""
    return [one for one in known.matches if one.need == need and one.status in HOLDING]
