"""Which language a request is answered in."""

import pytest

from dashboard.locale import locale_of


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "locale"),
    [
        ("en", "zh-Hans", "zh-CN", "en"),
        ("xx", "en", "zh-CN", "en"),
        ("", "xx", "zh-TW,en;q=0.5", "zh-Hans"),
        ("", "", "fr,de;q=0.9,en-US;q=0.2", "en"),
        ("", "", "en;q=0.1,zh;q=0.9", "zh-Hans"),
        ("", "", "en;q=0,fr", "zh-Hans"),
        ("", "", "en;q=nonsense", "zh-Hans"),
        ("", "", "", "zh-Hans"),
        ("", "", ";;,,q=", "zh-Hans"),
    ],
)
def test_the_first_that_names_a_language_of_ours_wins(
    query: str, cookie: str, accept: str, locale: str
) -> None:
    assert locale_of({"lang": query}, {"linli_lang": cookie}, accept, "zh-Hans") == locale
