"""Which addresses are those of the open network, and which only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.remote import AddressError, host_port, is_public


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("224.0.0.1", False),
        ("239.255.255.250", False),
        ("198.18.0.1", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("feff:ffff::1", False),
        ("192.0.0.8", False),
        ("192.0.0.192", False),
        ("168.63.129.16", False),
        ("168.63.129.17", True),
        ("::ffff:168.63.129.16", False),
        ("64:ff9b::a83f:8110", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("::ffff:93.184.216.34", True),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("2002:a9fe:a9fe::1", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
    ],
)
def test_only_addresses_of_the_open_network_are_public(number: str, public: bool) -> None:
    assert is_public(number) is public


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://Example.org/feed?x=1", ("https", "example.org", 443)),
        ("http://example.org.:8080/", ("http", "example.org", 8080)),
        ("https://bücher.example/", ("https", "xn--bcher-kva.example", 443)),
        ("http://[::1]:81/", ("http", "::1", 81)),
        ("https://ｅxample.org/", ("https", "example.org", 443)),
    ],
)
def test_a_host_is_told_as_the_network_spells_it(address: str, told: tuple[str, str, int]) -> None:
    assert host_port(address) == told


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "example.org",
            "ftp://example.org/",
            "file:///etc/passwd",
            "https://",
            "https:///x",
            "http://a:99999/",
        ),
        *(
            "https://user@example.org/",
            "https://good.example\\@bad.example/",
            "http://a b/",
            "http://a\r\nX: y/",
        ),
        *(
            "http://exa\u200bmple.org/",
            "http://" + "a" * 70 + ".org/",
            "https://x/" + "y" * 3_000,
            "http://[::1/",
        ),
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_refused(address: str) -> None:
    with pytest.raises(AddressError):
        host_port(address)


@given(st.text(max_size=60))
def test_no_text_is_more_than_refused(text: str) -> None:
    for address in (text, f"http://{text}"):
        try:
            _, host, port = host_port(address)
        except AddressError:
            continue
        assert host.isascii()
        assert 0 < port < 65_536
