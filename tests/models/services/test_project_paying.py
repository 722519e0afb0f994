"""Money leaves the house for a project only while it runs, and only as far as it was promised and proved."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from models.account import Account
from models.db import Database
from models.money.entry import Entry, EntrySource, Posting
from models.money.voucher import Voucher, VoucherDeed, VoucherState
from models.needs.gates import Step
from models.needs.project import Project
from models.services.fund_orders import decide_order, propose_spend
from models.services.project_papers import withdraw
from models.services.project_paying import payable_now, project_lines
from models.services.project_progress import payments
from models.services.projects import card_of, step
from models.services.strangers import RefusedError
from models.services.vouchers import Typed, decide, enter, write
from tests.models.services.project_house import CHEN, GUEST, LI, WANG, ZHOU, ProjectHouse

DAY = date(2026, 11, 20)


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> ProjectHouse:
    return ProjectHouse(books, request.node.name)


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.")


def code(project: Project) -> str:
    return f"{project.number}/1"


def lines(project: Project, fen: int) -> tuple[Posting, ...]:
    return (
        Posting(account="cost.other", fen=fen, party=code(project)),
        Posting(account="bank", fen=-fen, party=code(project)),
    )


def handed_in(house: ProjectHouse, *postings: Posting) -> Voucher:
    draft = write(house.ports, CHEN, Typed(day=DAY, lines=postings, memo="chairs"))
    return enter(house.ports, CHEN, draft.id, draft.revision)


def approve(house: ProjectHouse, one: Voucher, account: Account = WANG) -> Voucher:
    return decide(house.ports, account, VoucherDeed.APPROVE, one.id, one.revision)


def paid(house: ProjectHouse, project: Project) -> int:
    return payments(house.ports).get(code(project), 0)


def test_nothing_is_paid_without_an_invoice_and_nothing_beyond_it(house: ProjectHouse) -> None:
    project = house.running()
    assert refused(lambda: handed_in(house, *lines(project, 1))) == "project.overpaid"
    house.invoice(project, 300)
    assert refused(lambda: handed_in(house, *lines(project, 301))) == "project.overpaid"
    assert approve(house, handed_in(house, *lines(project, 300))).state is VoucherState.APPROVED
    assert paid(house, project) == 300
    assert card_of(house.ports, GUEST, project.id).funds.paid == 300
    assert refused(lambda: handed_in(house, *lines(project, 1))) == "project.overpaid"


def test_an_invoice_beyond_what_was_promised_is_paid_up_to_the_promise(house: ProjectHouse) -> None:
    project = house.running()
    house.invoice(project, 900_000)
    assert payable_now(house.ports, lines(project, 500_000)) == {code(project): 500_000}
    assert refused(lambda: payable_now(house.ports, lines(project, 500_001))) == "project.overpaid"


def test_a_project_that_does_not_run_pays_nothing(house: ProjectHouse) -> None:
    early = house.approved()
    early = house.invoice(early, 300)
    assert refused(lambda: payable_now(house.ports, lines(early, 1))) == "project.pays_not"
    assert project_lines(house.ports) == []
    running = house.on(early)
    assert [key for key, _, _ in project_lines(house.ports)] == [code(running)]
    step(house.ports, LI, running.id, running.revision, Step.PAUSE, "rain")
    assert refused(lambda: payable_now(house.ports, lines(running, 1))) == "project.pays_not"


def test_a_line_that_is_not_there_is_named(house: ProjectHouse) -> None:
    house.running()
    stray = Posting(account="bank", fen=-5, party="P2026-001/7")
    assert refused(lambda: payable_now(house.ports, [stray])) == "project.no_line"
    assert payable_now(house.ports, [Posting(account="bank", fen=-5, party="stall-7")]) == {}


@pytest.mark.parametrize("account", ["bank", "payable.supplier", "deposit"])
@pytest.mark.parametrize("is_named", [False, True])
def test_no_cost_comes_onto_a_line_without_the_money_that_its_invoice_proves(
    house: ProjectHouse, account: str, is_named: bool
) -> None:
    project = house.running()
    cost = Posting(account="cost.other", fen=500, party=code(project))
    other = Posting(account=account, fen=-500, party=code(project) if is_named else "")
    wanted = "project.overpaid" if account == "bank" and is_named else "project.unproved"
    assert refused(lambda: handed_in(house, cost, other)) == wanted


def test_money_that_comes_back_can_be_paid_once_more(house: ProjectHouse) -> None:
    project = house.running()
    house.invoice(project, 300)
    approve(house, handed_in(house, *lines(project, 300)))
    back = tuple(Posting(account=one.account, fen=-one.fen, party=one.party) for one in lines(project, 100))
    approve(house, handed_in(house, *back))
    assert paid(house, project) == 200
    approve(house, handed_in(house, *lines(project, 100)))
    assert paid(house, project) == 300


def test_two_payments_approved_at_once_never_pass_one_limit_together(house: ProjectHouse) -> None:
    project = house.running()
    house.invoice(project, 300)
    waiting = [handed_in(house, *lines(project, 200)) for _ in range(2)]
    start = Barrier(2)

    def sign(one: Voucher) -> str:
        start.wait(20)
        try:
            return approve(house, one).state
        except RefusedError as error:
            return error.message.key

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(sign, waiting))
    assert told == ["approved", "refused.project.overpaid"]
    assert paid(house, project) == 200


def test_a_bucket_of_the_fund_pays_for_a_project_by_the_same_rule(house: ProjectHouse) -> None:
    project = house.running()
    house.invoice(project, 300)
    money = house.ports.money
    assert money is not None
    filled = (Posting(account="fund.open", fen=1_000), Posting(account="fund.volunteer", fen=-1_000))
    money.ledger.post(
        [Entry(key="test:1", source=EntrySource.FUND, day=DAY, at=house.now, postings=filled)],
        by="x",
        at=house.now,
    )

    def spend(fen: int) -> str:
        order = propose_spend(house.ports, CHEN, "volunteer", fen, DAY, "tea", project=code(project))
        return order.id

    assert refused(lambda: spend(301)) == "project.overpaid"
    assert (
        refused(lambda: propose_spend(house.ports, CHEN, "volunteer", 1, DAY, "tea", project="nobody"))
        == "project.no_line"
    )
    first, second = spend(200), spend(200)
    decide_order(house.ports, LI, first, approve=True)
    assert refused(lambda: decide_order(house.ports, LI, second, approve=True)) == "project.overpaid"
    assert paid(house, project) == 200
    assert money.fund.orders()[0].project == code(project)


def test_an_invoice_that_was_paid_cannot_be_withdrawn_and_one_beyond_it_can(house: ProjectHouse) -> None:
    project = house.invoice(house.running(), 300)
    project = house.invoice(project, 200, b"%PDF-1.4 second")
    approve(house, handed_in(house, *lines(project, 300)))
    first, second = project.evidence[-2:]
    args = (house.ports, ZHOU, project.id, project.revision)
    assert refused(lambda: withdraw(*args, first.id, "wrong")) == "evidence.paid"
    assert withdraw(*args, second.id, "wrong").papers[-1] == first
    assert paid(house, project) == 300
