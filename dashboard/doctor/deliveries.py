"""Check of what leaves the house: whether it can be sent at all, what failed last, and what waits for a person."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from config.sending import mail_server
from config.settings import ConfigError
from dashboard.doctor.finding import Case, Finding, ok, warning, wrong
from dashboard.doctor.records import is_not_made
from dashboard.sending import FOLDER
from models.centre import CentreId
from models.db import Database, open_database
from models.db.secret_folder import SecretFolder
from models.ports import StoreError
from models.sending.delivery import Delivery, DeliveryState
from models.sending.recipient import Channel, Recipient

LOOKED_AT = 200
"""Deliveries of a centre, the newest; dead ones are all looked at."""


def deliveries(case: Case) -> Iterator[Finding]:
    """Mail and robots of each centre. A database that is away or old is a finding of its own."""
    place = case.settings.database
    try:
        has_mail = mail_server(case.settings) is not None
    except ConfigError as error:
        yield wrong("deliveries.setting", why=str(error))
        return
    if is_not_made(place.url):
        return
    try:
        records = open_database(place.url, password=place.password.get_secret_value())
        try:
            if records.is_current():
                for centre in case.centres:
                    yield from _of_centre(case, records, centre, has_mail=has_mail)
        finally:
            records.close()
    except StoreError:
        return


def _of_centre(case: Case, records: Database, centre: CentreId, *, has_mail: bool) -> Iterator[Finding]:
    room = records.mailroom(centre)
    known, sent = room.recipients(), room.deliveries(LOOKED_AT)
    faults = [
        *_ways(case, centre, known, has_mail=has_mail),
        *_outcomes(centre, {one.id: one.name for one in known}, sent),
    ]
    yield from faults
    if not known:
        yield ok("deliveries.nobody", centre=centre)
    elif not faults:
        yield ok("deliveries", centre=centre, recipients=len(known))


def _ways(case: Case, centre: CentreId, known: Sequence[Recipient], *, has_mail: bool) -> Iterator[Finding]:
    """Recipients whom nothing can reach: no mail server, or the secret of a robot is gone."""
    secrets = SecretFolder(Path(case.settings.data.folder) / FOLDER / centre)
    by_mail = [one.name for one in known if one.channel is Channel.MAIL]
    if by_mail and not has_mail:
        yield wrong("deliveries.no_mail", centre=centre, recipients=len(by_mail))
    for one in known:
        if one.channel is not Channel.MAIL and secrets.get(one.id) is None:
            yield wrong("deliveries.no_secret", centre=centre, name=one.name)


def _outcomes(centre: CentreId, names: Mapping[str, str], sent: Sequence[Delivery]) -> Iterator[Finding]:
    """sent: newest first."""
    dead = sum(one.state is DeliveryState.DEAD for one in sent)
    if dead:
        yield wrong("deliveries.dead", centre=centre, count=dead)
    tried = sorted((one for one in sent if one.tried_at), key=lambda one: one.tried_at or one.made_at)
    if tried and tried[-1].state is DeliveryState.FAILED:
        last = tried[-1]
        name = names.get(last.recipient, last.recipient)
        yield warning("deliveries.failed", centre=centre, name=name, times=last.attempts)
