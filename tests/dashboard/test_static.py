"""Scripts and styles over a real server: compressed, kept, asked about again, and nothing else given away."""

import re
from collections.abc import Callable

import brotli
import pytest

from dashboard.static import PLOTLY_URL, accepted, plotly_bundle
from tests.web import Client

SignedIn = Callable[..., Client]
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


def scripts(client: Client) -> list[str]:
    return re.findall(r'<script src="([^"]+)"', client.get("/test/live").text)


def test_every_script_of_a_page_comes_compressed_and_is_kept_for_ever(signed_in: SignedIn) -> None:
    client = signed_in()
    addresses = scripts(client)
    assert len(addresses) > 5
    for address in addresses:
        answer = client.get(address, BROWSER)
        assert (answer.status, answer.headers["content-encoding"]) == (200, "br"), address
        assert "immutable" in answer.headers["cache-control"], address
        assert answer.headers["vary"] == "Accept-Encoding"
        assert brotli.decompress(answer.body) == client.get(address).body, address


def test_the_old_table_and_the_polyfill_are_not_loaded(signed_in: SignedIn) -> None:
    assert not [
        address for address in scripts(signed_in()) if "polyfill" in address or "dash_table" in address
    ]


def test_plotly_is_the_cartesian_bundle_with_chinese_dates(signed_in: SignedIn) -> None:
    answer = signed_in().get(PLOTLY_URL)
    assert answer.body == plotly_bundle()
    assert b"cartesian" in answer.body[:200]
    assert b'name:"zh-CN"' in answer.body
    assert b"v4.1.1" in answer.body[:200]


def test_the_renderer_is_told_our_address_of_plotly(signed_in: SignedIn) -> None:
    assert f'"plotlyjs_url": "{PLOTLY_URL}"' in signed_in().get("/test/live").text


def test_an_address_without_version_is_asked_about_and_answered_304(stranger: Client) -> None:
    answer = stranger.get("/assets/00-tokens.css", BROWSER)
    assert answer.headers["cache-control"] == "no-cache"
    again = stranger.get("/assets/00-tokens.css", {**BROWSER, "If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    other = stranger.get("/assets/00-tokens.css", {"If-None-Match": 'W/"other"'})
    assert other.status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/..%2fapp.py",
        "/assets/%2e%2e/passwords.py",
        "/assets//etc/passwd",
        "/assets/nothing.css",
        "/assets/",
        "/assets/%00.css",
        "/_dash-component-suites/dash/dash.py",
        "/_dash-component-suites/dash/deps/../dash.py",
        "/_dash-component-suites/os/path.js",
        "/_dash-component-suites/dash/deps/nothing.js",
        "/_dash-component-suites/plotly/package_data/../plotly.js",
        "/_dash-component-suites/",
    ],
)
def test_nothing_else_on_the_disk_can_be_had(signed_in: SignedIn, path: str) -> None:
    assert signed_in().get(path).status == 404


@pytest.mark.parametrize(
    ("header", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip;q=1.0", "gzip"), ("identity", None), ("", None), ("zstd", None)],
)
def test_the_best_encoding_is_chosen(header: str, encoding: str | None) -> None:
    assert accepted(header) == encoding
