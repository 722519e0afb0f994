"""Rules of the meal subsidy: one person proposes bands, another agrees."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from models.account import Account, Permission
from models.money.assent import Assent
from models.money.subsidy import AgeBand, SubsidyRule
from models.ports import Ports
from models.services.claims import subsidies_of
from models.services.deed import note
from models.services.property import demand, not_past, said
from models.services.strangers import refusal


def propose_rule(
    ports: Ports, account: Account, valid_from: date, bands: Sequence[AgeBand], decision: str
) -> SubsidyRule:
    """New bands. Where a rule is in force new ones begin today at the earliest. Raises RefusedError."""
    kept = subsidies_of(ports)
    demand(ports, account, Permission.PRICE_PROPOSE)
    not_past(ports, valid_from, (one.assent for one in kept.rules()))
    assent = Assent(decision=said(decision), proposed_by=account.name, proposed_at=ports.clock())
    try:
        rule = SubsidyRule(id=secrets.token_hex(8), valid_from=valid_from, bands=tuple(bands), assent=assent)
    except ValueError:
        raise refusal("claim.bands") from None
    if not kept.propose([rule]):
        raise refusal("property.twice", day=f"{valid_from}")
    note(ports, account, "subsidy_rule.propose", rule.id, **_rule_told(rule))
    return rule


def approve_rule(ports: Ports, account: Account, rule: str) -> None:
    """Somebody else agrees, before its first day is over where other bands are in force. Raises RefusedError."""
    demand(ports, account, Permission.PRICE_APPROVE)
    kept, one = subsidies_of(ports), _waiting(ports, rule)
    if one.assent.proposed_by == account.name:
        raise refusal("same_person")
    not_past(ports, one.valid_from, (each.assent for each in kept.rules()))
    if not kept.approve(one.id, by=account.name, at=ports.clock()):
        raise refusal("property.not_waiting")
    note(ports, account, "subsidy_rule.approve", one.id, **_rule_told(one))


def withdraw_rule(ports: Ports, account: Account, rule: str) -> None:
    """Take a proposal back, or turn down somebody else's. Raises RefusedError."""
    one = _waiting(ports, rule)
    own = one.assent.proposed_by == account.name
    demand(ports, account, Permission.PRICE_PROPOSE if own else Permission.PRICE_APPROVE)
    if not subsidies_of(ports).withdraw(one.id):
        raise refusal("property.not_waiting")
    note(ports, account, "subsidy_rule.withdraw", one.id, **_rule_told(one))


def _waiting(ports: Ports, rule: str) -> SubsidyRule:
    rules = subsidies_of(ports).rules()
    found = next((one for one in rules if one.id == rule and not one.assent.agreed), None)
    if found is None:
        raise refusal("property.not_waiting")
    return found


def _rule_told(rule: SubsidyRule) -> Mapping[str, str]:
    bands = " ".join(f"{band.key}:{band.bp}" for band in rule.bands)
    return {"valid_from": f"{rule.valid_from}", "bands": bands, "decision": rule.assent.decision}
