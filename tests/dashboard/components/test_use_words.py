"""How days are said beside figures of use."""

from datetime import date

import pytest

from dashboard.components.use_words import dated
from dashboard.i18n import Locale, Translate


@pytest.mark.parametrize(("locale", "said"), [("en", "Sun 15 Nov"), ("zh-Hans", "11月15日 周日")])
def test_a_weekday_stands_where_the_language_has_it(locale: Locale, said: str) -> None:
    assert dated(Translate(locale), date(2026, 11, 15)) == said
