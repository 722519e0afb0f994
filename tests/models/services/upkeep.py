"""A centre with houses, lines and tariffs in a real database, for tests of the property service."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.money.ports import Such
from models.money.property_ports import Property
from models.ports import Ports
from models.services.strangers import RefusedError
from tests.models.money.services_kept import HOUSES, PIPES, STAIRS, a_tariff
from tests.models.services.offices import Office, an_office


def somebody(role: Role, name: str = "") -> Account:
    return Account(id=1, name=name or role.value, grants=(Grant(role=role),))


CLERK, DESK = somebody(Role.FINANCE), somebody(Role.FRONT_DESK)
MANAGER, OPERATOR = somebody(Role.MANAGER), somebody(Role.OPERATOR)


def a_service(folder: Path) -> Office:
    office = an_office(folder)
    kept = papers(office.ports)
    kept.put_buildings(HOUSES)
    kept.put_lines([PIPES, STAIRS])
    kept.propose([a_tariff(), a_tariff("stairs", cost_fen=500, fee_fen=200)])
    return office


def papers(ports: Ports) -> Property:
    assert ports.money is not None
    return ports.money.property_service


def balance(ports: Ports, account: str) -> int:
    assert ports.money is not None
    return sum(one.fen for one in ports.money.ledger.sums(("account",), Such(accounts=(account,))))


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.")
