"""Price plans from a file: each row is a version that somebody proposes, and another person has to agree to."""

from collections.abc import Collection, Sequence
from typing import Any

from models.account import Account, Permission
from models.exchange.batch import BatchRow
from models.message import Message
from models.money.price import PlanStatus, PlanVersion, Priced, PriceUnit
from models.money.price_draft import plan_fault
from models.money.price_life import succession_fault
from models.ports import Ports
from models.services.bringing import Kept, Table, Values, Wanted, Way, as_json, gone, title_of
from models.services.prices import plans, propose, withdraw

STANDS = frozenset({PlanStatus.PROPOSED, PlanStatus.APPROVED})


def version_of(values: Values) -> PlanVersion:
    """A row as a draft."""
    return PlanVersion(
        plan=values["plan"],
        name=title_of(values),
        what=Priced(values["priced"]),
        unit=PriceUnit(values["per"]),
        base_fen=values["price"],
        bands=values["bands"],
        concessions=values["less"],
        cap_fen=values["cap"],
        cap_month_fen=values["cap_month"],
        valid_from=values["first"],
        valid_to=values["last"],
        decision=values["decision"],
    )


def _as_json(one: PlanVersion) -> str:
    """What of a version a file says: neither its number nor who had a hand in it."""
    bands = [[" ".join(sorted(band.days)), f"{band.start}", f"{band.end}", band.fen] for band in one.bands]
    told: dict[str, Any] = {
        "plan": one.plan,
        "name": dict(one.name),
        "what": one.what.value,
        "unit": one.unit.value,
        "fens": [one.base_fen, one.cap_fen, one.cap_month_fen],
        "bands": bands,
        "less": [[row.who.value, row.way.value, row.amount] for row in one.concessions],
        "days": [f"{one.valid_from}", f"{one.valid_to or ''}"],
        "decision": one.decision,
    }
    return as_json(told)


def _standing(ports: Ports, plan: str, first: object) -> PlanVersion | None:
    """The newest version of a plan with this first day that waits or is agreed to."""
    found = [one for one in plans(ports).get(plan, ()) if one.valid_from == first and one.status in STANDS]
    return found[-1] if found else None


def _find(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    found = {one.subject: _standing(ports, one.values["plan"], one.values["first"]) for one in wanted}
    return {subject: _as_json(one) for subject, one in found.items() if one is not None}


def _fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    draft = version_of(wanted.values)
    known = plans(ports).get(draft.plan, ())
    if known and known[0].what is not draft.what:
        return Message("refused.price.other_what", {"what": known[0].what.value})
    return plan_fault(draft) or succession_fault(known, draft, ports.centre.day_of(ports.clock()))


def _write(ports: Ports, account: Account, wanted: Wanted) -> None:
    """A row that changed takes its own proposal back; what was agreed to is never changed, and its fault has said so."""
    before = _standing(ports, wanted.values["plan"], wanted.values["first"])
    if before is not None and before.status is PlanStatus.PROPOSED:
        withdraw(ports, account, before.plan, before.number)
    propose(ports, account, version_of(wanted.values))


def _undo(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    """Only a proposal is taken back; where another stood there before, whoever wants it proposes it again."""
    for versions in plans(ports).values():
        for one in versions:
            if one.status is PlanStatus.PROPOSED and _as_json(one) == row.after:
                withdraw(ports, account, one.plan, one.number)
                return
    raise gone()


PRICES = Way(
    find=_find,
    told=lambda _ports, wanted: _as_json(version_of(wanted.values)),
    fault=_fault,
    write=_write,
    undo=_undo,
    right=Permission.PRICE_PROPOSE,
)
