"""Letters to a mail server: TLS before anything is said of who we are, and each answer as what it means (I/O)."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum

from models.exchange.remote import AddressError
from models.feed.guarded import Guard, cut_off
from models.feed.post import address_fault
from models.message import Message
from models.sending.delivery import SendError
from models.sending.letter import letter
from models.sending.parcel import Parcel
from models.sending.recipient import Recipient, RobotSecret

MOST_BYTES = 25_000_000
"""Of a whole letter as it travels, a third longer than its files: what the large mail services take."""


class Wire(StrEnum):
    """How a mail server is spoken to: the scheme of its address."""

    STARTTLS = "smtp"
    TLS = "smtps"
    PLAIN = "smtp+plain"  # for a relay of one's own network; never with a password


MAIL_PORTS: Mapping[Wire, int] = {Wire.STARTTLS: 587, Wire.TLS: 465, Wire.PLAIN: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where letters are handed over. sender: the address that they come from."""

    wire: Wire
    host: str
    port: int
    sender: str
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MailCarrier:
    """A Carrier."""

    server: MailServer
    guard: Guard

    def __call__(self, to: Recipient, secret: RobotSecret | None, parcel: Parcel, at: datetime) -> None:
        del secret  # those of mail stand in the settings
        try:
            written = letter(self.server.sender, to, parcel, at)
        except ValueError as error:
            raise SendError(Message("sending.fault.bad_address"), is_final=True) from error
        if len(bytes(written)) > MOST_BYTES:
            raise SendError(Message("sending.fault.too_large"), is_final=True)
        try:
            self._hand_over(written)
        except AddressError as error:
            raise address_fault(error) from error
        except TimeoutError as error:
            raise SendError(Message("sending.fault.too_slow", {"host": self.server.host})) from error
        except (smtplib.SMTPException, OSError) as error:
            raise _fault(error, self.server.host) from error

    def _hand_over(self, written: EmailMessage) -> None:
        here = self.server
        number = self.guard.number(here.host, here.port, MAIL_PORTS[here.wire])
        server = _Numbered(here.host, number, self.guard)
        try:
            with cut_off(lambda: server.sock, self.guard.seconds):
                server.begin(here)
                server.send_message(written)
        finally:
            server.close()


class _Numbered(smtplib.SMTP):
    """Connects to the number that was looked up, and knows the server by its name."""

    def __init__(self, host: str, number: str, guard: Guard) -> None:
        super().__init__(timeout=guard.seconds)
        self._number, self._guard = number, guard
        self._host = host  # the name that the certificate is held against

    def begin(self, here: MailServer) -> None:
        context = self._guard.secure()
        self._wrapped = context if here.wire is Wire.TLS else None
        self.connect(self._number, here.port)
        self._host = here.host
        if here.wire is Wire.STARTTLS:
            self.starttls(context=context)
        if here.username:
            self.login(here.username, here.password)

    def _get_socket(self, host: str, port: int, timeout: float) -> ssl.SSLSocket:
        plain = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        if self._wrapped is None:
            return plain  # type: ignore[no-any-return]
        return self._wrapped.wrap_socket(plain, server_hostname=self._host)


def _fault(error: Exception, host: str) -> SendError:
    """Five hundred and more about a letter or its reader is the last word; about us, somebody may mend it meanwhile."""
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return SendError(Message("sending.fault.not_secure", {"host": host}))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return SendError(Message("sending.fault.sign_in", {"host": host}))
    code, said = _answer(error)
    if code:
        about_letter = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
        message = Message("sending.fault.mail", {"code": code, "said": said})
        return SendError(message, is_final=about_letter and code >= 500)
    return SendError(Message("sending.fault.away", {"host": host}))


def _answer(error: Exception) -> tuple[int, str]:
    """What the server said; 0 = nothing."""
    code, said = 0, b""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, _bytes(error.smtp_error)
    text = said.decode("utf-8", "replace")[:200]
    return code, "".join(sign for sign in text if sign.isprintable())


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
