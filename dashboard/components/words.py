"""The sentences that a page's own JavaScript fills in: sent once with the page, so that scripts hold no language."""

import json

from dashboard.i18n import Translate, catalogue


def words(translate: Translate, *prefixes: str) -> str:
    """All texts whose key begins with one of the prefixes, as JSON, keys as they are."""
    texts = catalogue(translate.locale)
    return json.dumps(
        {key: text for key, text in texts.items() if key.startswith(prefixes)}, ensure_ascii=False
    )
