"""Talents and resources from a file: tried first, kept as they are kept by hand, taken back unless somebody changed them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from models.account import Account, Permission
from models.document import filled, plain
from models.exchange.batch import BatchRow
from models.message import Message
from models.needs.provider import Provider, ProviderKind, Qualification
from models.ports import Ports
from models.services.bringing import Kept, Table, Values, Wanted, Way, as_json, gone, title_of
from models.services.loop import pool_of
from models.services.pool import provider_fault, save_provider


def _helper(wanted: Wanted, old: Provider | None = None) -> Provider:
    """What the row says, upon what is kept: evaluations and whether somebody retired are not a file's to say."""
    values = wanted.values
    begun = old or Provider(id=wanted.subject, kind=ProviderKind(values["kind"]), name={}, tags=frozenset())
    return replace(
        begun,
        kind=ProviderKind(values["kind"]),
        name=title_of(values),
        tags=frozenset(values["tags"]),
        hours=tuple(values["hours"]),
        minutes_a_month=values["minutes"],
        grids=frozenset(values["grids"]),
        venue=values["venue"],
        money_fen=values["money"],
        goods=tuple(values["goods"]),
        qualified=_papers(values),
        valid_from=values["valid_from"],
        valid_to=values["valid_to"],
        contact=values["contact"],
    )


def _papers(values: Values) -> Mapping[Qualification, Any] | None:
    said = {paper: values[paper.value] for paper in Qualification if values[paper.value] is not None}
    return said or None


def _told(one: Provider) -> str:
    """Without what a file does not say."""
    own = ("revision", "score", "retired")
    return as_json({name: value for name, value in plain(one).items() if name not in own})


def _all(ports: Ports) -> Mapping[str, Provider]:
    return {one.id: one for one in pool_of(ports).providers()}


def _find(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    kept = _all(ports)
    return {one.subject: _told(kept[one.subject]) for one in wanted if one.subject in kept}


def _fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    fault = provider_fault(ports, _helper(wanted))
    return Message(f"refused.provider.{fault}") if fault else None


def _write(ports: Ports, account: Account, wanted: Wanted) -> None:
    save_provider(ports, account, _helper(wanted, _all(ports).get(wanted.subject)))


def _undo(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    """One that was new is retired: its matches stay what they were."""
    kept = _all(ports).get(row.subject)
    if kept is None or _told(kept) != row.after:
        raise gone()
    if row.before:
        before = filled(Provider, msgspec.json.decode(row.before))
        back = replace(before, revision=kept.revision, score=kept.score, retired=kept.retired)
        save_provider(ports, account, back)
    else:
        save_provider(ports, account, replace(kept, retired=True))


PROVIDERS = Way(
    find=_find,
    told=lambda _, wanted: _told(_helper(wanted)),
    fault=_fault,
    write=_write,
    undo=_undo,
    right=Permission.POOL_EDIT,
    suffices=Permission.POOL_EDIT,
)
