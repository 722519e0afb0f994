"""A week's proposals read as text in both languages, with every word in its place."""

import re
from datetime import UTC, datetime

import pytest

from dashboard.advice_text import advice_text
from dashboard.i18n import LOCALES, Locale, Translate
from models.advice.proposing import advise
from models.advice.snapshot import packed
from models.weekplan.greedy import greedy
from tests.advised_ground import a_snapshot
from tests.builders import a_centre, a_space


@pytest.mark.parametrize("locale", LOCALES)
def test_every_proposal_is_told_with_its_reasons_and_no_key_shows(locale: Locale) -> None:
    made = advise(packed(a_snapshot()), greedy, expires_at=datetime(2026, 11, 29, 16, tzinfo=UTC))
    centre = a_centre([a_space("a"), a_space("b"), a_space("hall")])
    said = advice_text(centre, "2026-W49", made, Translate(locale))
    for one in made.recommendations:
        assert f"{one.id}  {one.action.number} " in said
    assert len(made.recommendations) > 2
    assert said.count("  · ") >= 3 * len(made.recommendations)
    assert re.search(r"advice\.\w+|[{}]", said) is None
