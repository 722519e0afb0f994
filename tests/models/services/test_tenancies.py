"""Letting stalls: who may, what is refused, what the audit trail says."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.ports import Ports
from models.services.strangers import RefusedError
from models.services.tenancies import agree_rent, end_tenancy, let_stall
from tests.measured import DAY
from tests.models.services.test_market import a_street


def somebody(role: Role) -> Account:
    return Account(id=1, name="li", grants=(Grant(role=role),))


MANAGER = somebody(Role.MANAGER)
FINANCE = Account(id=2, name="chen", grants=(Grant(role=Role.FINANCE),))


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key


def test_a_stall_that_is_let_and_given_back_is_let_till_its_last_day() -> None:
    trail: list[AuditEntry] = []
    ports = replace(a_street(), audit=trail.append)
    kept = let_stall(ports, MANAGER, "veg", " T 7 ", "2026-11-01")
    end_tenancy(ports, MANAGER, kept.id, f"{DAY}")
    assert ports.tenancies is not None
    assert ports.tenancies.within(DAY, DAY) == [replace(kept, last=DAY)]
    assert kept.tenant == "T 7"
    assert [(one.action, one.subject) for one in trail] == [("tenancy.let", "veg"), ("tenancy.end", "veg")]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (("moon", "T1", "2026-11-01"), "refused.no_stall"),
        (("veg", " ", "2026-11-01"), "refused.tenant_code"),
        (("veg", "T" * 33, "2026-11-01"), "refused.tenant_code"),
        (("veg", "T\u202e1", "2026-11-01"), "refused.tenant_code"),
        (("veg", "T1", "soon"), "refused.no_day"),
        (("veg", "T1", "2026-11-02", "2026-11-01"), "refused.tenancy_order"),
        (("tea", "T2", "2026-11-01"), "refused.stall_taken"),
    ],
)
def test_what_is_not_filled_in_as_it_must_be_is_refused(fields: tuple[str, ...], why: str) -> None:
    ports = a_street()
    let_stall(ports, MANAGER, "tea", "T1", "2026-01-01")
    assert refused(lambda: let_stall(ports, MANAGER, *fields)) == why


@pytest.mark.parametrize("role", [Role.FINANCE, Role.AUDITOR, Role.VIEWER])
def test_who_only_looks_lets_nothing(role: Role) -> None:
    assert (
        refused(lambda: let_stall(a_street(), somebody(role), "veg", "T1", "2026-11-01"))
        == "refused.no_tenancies"
    )


def test_where_no_tenancies_are_kept_nothing_is_let() -> None:
    ports: Ports = replace(a_street(), tenancies=None)
    assert refused(lambda: let_stall(ports, MANAGER, "veg", "T1", "2026-11-01")) == "refused.no_tenancies"


def test_what_does_not_exist_or_has_not_begun_is_not_ended() -> None:
    ports = a_street()
    kept = let_stall(ports, MANAGER, "veg", "T1", "2026-11-10")
    assert refused(lambda: end_tenancy(ports, MANAGER, "nobody", "2026-11-20")) == "refused.tenancy_gone"
    assert refused(lambda: end_tenancy(ports, MANAGER, kept.id, "2026-11-09")) == "refused.tenancy_order"


def test_a_rent_is_agreed_in_yuan_and_kept_when_the_stall_is_given_back() -> None:
    ports = a_street()
    kept = let_stall(ports, MANAGER, "veg", "T7", "2026-11-01", "", "1,234.50")
    end_tenancy(ports, MANAGER, kept.id, f"{DAY}")
    assert ports.tenancies is not None
    assert [one.rent_fen for one in ports.tenancies.within(DAY, DAY)] == [123_450]
    for odd in ("-5", "1.234", "much"):
        assert refused(lambda odd=odd: let_stall(ports, MANAGER, "veg", "T8", "2027-01-01", "", odd)) == (
            "refused.no_amount"
        )


def test_a_rent_is_owed_once_another_person_agreed_to_it() -> None:
    trail: list[AuditEntry] = []
    ports = replace(a_street(), audit=trail.append)
    kept = let_stall(ports, MANAGER, "veg", "T7", "2026-11-01", "", "900")
    assert (kept.rent_waits, kept.owed_fen) == (True, 0)
    assert refused(lambda: agree_rent(ports, MANAGER, kept.id)) == "refused.same_person"
    assert refused(lambda: agree_rent(ports, somebody(Role.OPERATOR), kept.id)) == "refused.no_tenancies"
    agree_rent(ports, FINANCE, kept.id)
    assert ports.tenancies is not None
    assert [one.owed_fen for one in ports.tenancies.within(DAY, DAY)] == [90_000]
    assert [(one.actor, one.action) for one in trail] == [("li", "tenancy.let"), ("chen", "tenancy.rent")]
    assert refused(lambda: agree_rent(ports, FINANCE, kept.id)) == "refused.rent_agreed"
    assert refused(lambda: agree_rent(ports, FINANCE, "nobody")) == "refused.tenancy_gone"


def test_a_stall_without_a_rent_waits_for_nobody() -> None:
    ports = a_street()
    kept = let_stall(ports, MANAGER, "veg", "T7", "2026-11-01", "", "")
    assert not kept.rent_waits
    assert refused(lambda: agree_rent(ports, FINANCE, kept.id)) == "refused.rent_agreed"
