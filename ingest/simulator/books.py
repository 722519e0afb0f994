"""The money of the simulated centre, as far as no device tells it: what stood there, the gym's desk, rents, invoices."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from ingest.simulator.gym_fees import gym_entries, gyms
from ingest.simulator.invoices import CLERK, invoices, signed
from ingest.simulator.world import World
from models.audit import AuditEntry
from models.money.entry import Entry, EntrySource, Posting
from models.money.ports import Ledger, Money
from models.money.rent_entry import rent_entries
from models.money.voucher import Voucher, VoucherChangedError, Vouchers, VoucherState, voucher_entry
from models.stall import Tenancy

CHUNK = 1_000
"""Entries of one transaction."""

BANK_FEN = 20_000_000
"""What stood at the bank before the first day."""

RENT_PAID_AFTER = timedelta(days=4)

BANK_KEY = "opening:bank"
_MOST = 10_000


def keep_books(
    world: World,
    money: Money,
    tenancies: Sequence[Tenancy],
    first: date,
    until: datetime,
    asked: Callable[[], None] = lambda: None,
) -> int:
    """Write down what is missing from the first day to `until`: how many documents. What is there stays as people left it.

    asked: called before each chunk; may raise to stop, and the next run goes on from there.
    """
    told = (*_opening(world, first), *_fees(world, first, until), *_paid(world, tenancies, until))
    kept = money.vouchers.newest(tuple(VoucherState), _MOST)
    known = {one.id for one in kept}
    done = _post(money.ledger, told, until, asked)
    for voucher in invoices(world, first, until, known):
        asked()
        _enter(world, money.vouchers, voucher)
        done += 1
    return done + sum(_sign(world, money.vouchers, one, until) for one in kept)


def begun(ledger: Ledger) -> bool:
    """Whether somebody wrote down what stood there before the first day."""
    return bool(ledger.by_keys([BANK_KEY]))


def _post(ledger: Ledger, told: Sequence[Entry], at: datetime, asked: Callable[[], None]) -> int:
    done = 0
    for start in range(0, len(told), CHUNK):
        asked()
        some = told[start : start + CHUNK]
        known = {one.entry.key for one in ledger.by_keys([one.key for one in some])}
        done += len(ledger.post([one for one in some if one.key not in known], by=CLERK, at=at).posted)
    return done


def _enter(world: World, into: Vouchers, voucher: Voucher) -> None:
    approved = voucher.state is VoucherState.APPROVED
    deed = AuditEntry(
        at=voucher.decided_at or voucher.entered_at,
        actor=voucher.decided_by or voucher.entered_by,
        action="voucher.approve" if approved else "voucher.enter",
        subject=voucher.id,
        centre=world.centre.id,
        details={"entered_by": voucher.entered_by, "revision": f"{voucher.revision}"},
    )
    into.put(voucher, deed, voucher_entry(voucher, world.centre.zone_info) if approved else None)


def _sign(world: World, into: Vouchers, waits: Voucher, until: datetime) -> bool:
    """The simulated manager signs what the simulated clerk entered, unless a person was quicker."""
    done = signed(waits, until)
    if (waits.state, waits.entered_by) != (VoucherState.ENTERED, CLERK) or done is None:
        return False
    with suppress(VoucherChangedError):
        _enter(world, into, replace(done, revision=waits.revision + 1))
        return True
    return False


def _opening(world: World, first: date) -> Iterator[Entry]:
    at = datetime.combine(first, time(12), tzinfo=world.centre.zone_info).astimezone(UTC)
    postings = (Posting(account="bank", fen=BANK_FEN), Posting(account="opening", fen=-BANK_FEN))
    yield Entry(
        key=BANK_KEY, source=EntrySource.OPENING, day=first, at=at, postings=postings, document=BANK_KEY
    )


def _fees(world: World, first: date, until: datetime) -> Iterator[Entry]:
    for gym in gyms(world):
        for n in range((world.centre.day_of(until) - first).days + 1):
            yield from gym_entries(world, gym.id, first + timedelta(days=n), until)


def _paid(world: World, tenancies: Iterable[Tenancy], until: datetime) -> Iterator[Entry]:
    """Simulated tenants pay at the bank some days after their rent is due."""
    zone, today = world.centre.zone_info, world.centre.day_of(until - RENT_PAID_AFTER)
    for tenancy in tenancies:
        stall = world.centre.stalls.get(tenancy.stall)
        if stall is None or not tenancy.id.startswith("sim-"):
            continue
        for due in rent_entries(tenancy, stall.space, today, zone):
            fen, at = due.postings[0].fen, due.at + RENT_PAID_AFTER
            yield Entry(
                key=f"row:{due.key}",
                source=EntrySource.IMPORT,
                day=due.day + RENT_PAID_AFTER,
                at=at,
                postings=(
                    Posting(account="bank", fen=fen, party=tenancy.stall),
                    Posting(account="receivable.rent", fen=-fen, space=stall.space, party=tenancy.stall),
                ),
                document=f"desk:{due.key}",
            )
