"""Our spaces as Home Assistant's discovery wants them: one device a space, its sensors read from the retained state message."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ingest.discovery import OWN
from models.centre import Centre, Space
from models.feed.state import state_topic

FILE = Path(__file__).parent / "entities.toml"

EXPIRES_S = 120
"""A state is said again every 15 s (models.feed.publisher); one that is this old is no state any more."""


def entities_of(centres: Iterable[Centre], locale: str, availability: str) -> Mapping[str, bytes]:
    """Discovery topic -> retained payload, of every space. locale: of the names; availability: the topic of our last will.

    Nothing in them is counted: the numbers stay on linli/<centre>/state/<space>, behind whoever may read that.
    """
    return {
        f"homeassistant/device/{_id(centre, space)}/config": _payload(centre, space, locale, availability)
        for centre in centres
        for space in centre.spaces.values()
    }


def _id(centre: Centre, space: Space) -> str:
    return f"{OWN}{centre.id}_{space.id}"


def _payload(centre: Centre, space: Space, locale: str, availability: str) -> bytes:
    own = _id(centre, space)
    device = {
        "identifiers": [own],
        "name": f"{centre.name[locale]} {space.name[locale]}",
        "manufacturer": "Linli",
        "model": space.kind.value,
        "suggested_area": space.name[locale],
    }
    body = {
        "device": device,
        "origin": {"name": "Linli"},
        "availability_topic": availability,
        "state_topic": state_topic(centre.id, space.id),
        "components": {key: _component(f"{own}_{key}", row, locale) for key, row in _table().items()},
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _component(key: str, row: Mapping[str, Any], locale: str) -> dict[str, Any]:
    words = {"name": row["name"][locale]}
    if "unit" in row:
        words["unit_of_measurement"] = row["unit"][locale]
    plain = {name: value for name, value in row.items() if name not in ("name", "unit")}
    return {"platform": "sensor", "unique_id": key, "expire_after": EXPIRES_S, **plain, **words}


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
