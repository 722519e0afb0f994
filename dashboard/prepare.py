"""`./linli prepare`: databases up to date, buckets made, and somebody who can sign in."""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from config.arguments import settings_from
from config.settings import Settings
from dashboard.access import FIRST_NAME, first_manager, new_link
from dashboard.i18n import Translate
from dashboard.processes.preparation import Prepared
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.account import EVERYWHERE, Account, Role
from models.audit import AuditEntry
from models.db import Database, open_database
from models.ports import StoreUnavailableError
from models.services.housekeeping import SYSTEM
from models.store import ensure_buckets

WAIT_S = 60.0
"""Servers that start beside us, and restart once while they set themselves up, are ready within this."""

_PAUSE_S = 1.0


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = everything stands; StoreError and ConfigError go to the caller."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("prepare", translate)
    deployment_options(options, translate)
    options.add_argument("--link", action="store_true", help=translate("prepare.option.link"))
    options.add_argument("--json", action="store_true", help=translate("prepare.option.json"))
    options.add_argument(
        "--wait", type=float, metavar="S", default=WAIT_S, help=translate("prepare.option.wait")
    )
    arguments = parser.parse_args(argv)
    settings = settings_from(arguments)
    prepared = patiently(
        lambda: prepare(settings, with_link=arguments.link),
        arguments.wait,
        lambda error: complain(translate("prepare.waiting", why=str(error))),
    )
    sys.stdout.write(_as_json(prepared) if arguments.json else _as_text(prepared, translate))
    return 0


def patiently(
    work: Callable[[], Prepared], wait_s: float, say: Callable[[StoreUnavailableError], object]
) -> Prepared:
    """Do it again until every store is there; each new reason is said. Raises the last one so many seconds after the first."""
    deadline, said = 0.0, ""
    while True:
        try:
            return work()
        except StoreUnavailableError as error:
            deadline = deadline or time.monotonic() + wait_s
            if time.monotonic() >= deadline:
                raise
            if str(error) != said:
                said = str(error)
                say(error)
        time.sleep(min(_PAUSE_S, wait_s))


def prepare(settings: Settings, *, with_link: bool, at: datetime | None = None) -> Prepared:
    """Bring everything up to date; doing it twice changes nothing but the link."""
    at = at or datetime.now(UTC)
    store = settings.store
    ensure_buckets(
        store.url,
        token=store.token.get_secret_value(),
        retention_days=store.retention_days,
        keep_days=store.keep_days,
    )
    database = open_database(settings.database.url, password=settings.database.password.get_secret_value())
    try:
        database.migrate()
        password = first_manager(database.accounts(), at) or ""
        if password:
            _record(database, "account.create", FIRST_NAME, at, roles=Role.MANAGER)
        return Prepared(link=_link(database, at) if with_link else "", manager=FIRST_NAME, password=password)
    finally:
        database.close()


def _link(database: Database, at: datetime) -> str:
    """A link for a manager of the whole deployment, "" when there is none."""
    manager = next((account for account in database.accounts().all() if _is_manager(account)), None)
    if manager is None:
        return ""
    _record(database, "link.issue", manager.name, at)
    return new_link(database.links(), manager, at)


def _record(database: Database, action: str, name: str, at: datetime, **details: str) -> None:
    """Who may sign in, and how, is always on the audit trail."""
    database.audit().append(AuditEntry(at=at, actor=SYSTEM, action=action, subject=name, details=details))


def _is_manager(account: Account) -> bool:
    return not account.disabled and any(
        grant.role is Role.MANAGER and grant.centre == EVERYWHERE for grant in account.grants
    )


def _as_json(prepared: Prepared) -> str:
    return (
        json.dumps({"link": prepared.link, "manager": prepared.manager, "password": prepared.password}) + "\n"
    )


def _as_text(prepared: Prepared, translate: Translate) -> str:
    lines = [translate("prepare.done")]
    if prepared.password:
        lines.append(translate("prepare.manager", name=prepared.manager, password=prepared.password))
    if prepared.link:
        lines.append(translate("prepare.link", link=prepared.link))
    return "\n".join(lines) + "\n"
