"""Letters to a real mail server: TLS first, names of any signs, and what its refusals mean."""

import email
import email.policy
import ssl
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.feed.guarded import Guard
from models.feed.mail import MailCarrier, MailServer, Wire
from models.sending.delivery import SendError
from tests.authority import an_authority, believing_only, showing
from tests.mail_server import mail_server
from tests.sending import AT, a_parcel, a_recipient

NAME = "mail.example"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return an_authority(tmp_path_factory.mktemp("authority"), NAME)


def carrier(port: int, authority: Path, **more: Any) -> MailCarrier:
    seconds = more.pop("seconds", 5.0)
    usual = {"wire": Wire.STARTTLS, "host": NAME, "port": port, "sender": "linli@example.org"}
    guard = Guard(
        inside=[f"{NAME}:{port}"],
        seconds=seconds,
        resolve=lambda *_: ["127.0.0.1"],
        secure=lambda: believing_only(authority),
    )
    return MailCarrier(MailServer(**{**usual, **more}), guard)


def refusal(send: MailCarrier, **parcel: Any) -> SendError:
    with pytest.raises(SendError) as told:
        send(a_recipient(), None, a_parcel(**parcel), AT)
    return told.value


@pytest.mark.parametrize("wire", [Wire.STARTTLS, Wire.TLS])
def test_a_letter_with_a_chinese_file_arrives_and_nothing_of_it_is_said_without_tls(
    authority: Path, wire: Wire
) -> None:
    with mail_server(secure=showing(authority), at_once=wire is Wire.TLS) as server:
        carrier(server.port, authority, wire=wire, username="u", password="geheim")(
            a_recipient(), None, a_parcel(), AT
        )
    assert server.verbs(secured=False) <= {"EHLO", "STARTTLS"}
    assert {"AUTH", "MAIL", "RCPT", "DATA"} <= server.verbs(secured=True)
    read = email.message_from_bytes(server.letters[0], policy=email.policy.default)
    assert read["To"].addresses[0].addr_spec == "office@example.org"
    assert read["Subject"] == "九眼桥邻里中心 2026年10月 月报"
    files = list(read.iter_attachments())  # type: ignore[attr-defined]
    assert [(one.get_filename(), one.get_content()) for one in files] == [
        ("九眼桥 2026年10月.pdf", b"%PDF-1.7 test\n")
    ]


def test_a_second_attempt_has_the_same_message_id(authority: Path) -> None:
    with mail_server(secure=showing(authority)) as server:
        for later in range(2):
            at = AT + timedelta(hours=later)
            carrier(server.port, authority)(a_recipient(), None, a_parcel(), at)
    ids = {email.message_from_bytes(one)["Message-ID"] for one in server.letters}
    assert len(server.letters) == 2
    assert len(ids) == 1


def test_a_server_without_tls_or_with_the_certificate_of_a_stranger_hears_no_password(
    authority: Path, tmp_path: Path
) -> None:
    stranger = an_authority(tmp_path, NAME)
    for secure in (None, showing(stranger)):
        with mail_server(secure=secure) as server:
            told = refusal(carrier(server.port, authority, username="u", password="geheim"))
        assert (told.message.key, told.is_final) == ("sending.fault.not_secure", False)
        assert "AUTH" not in server.verbs(secured=False) | server.verbs(secured=True)


def test_a_certificate_of_another_name_is_not_believed(authority: Path) -> None:
    with mail_server(secure=showing(authority)) as server:
        send = carrier(server.port, authority, host="other.example")
        guard = Guard(
            inside=[f"other.example:{server.port}"],
            resolve=lambda *_: ["127.0.0.1"],
            secure=lambda: believing_only(authority),
        )
        assert refusal(MailCarrier(send.server, guard)).message.key == "sending.fault.not_secure"


@pytest.mark.parametrize(
    ("verb", "reply", "key", "is_final"),
    [
        ("RCPT", "550 no such person", "mail", True),
        ("RCPT", "451 come back", "mail", False),
        ("LETTER", "554 spam", "mail", True),
        ("LETTER", "452 full", "mail", False),
        ("MAIL", "550 you may not", "mail", False),
        ("AUTH", "535 unknown", "sign_in", False),
    ],
)
def test_each_refusal_of_the_server_is_what_it_means(
    authority: Path, verb: str, reply: str, key: str, is_final: bool
) -> None:
    with mail_server(secure=showing(authority), says={verb: reply}) as server:
        told = refusal(carrier(server.port, authority, username="u", password="geheim"))
    assert (told.message.key, told.is_final) == (f"sending.fault.{key}", is_final)
    assert "geheim" not in str(told.message)


def test_a_server_that_says_nothing_is_given_up(authority: Path) -> None:
    with mail_server(silent=True) as server:
        told = refusal(carrier(server.port, authority, seconds=0.2))
    assert (told.message.key, told.is_final) == ("sending.fault.too_slow", False)


def test_a_mail_server_of_a_private_network_is_refused_unless_it_is_allowed(authority: Path) -> None:
    usual = MailServer(wire=Wire.PLAIN, host="relay.example", port=25, sender="linli@example.org")
    told = refusal(
        MailCarrier(usual, Guard(resolve=lambda *_: ["10.0.0.5"], secure=ssl.create_default_context))
    )
    assert (told.message.key, told.is_final) == ("sending.fault.private", True)


def test_a_relay_of_ones_own_network_takes_letters_without_tls(authority: Path) -> None:
    with mail_server() as server:
        carrier(server.port, authority, wire=Wire.PLAIN)(a_recipient(), None, a_parcel(), AT)
    assert len(server.letters) == 1


def test_files_that_no_mailbox_takes_are_not_even_tried(authority: Path) -> None:
    large = a_parcel().files[0]
    huge = type(large)(large.name, large.media, b"x" * 18_600_000)  # 25.1 MB as base64
    told = refusal(carrier(1, authority), files=(huge,))
    assert (told.message.key, told.is_final) == ("sending.fault.too_large", True)
