"""The mail server and the guard as the settings name them."""

from pathlib import Path

import pytest

from config.sending import mail_server, sending_guard
from config.settings import ConfigError, load_settings
from models.feed.mail import Wire


def told(**more: str) -> dict[str, str]:
    return {f"LINLI__DELIVERY__{key.upper()}": value for key, value in more.items()}


def test_without_a_mail_server_no_letters_are_sent() -> None:
    assert mail_server(load_settings(environ={})) is None


@pytest.mark.parametrize(
    ("address", "wire", "port"),
    [
        ("smtp://mail.example", Wire.STARTTLS, 587),
        ("smtps://mail.example", Wire.TLS, 465),
        ("smtp+plain://mail.example:2525", Wire.PLAIN, 2525),
    ],
)
def test_the_scheme_says_how_a_mail_server_is_spoken_to(address: str, wire: Wire, port: int) -> None:
    server = mail_server(load_settings(environ=told(mail=address, sender="linli@example.org")))
    assert server is not None
    assert (server.wire, server.host, server.port) == (wire, "mail.example", port)


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"mail": "http://x"}, "delivery.mail"),
        ({"mail": "smtp://u:geheim@x"}, "delivery.mail"),
        ({"mail": "smtp://x:99999999"}, "delivery.mail"),
        ({"mail": "smtp://x", "sender": "Linli <a@b.cn>"}, "delivery.sender"),
        ({"mail": "smtp+plain://x", "username": "u", "password": "geheim"}, "delivery.username"),
    ],
)
def test_a_setting_that_is_wrong_is_named_and_no_secret_with_it(more: dict[str, str], names: str) -> None:
    with pytest.raises(ConfigError, match=names) as error:
        mail_server(load_settings(environ=told(**{"sender": "linli@example.org", **more})))
    assert "geheim" not in str(error.value)


def test_a_file_of_certificates_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"delivery\.ca_file"):
        sending_guard(load_settings(environ=told(ca_file=str(tmp_path / "ca.pem"))))


def test_a_password_is_never_written_where_a_server_is_shown() -> None:
    more = {"mail": "smtp://x", "sender": "a@b.cn", "username": "u", "password": "geheim"}
    assert "geheim" not in repr(mail_server(load_settings(environ=told(**more))))
