"""Behind every entry its message, row, session or tenancy, or the plain word that it is gone."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.centre import SensorId, SensorRole
from models.desk import DeskError, RawMessage
from models.event import Event, EventKind
from models.exchange.batch import Batch, BatchRow
from models.message import Message
from models.money.entry import Entry, EntrySource, Posted, Posting
from models.money.statement import StatementLine, StatementSource
from models.money.statement_entry import statement_key
from models.services.ledger_origin import DOCUMENTS, Origin, origin
from models.stall import StallId, Tenancy
from tests.builders import NOON, a_centre, a_sensor, some_ports
from tests.fakes import MemoryDesk, MemoryEvents, MemoryTenancies
from tests.models.services.offices import an_office

TILL = SensorId("till")
SALE = Event(
    sensor=TILL, kind=EventKind.SALE, id="b:42", at=NOON, values={"meal": "lunch", "total_fen": 1_500}
)


def posted(document: str, session: str = "") -> Posted:
    lines = (
        Posting(account="takings", fen=100, session=session),
        Posting(account="income.other", fen=-100, session=session),
    )
    entry = Entry(
        key="k", source=EntrySource.SALE, day=date(2026, 11, 22), at=NOON, postings=lines, document=document
    )
    return Posted(number=1, entry=entry, month=date(2026, 11, 1), revision=0, by="chen", posted_at=NOON)


def sold(payloads: list[bytes], away: DeskError | None = None) -> Origin:
    messages = [
        RawMessage(id=n, received_at=NOON + timedelta(minutes=n), topic="till", payload=one)
        for n, one in enumerate(payloads)
    ]
    centre = a_centre(sensors=[a_sensor("till", role=SensorRole.TILL)])
    desk = MemoryDesk(messages={TILL: messages}, away=away)
    ports = replace(some_ports(centre), events=MemoryEvents({SALE.key: SALE}), desk=desk)
    return origin(ports, posted("event:till:sale:b:42"))


def test_a_sale_leads_to_its_event_and_to_the_message_that_told_of_it() -> None:
    found = sold([b'{"id":"b:41"}', b'{"id":"b:42"}'])
    assert (found.facts["meal"], found.facts["total_fen"], found.gone) == ("lunch", 1_500, False)
    assert [one.payload for one in found.raw] == [b'{"id":"b:42"}']
    assert (found.page, found.query) == ("sensors", {"sensor": "till"})


def test_a_sale_is_told_while_the_archive_is_away() -> None:
    found = sold([], DeskError("down", Message("desk.away")))
    assert (found.facts["total_fen"], found.raw) == (1_500, [])


def test_a_sale_that_is_kept_no_more_is_gone() -> None:
    assert origin(some_ports(), posted("event:till:sale:b:42")).gone


def test_a_row_leads_to_its_file_and_a_session_to_its_day(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    batches = office.database.batches("test")
    ports = replace(office.ports, batches=batches)
    batches.put(Batch(id="b1", kind="sessions", file="十月.csv", digest="d", by="li", at=NOON, rows=1))
    row = BatchRow(
        batch="b1", row=7, kind="sessions", key="A-1", subject="s", fingerprint="f", after='{"x":1}'
    )
    batches.put_rows([row])
    found = origin(ports, posted("row:b1:7"))
    assert (found.facts["file"], found.facts["content"], found.gone) == ("十月.csv", '{"x":1}', False)
    batches.put_rows([replace(row, undone=True)])
    assert origin(ports, posted("row:b1:7")).gone
    assert origin(ports, posted("row:b2:7")).gone
    session = office.open()
    found = origin(ports, posted("booking:x", session.id))
    assert (found.facts["session"], found.query) == (session.title, {"date": NOON.date().isoformat()})


def test_a_rent_leads_to_its_tenancy() -> None:
    kept = Tenancy(id="t1", stall=StallId("veg"), tenant="T7", first=date(2026, 1, 1))
    ports = replace(some_ports(), tenancies=MemoryTenancies({"t1": kept}))
    found = origin(ports, posted("tenancy:t1:2026-11"))
    assert (found.facts["stall"], found.facts["month"], found.gone) == ("veg", "2026-11", False)
    assert origin(ports, posted("tenancy:t2:2026-11")).gone


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("rest", ["", ":", ":x", ":x:y:z:z", ":\U0001f600"])
def test_a_document_that_is_cut_short_stops_no_page(kind: str, rest: str) -> None:
    assert origin(some_ports(), posted(kind + rest)).kind == kind


def test_a_document_of_another_kind_is_told_as_it_is_written() -> None:
    assert origin(some_ports(), posted("dream:1")) == Origin(kind="", facts={"document": "dream:1"})
    assert origin(some_ports(), posted("")) == Origin(kind="")


def test_a_line_of_a_statement_is_found_by_its_day_and_a_hired_room_by_its_session(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assert office.ports.money is not None
    line = StatementLine(
        source=StatementSource.WECHAT, id="42:~1", at=NOON, day=date(2026, 11, 22), fen=990, reference="到账"
    )
    office.ports.money.statements.put([line])
    found = origin(office.ports, posted(statement_key(line)))
    assert (found.facts["total_fen"], found.facts["text"], found.gone) == (990, "到账", False)
    assert found.query == {"month": "2026-11"}
    assert origin(office.ports, posted("statement:wechat:43")).gone
    session = office.open()
    hired = origin(office.ports, posted(f"session:{session.id}", session.id))
    assert (hired.kind, hired.facts["session"], hired.gone) == ("session", session.title, False)
