"""What houses are charged every month for what they are: by flat or by area, at the tariff of the month's first day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, tzinfo

from models.money.correction import document_key
from models.money.entry import Entry, EntrySource
from models.money.property import STANDING, Building, ServiceLine, Tariff, tariff_on
from models.money.work_order import service_postings

_NOON = time(12)


def standing_entries(
    lines: Iterable[ServiceLine],
    buildings: Sequence[Building],
    tariffs: Sequence[Tariff],
    month: date,
    zone: tzinfo,
) -> Iterator[Entry]:
    """The entries of one month (its first day); a line without an approved tariff charges nobody."""
    for line in lines:
        tariff = tariff_on(tariffs, line.key, month)
        if line.standing and not line.retired and tariff is not None:
            for house in buildings:
                if not house.retired:
                    yield from _charge(line, house, tariff, month, zone)


def _charge(line: ServiceLine, house: Building, tariff: Tariff, month: date, zone: tzinfo) -> Iterator[Entry]:
    units = STANDING[line.unit](house)
    postings = service_postings(house.id, line.key, units * tariff.fee_fen, units * tariff.cost_fen)
    if postings:
        key = document_key("standing", line.key, house.id, f"{month:%Y-%m}")
        at = datetime.combine(month, _NOON, tzinfo=zone)
        yield Entry(key=key, source=EntrySource.PROPERTY, day=month, at=at, postings=postings, document=key)
