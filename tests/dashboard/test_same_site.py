"""Where a request comes from and where one may be sent."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.same_site import csrf_matches, csrf_token, from_us, safe_next


@given(st.text(max_size=60))
@example("//evil.example")
@example("/\\evil.example")
@example("/\t/evil.example")
@example("///evil.example")
@example("/%0d%0aLocation:x")
def test_the_next_address_always_stays_on_the_site(asked: str) -> None:
    goal = urlsplit(urljoin("https://linli.example/sign-in", safe_next(asked)))
    assert (goal.scheme, goal.netloc) == ("https", "linli.example")
    assert not {"\r", "\n", "\t", "\\", " "} & set(safe_next(asked))


def test_a_page_of_ours_is_kept() -> None:
    assert safe_next("/shijiawan/live?space=gym&view=wall") == "/shijiawan/live?space=gym&view=wall"


def test_the_token_belongs_to_one_session() -> None:
    assert csrf_token("a") != csrf_token("b")
    assert csrf_matches(csrf_token("a"), csrf_token("a"))
    assert not csrf_matches("", csrf_token("a"))
    assert not csrf_matches("邻", csrf_token("a"))


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"host": "127.0.0.1:8050"}, True),
        ({"host": "127.0.0.1:8050", "origin": "http://127.0.0.1:8050"}, True),
        ({"host": "127.0.0.1:8050", "origin": "http://127.0.0.1:8051"}, False),
        ({"host": "inside:8050", "origin": "https://linli.example"}, True),
        ({"host": "inside:8050", "origin": "https://evil.example"}, False),
        ({"host": "inside:8050", "origin": "null"}, False),
        ({"origin": ""}, False),
        ({"host": "a", "sec-fetch-site": "none"}, True),
        ({"host": "a", "sec-fetch-site": "same-site"}, False),
    ],
)
def test_origin_and_fetch_site_decide(headers: dict[str, str], ours: bool) -> None:
    assert from_us(headers, "https://linli.example") is ours
