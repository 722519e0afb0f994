"""The rent of a stall, month by month, as entries."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from models.money.apportion import apportion
from models.money.correction import document_key
from models.money.entry import Entry, EntrySource, Posting
from models.money.month import month_of, next_month
from models.stall import Tenancy


def rent_entries(tenancy: Tenancy, space: str, today: date, zone: tzinfo) -> Iterator[Entry]:
    """One entry for each month that has begun, due on its first let day. A month that is let in part costs its share by
    days, to the fen (domain.md 4.5). None where no rent was agreed, by two persons."""
    for month in _months(tenancy, today):
        first, last = max(tenancy.first, month), _last(tenancy, month)
        days, all_days = (last - first).days + 1, (next_month(month) - month).days
        _, fen = apportion(tenancy.owed_fen, (all_days - days, days))  # half a fen is the house's to lose
        if fen:
            yield _entry(tenancy, space, month, first, fen, zone)


def _months(tenancy: Tenancy, today: date) -> Iterator[date]:
    month = month_of(tenancy.first)
    while max(month, tenancy.first) <= today and (tenancy.last is None or month <= tenancy.last):
        yield month
        month = next_month(month)


def _last(tenancy: Tenancy, month: date) -> date:
    end = next_month(month) - timedelta(days=1)
    return end if tenancy.last is None else min(end, tenancy.last)


def _key(tenancy: Tenancy, month: date) -> str:
    return document_key("rent", tenancy.id, f"{month:%Y-%m}")


def _entry(tenancy: Tenancy, space: str, month: date, day: date, fen: int, zone: tzinfo) -> Entry:
    def line(account: str, amount: int) -> Posting:
        return Posting(account=account, fen=amount, space=space, party=tenancy.stall)

    return Entry(
        key=_key(tenancy, month),
        source=EntrySource.RENT,
        day=day,
        at=datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC),
        postings=(line("receivable.rent", fen), line("income.market.rent", -fen)),
        document=f"tenancy:{tenancy.id}:{month:%Y-%m}",
    )
