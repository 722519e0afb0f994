"""What a finished session is paid for: an entry for each booking that owes something, or one for a hired room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo

from models.calendar import Calendar, business_date
from models.hold import HELD, OVER, SessionStatus
from models.money.correction import document_key
from models.money.entry import Entry, EntrySource, Posting
from models.money.month import month_of
from models.money.price import PlanVersion, Priced
from models.money.price_life import in_force
from models.money.quote import quote
from models.programme.booking import Booking, BookingStatus
from models.programme.session import Session
from models.programme.who import Who

INCOME: Mapping[Priced, str] = {
    Priced.COURSE: "income.course",
    Priced.ROOM: "income.room",
    Priced.GYM: "income.gym",
    Priced.MEAL: "income.canteen.fare",
    Priced.DELIVERY: "income.delivery",
}
"""The account that what is sold by a plan goes to."""

FINISHED = HELD & OVER
"""The ends of a session that its places are paid for; one that was called off or given back owes nothing."""

Paid = dict[tuple[str, str, date], int]
"""(plan, party, month) -> fen so far."""


def fee_key(booking: str) -> str:
    """The key of what a booking owes."""
    return document_key("fee", booking)


def hire_key(session: str) -> str:
    """The key of what a hired room owes."""
    return document_key("hire", session)


@dataclass(frozen=True, slots=True)
class Tariff:
    """The plans of a centre, and what prices depend on beside them. paid: grows as sessions are charged in order of time."""

    plans: Mapping[str, Sequence[PlanVersion]]
    calendar: Calendar
    zone: tzinfo
    paid: Paid = field(default_factory=dict)
    _told: dict[tuple[str, Who, int], int] = field(default_factory=dict, repr=False)

    def fees(self, session: Session, bookings: Iterable[Booking], parties: Mapping[str, Who]) -> list[Entry]:
        """What a session is paid for; nothing where it is free, not over, or not priced on its day.

        parties: as whom each pays, where its booking does not say so itself; who is not there pays like everybody.
        """
        day = business_date(session.window.start, self.zone)
        version = in_force(self.plans.get(session.price_plan, ()), day)
        if version is None or session.status not in FINISHED:
            return []
        if not session.places:
            return self._hire(session, version, day)
        owing = {BookingStatus.COMPLETED, *version.charged}
        charged = (one for one in bookings if one.status in owing and one.had_seat)
        found = (self._fee(session, version, day, one, _who(one, parties)) for one in charged)
        return [one for one in found if one is not None]

    def _fee(
        self, session: Session, version: PlanVersion, day: date, booking: Booking, who: Who
    ) -> Entry | None:
        tab = (version.plan, booking.party, month_of(day))
        before = so_far = self.paid.get(tab, 0)
        for _ in range(booking.seats):
            so_far += self._price(session, version, who, so_far)
        self.paid[tab], fen = so_far, so_far - before
        key, document = fee_key(booking.id), f"booking:{booking.id}"
        return _entry(session, day, key, document, "takings", INCOME[version.what], fen)

    def _hire(self, session: Session, version: PlanVersion, day: date) -> list[Entry]:
        """A room that somebody has for themselves is owed for whether they came or not, where the plan says so."""
        if version.what is not Priced.ROOM:
            return []
        if session.status is SessionStatus.NO_SHOW and BookingStatus.NO_SHOW not in version.charged:
            return []
        fen = self._price(session, version, Who.EVERYBODY)
        key, document = hire_key(session.id), f"session:{session.id}"
        entry = _entry(session, day, key, document, "receivable.other", INCOME[version.what], fen)
        return [entry] if entry else []

    def _price(self, session: Session, version: PlanVersion, who: Who, paid: int = 0) -> int:
        """Most guests of a session pay the same: it is worked out once."""
        asked = (session.id, who, 0 if version.cap_month_fen is None else paid)
        known = self._told.get(asked)
        if known is None:
            known = self._told[asked] = quote(
                [version], session.window, who, calendar=self.calendar, zone=self.zone, paid_fen=paid
            ).fen
        return known


def _who(booking: Booking, parties: Mapping[str, Who]) -> Who:
    return booking.pays_as or parties.get(booking.party, Who.EVERYBODY)


def _entry(
    session: Session, day: date, key: str, document: str, debit: str, credit: str, fen: int
) -> Entry | None:
    """None where nothing is owed."""
    if not fen:
        return None
    postings = tuple(
        Posting(
            account=account,
            fen=amount,
            space=session.space,
            session=session.id,
            series=session.series,
            party=session.organiser if debit != "takings" else "",
        )
        for account, amount in ((debit, fen), (credit, -fen))
    )
    return Entry(
        key=key,
        source=EntrySource.FEE,
        day=day,
        at=session.window.end,
        postings=postings,
        document=document,
    )
