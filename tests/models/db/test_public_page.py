"""The switch of the public page, on both databases."""

from datetime import UTC, datetime

from models.audit import AuditEntry
from models.db import Database
from tests.loop import kept

TOLD = AuditEntry(
    at=datetime(2026, 11, 2, tzinfo=UTC), actor="li", action="public.on", subject="", centre="shijiawan"
)


def test_a_public_page_is_off_until_somebody_switches_it_on(database: Database) -> None:
    page = kept(database.loop("shijiawan").public_page)
    assert not page.is_on()
    page.put(TOLD, on=True)
    assert page.is_on()
    assert not kept(database.loop("elsewhere").public_page).is_on()
    page.put(TOLD, on=False)
    assert not page.is_on()
    assert len(database.audit().recent(9)) == 2
