"""Every reason for a dead letter has a sentence in both languages."""

import pytest

from dashboard.i18n import LOCALES, Locale, catalogue
from ingest.sample import Reason


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_has_its_sentence_and_no_sentence_is_left_over(locale: Locale) -> None:
    words = {key: text for key, text in catalogue(locale).items() if key.startswith("dead.")}
    assert words.keys() == {f"dead.{reason}" for reason in Reason}
    assert len(set(words.values())) == len(words)
