"""From an address to a page."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import Address, decoded, encoded, parse, root
from models.account import Role
from tests.web import Client

SignedIn = Callable[..., Client]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/test/live", Address("test", "live", "", "")),
        ("/test/live/_dash-layout", Address("test", "live", "", "_dash-layout")),
        ("/test/live/~YT0x", Address("test", "live", "a=1", "")),
        ("/test/live/~YT0x/_dash-layout", Address("test", "live", "a=1", "_dash-layout")),
        ("/test/live/", None),
        ("/test", None),
        ("/", None),
        ("//live", None),
        ("/test/live/other", None),
        ("/test/live/_dash-layout/more", None),
        ("/test/live/~!!/_dash-layout", None),
        ("/test/live/~_w/_dash-layout", None),
    ],
)
def test_a_path_is_a_page_or_nothing(path: str, address: Address | None) -> None:
    assert parse(path) == address


@given(st.text(max_size=200))
def test_a_query_survives_the_way_through_the_path(query: str) -> None:
    clean = query.encode("utf-8", "replace").decode()
    assert decoded(encoded(clean)) == clean
    address = parse(root("test", "live", clean) + "_dash-layout")
    assert address is not None
    assert address.query == clean


def test_the_layout_knows_centre_person_and_query(signed_in: SignedIn) -> None:
    client = signed_in(Role.VIEWER)
    text = client.get(root("other", "live", "space=gym&lang=en") + "_dash-layout").text
    assert "viewer@all in other, space gym" in text


def test_an_unknown_page_is_a_friendly_404_with_the_way_back(signed_in: SignedIn) -> None:
    answer = signed_in().get("/test/unknown", {"Accept-Language": "en"})
    assert answer.status == 404
    assert "There is no such page" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("slashes", ["/", "//"])
def test_an_address_with_a_slash_at_its_end_leads_to_the_page_with_its_query(
    slashes: str, signed_in: SignedIn
) -> None:
    answer = signed_in().get(f"/test/live{slashes}?space=gym&lang=en")
    assert (answer.status, answer.headers["location"]) == (308, "/test/live?space=gym&lang=en")


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/live/", "/test/", "/test/live/~YT0x/", "/", "/\\x/live/x/"]
)
def test_only_a_page_is_led_to(path: str, signed_in: SignedIn) -> None:
    assert signed_in().get(path).status != 308


def test_the_language_comes_from_query_then_cookie_then_browser_then_setting(signed_in: SignedIn) -> None:
    client = signed_in()
    assert '<html lang="zh-Hans"' in client.get("/test/live").text
    assert '<html lang="en"' in client.get("/test/live", {"Accept-Language": "fr, en-GB;q=0.8"}).text
    assert '<html lang="en"' in client.get("/test/live?lang=en").text
    assert client.cookies["linli_lang"] == "en"
    assert '<html lang="en"' in client.get("/test/live", {"Accept-Language": "zh-CN"}).text
    assert '<html lang="zh-Hans"' in client.get("/test/live?lang=zh-Hans").text
    client.get("/test/live?lang=xx")
    assert client.cookies["linli_lang"] == "zh-Hans"


def test_the_navigation_names_only_what_is_open(signed_in: SignedIn) -> None:
    assert "/test/health" in signed_in(Role.MANAGER).get("/test/live").text
    assert "/test/health" not in signed_in(Role.VIEWER).get("/test/live").text


def test_centres_are_offered_only_to_who_has_more_than_one(signed_in: SignedIn) -> None:
    assert 'href="/other/live"' in signed_in(Role.MANAGER).get("/test/live").text
    assert "/other/" not in signed_in(Role.MANAGER, "test").get("/test/live").text
