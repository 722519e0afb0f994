"""Delivery settings -> the mail server and the guard of everything that leaves the house."""

import ssl
from urllib.parse import urlsplit

from config.settings import ConfigError, Settings
from models.feed.guarded import Guard
from models.feed.mail import MAIL_PORTS, MailServer, Wire
from models.sending.recipient import mail_address

SECONDS = 30.0
"""For one letter or one question to a robot: a file of 20 MB goes through a line of 6 Mbit/s."""


def mail_server(settings: Settings) -> MailServer | None:
    """None where no letters are sent. Raises ConfigError naming the setting; a password in the address is not repeated."""
    told = settings.delivery
    if not told.mail:
        return None
    wire, host, port = _address(told.mail)
    try:
        sender = mail_address(told.sender)
    except ValueError as error:
        raise ConfigError(
            f"setting delivery.sender = {told.sender!r} is wrong: expected one address"
        ) from error
    if wire is Wire.PLAIN and told.username:
        raise ConfigError("setting delivery.username needs TLS: use smtp:// or smtps:// in delivery.mail")
    return MailServer(
        wire=wire,
        host=host,
        port=port or MAIL_PORTS[wire],
        sender=sender,
        username=told.username,
        password=told.password.get_secret_value(),
    )


def _address(told: str) -> tuple[Wire, str, int | None]:
    schemes = " or ".join(f"{one}://HOST:PORT" for one in Wire)
    fault = ConfigError(f"setting delivery.mail is wrong: expected {schemes}")
    try:
        url = urlsplit(told)
        wire, host, port = Wire(url.scheme), url.hostname, url.port
    except ValueError as error:
        raise fault from error
    if not host or "@" in url.netloc or url.path.strip("/") or url.query:
        raise fault
    return wire, host, port


def sending_guard(settings: Settings) -> Guard:
    """Raises ConfigError where the file of certificates holds none."""
    file = settings.delivery.ca_file
    try:
        ssl.create_default_context(cafile=str(file) if file else None)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"setting delivery.ca_file = {file} cannot be read: {error.strerror}") from error
    return Guard(
        inside=settings.delivery.inside,
        seconds=SECONDS,
        secure=lambda: _believing(str(file) if file else None),
    )


def _believing(file: str | None) -> ssl.SSLContext:
    """Those of this machine and those of the file."""
    context = ssl.create_default_context()
    if file is not None:
        context.load_verify_locations(cafile=file)
    return context
