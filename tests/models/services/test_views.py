"""Views are one's own unless somebody who may write remarks shares them."""

from dataclasses import replace

import pytest

from models.account import Account, Grant, Role
from models.ports import Ports
from models.saved_view import LONGEST_NAME, LONGEST_QUERY
from models.services.strangers import RefusedError
from models.services.views import drop_view, keep_view, views
from tests.builders import some_ports
from tests.fakes import MemoryViews

LI = Account(id=1, name="li", grants=(Grant(role=Role.OPERATOR),))
HE = Account(id=2, name="he", grants=(Grant(role=Role.FINANCE),))


def keeping() -> Ports:
    return replace(some_ports(), views=MemoryViews())


def test_ones_own_view_is_seen_by_nobody_else() -> None:
    ports = keeping()
    kept = keep_view(ports, HE, "use", " 周末  晚上 ", "days=rest", shared=False)
    assert kept.name == "周末 晚上"
    assert views(ports, HE, "use") == [kept]
    assert views(ports, LI, "use") == []


def test_a_shared_view_is_seen_by_everybody_and_shared_only_by_who_may() -> None:
    ports = keeping()
    shared = keep_view(ports, LI, "use", "Weekends", "days=rest", shared=True)
    assert views(ports, HE, "use") == [shared]
    with pytest.raises(RefusedError, match=r"refused\.no_views"):
        keep_view(ports, HE, "use", "Mine", "", shared=True)


@pytest.mark.parametrize(
    ("name", "query"), [(" ", ""), ("x" * (LONGEST_NAME + 1), ""), ("x", "q" * (LONGEST_QUERY + 1))]
)
def test_a_view_without_a_name_or_too_long_a_one_is_refused(name: str, query: str) -> None:
    with pytest.raises(RefusedError, match=r"refused\.view_name"):
        keep_view(keeping(), LI, "use", name, query, shared=False)


def test_one_drops_ones_own_and_only_who_may_write_remarks_a_shared_one() -> None:
    ports = keeping()
    own = keep_view(ports, HE, "use", "Mine", "", shared=False)
    shared = keep_view(ports, LI, "use", "Ours", "", shared=True)
    drop_view(ports, HE, "use", own.id)
    with pytest.raises(RefusedError, match=r"refused\.view_gone"):
        drop_view(ports, HE, "use", shared.id)
    with pytest.raises(RefusedError, match=r"refused\.view_gone"):
        drop_view(ports, HE, "use", own.id)
    drop_view(ports, LI, "use", shared.id)
    assert views(ports, LI, "use") == []


def test_somebody_elses_own_view_cannot_be_dropped() -> None:
    ports = keeping()
    own = keep_view(ports, HE, "use", "Mine", "", shared=False)
    with pytest.raises(RefusedError, match=r"refused\.view_gone"):
        drop_view(ports, LI, "use", own.id)
    assert views(ports, HE, "use") == [own]


def test_a_deployment_that_keeps_no_views_offers_none() -> None:
    assert views(some_ports(), LI, "use") == []
    with pytest.raises(RefusedError, match=r"refused\.no_views"):
        keep_view(some_ports(), LI, "use", "Mine", "", shared=False)
