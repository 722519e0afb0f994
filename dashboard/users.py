"""The verb `user`: accounts from the command line, for whoever runs the machine."""

import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from config.arguments import settings_from
from config.centre import load_centres
from config.settings import ConfigError, Settings
from dashboard import passwords
from dashboard.access import new_link
from dashboard.i18n import Translate
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from dashboard.wall import WALL_LIFE, wall_centre
from models.account import EVERYWHERE, Account, Grant, Role
from models.audit import AuditEntry
from models.db import Database, open_database
from models.identity import NameTakenError
from models.message import Message
from models.ports import StoreError

OPERATOR = "command line"
"""The actor in the audit trail: somebody with access to the machine."""


class RefusedError(Exception):
    """What was asked for cannot be done; carries the sentence."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.message = Message(key, values)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every action works with."""

    database: Database
    settings: Settings
    arguments: Namespace
    translate: Translate

    def say(self, key: str, **values: str | int) -> None:
        sys.stdout.write(self.translate(key, **values) + "\n")

    def account(self) -> Account:
        name: str = self.arguments.name
        found = self.database.accounts().find(name)
        if found is None:
            raise RefusedError("user.unknown", name=name)
        return found

    def record(self, action: str, account: Account, **details: str) -> None:
        self.database.audit().append(
            AuditEntry(
                at=datetime.now(UTC), actor=OPERATOR, action=action, subject=account.name, details=details
            )
        )


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = done, 2 = wrong use or setting, 1 = refused, with the reason."""
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    try:
        settings = settings_from(arguments)
        return _act(settings, arguments, translate)
    except ConfigError as error:
        complain(str(error))
        return 2
    except StoreError as error:
        complain(str(error))
    except RefusedError as error:
        complain(translate.message(error.message))
    return 1


def _act(settings: Settings, arguments: Namespace, translate: Translate) -> int:
    password = settings.database.password.get_secret_value()
    database = open_database(settings.database.url, password=password)
    try:
        database.migrate()
        ACTIONS[arguments.action].run(Desk(database, settings, arguments, translate))
    finally:
        database.close()
    return 0


def add(desk: Desk) -> None:
    """A new account with a random password that must be changed, shown once."""
    grants = [_grant(desk, text) for text in desk.arguments.role]
    password = passwords.fresh_password()
    try:
        account = desk.database.accounts().create(
            desk.arguments.name,
            passwords.hashed(password),
            grants,
            at=datetime.now(UTC),
            must_change_password=True,
        )
    except NameTakenError as error:
        raise RefusedError("user.taken", name=desk.arguments.name) from error
    desk.record("account.create", account, roles=roles_of(account.grants))
    desk.say("user.added", name=account.name, password=password)


def passwd(desk: Desk) -> None:
    """A new password: typed by whoever stands there, or a random one that must be changed. Ends every session."""
    account = desk.account()
    typed = _typed(desk) if desk.arguments.ask else ""
    fault = passwords.fault(typed, account.name) if desk.arguments.ask else None
    if fault:
        raise RefusedError(fault)
    password = typed or passwords.fresh_password()
    desk.database.accounts().set_password(account.id, passwords.hashed(password), must_change=not typed)
    desk.database.sessions().revoke_all(account.id)
    desk.record("password.reset", account)
    if typed:
        desk.say("user.changed", name=account.name)
    else:
        desk.say("user.reset", name=account.name, password=password)


def roles(desk: Desk) -> None:
    """Other roles in place of those that the account holds."""
    account, grants = desk.account(), [_grant(desk, text) for text in desk.arguments.role]
    desk.database.accounts().set_grants(account.id, grants)
    desk.record("account.roles", account, before=roles_of(account.grants), after=roles_of(grants))
    desk.say("user.roles", name=account.name, roles=roles_of(grants))


def show(desk: Desk) -> None:
    """Every account with its roles."""
    for account in desk.database.accounts().all():
        state = desk.translate("user.disabled") if account.disabled else ""
        sys.stdout.write(f"{account.name:<24}{roles_of(account.grants):<40}{state}".rstrip() + "\n")


def link(desk: Desk) -> None:
    """A new one-time sign-in link: for a forgotten password, or for a wall screen, which stays signed in."""
    account, wall = desk.account(), desk.arguments.wall
    if wall and wall_centre(account, load_centres(desk.settings.centre.files)) is None:
        raise RefusedError("user.no_wall", name=account.name, roles=roles_of(account.grants))
    path = new_link(desk.database.links(), account, datetime.now(UTC), wall=wall)
    desk.record("link.wall" if wall else "link.issue", account)
    web = desk.settings.dashboard
    base = web.public_url.rstrip("/") or f"http://{web.host}:{web.port}"
    desk.say("user.link_wall" if wall else "user.link", url=base + path, days=WALL_LIFE.days)


def disable(desk: Desk) -> None:
    """Lock an account out at once."""
    account = desk.account()
    desk.database.accounts().set_disabled(account.id, disabled=True)
    desk.database.sessions().revoke_all(account.id)
    desk.record("account.disable", account)
    desk.say("user.is_disabled", name=account.name)


def enable(desk: Desk) -> None:
    """Let an account in again."""
    account = desk.account()
    desk.database.accounts().set_disabled(account.id, disabled=False)
    desk.record("account.enable", account)
    desk.say("user.is_enabled", name=account.name)


@dataclass(frozen=True, slots=True)
class Action:
    """A row of ACTIONS; its sentence is `user.verb.<name>`. named: it is about one account."""

    run: Callable[[Desk], None]
    named: bool = True


ACTIONS: Mapping[str, Action] = {
    "add": Action(add),
    "passwd": Action(passwd),
    "roles": Action(roles),
    "list": Action(show, named=False),
    "link": Action(link),
    "disable": Action(disable),
    "enable": Action(enable),
}


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("user", translate)
    deployment_options(options, translate)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, action in ACTIONS.items():
        text = translate(f"user.verb.{name}")
        sub = actions.add_parser(name, help=text, description=text)
        if action.named:
            sub.add_argument("name", help=translate("user.option.name"))
        if name in ("add", "roles"):
            sub.add_argument("--role", action="append", required=True, help=_roles_help(translate))
        if name == "link":
            sub.add_argument("--wall", action="store_true", help=translate("user.option.wall"))
        if name == "passwd":
            sub.add_argument("--ask", action="store_true", help=translate("user.option.ask"))
    return parser


def _roles_help(translate: Translate) -> str:
    return translate("user.option.role", roles=", ".join(Role))


def _grant(desk: Desk, text: str) -> Grant:
    """ROLE or ROLE@CENTRE."""
    role, _, centre = text.partition("@")
    if role not in set(Role):
        raise RefusedError("user.no_role", role=role, roles=", ".join(Role))
    centres = load_centres(desk.settings.centre.files)
    if centre and centre not in centres:
        raise RefusedError("user.no_centre", centre=centre, centres=", ".join(centres))
    return Grant(role=Role(role), centre=centre or EVERYWHERE)


def roles_of(grants: Iterable[Grant]) -> str:
    """As they are typed: ROLE or ROLE@CENTRE, with commas; "-" = none."""
    return ", ".join(_spelled(grant) for grant in grants) or "-"


def _spelled(grant: Grant) -> str:
    return grant.role if grant.centre == EVERYWHERE else f"{grant.role}@{grant.centre}"


def _typed(desk: Desk) -> str:
    """Asked twice on a terminal; one line from a pipe, for scripts."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(desk.translate("user.ask"))
    if first != getpass.getpass(desk.translate("user.ask_again")):
        raise RefusedError("password.not_same")
    return first
