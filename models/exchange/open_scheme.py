"""A centre's own lists as concept schemes: what an `activity` and a `facilityType` of its feeds mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.exchange.calendar_text import title_of
from models.exchange.rpde import LICENSE
from models.message import LocalText
from models.programme.activity import ActivityKind

Json = dict[str, Any]

ACTIVITIES, FACILITY_TYPES = "activities", "facility-types"


def concept(base: str, scheme: str, key: str, label: str) -> list[Json]:
    """One entry of a list, as an item names it."""
    told = {"@type": "Concept", "@id": f"{base}/{scheme}#{key}", "prefLabel": label}
    return [told | {"inScheme": f"{base}/{scheme}"}]


def activity(kind: str, kinds: Mapping[str, LocalText], base: str) -> list[Json]:
    """kinds: key -> name; a kind that nobody named any more goes by its key."""
    return concept(base, ACTIVITIES, kind, title_of(kinds[kind], "zh-Hans") if kind in kinds else kind)


def scheme(base: str, name: str, title: str, entries: Sequence[tuple[str, LocalText]]) -> Json:
    """The whole list, as a document of its own; its readers know `id` and `type` by these names, as in OpenActive's list."""
    return {
        "@context": "https://openactive.io/",
        "type": "ConceptScheme",
        "id": f"{base}/{name}",
        "url": f"{base}/{name}",
        "title": title,
        "license": LICENSE,
        "concept": [
            {
                "type": "Concept",
                "id": f"{base}/{name}#{key}",
                "prefLabel": title_of(label, "zh-Hans"),
                "inScheme": f"{base}/{name}",
            }
            for key, label in entries
        ],
    }


def activities(base: str, title: str, kinds: Sequence[ActivityKind]) -> Json:
    """Retired kinds as well: older items still name them."""
    return scheme(base, ACTIVITIES, title, [(one.key, one.name) for one in kinds])
