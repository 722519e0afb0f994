"""Raw messages -> the JSON that assets/42-raw.js writes into the page: text only, made harmless here."""

from typing import Any

from dashboard.i18n import Translate, catalogue
from dashboard.live.snapshot import millis
from models.desk import RawMessage
from models.payload import dump, readable, visible

Json = dict[str, Any]


def raw_json(message: RawMessage, translate: Translate) -> Json:
    """id is unique among all shards only together with the shard, so both go."""
    return {
        "id": message.id,
        "shard": message.shard,
        "at": millis(message.received_at),
        "topic": visible(message.topic),
        "size": len(message.payload),
        "text": readable(message.payload),
        "hex": "\n".join(f"{row.offset:04x}  {row.hex:<47}  {row.text}" for row in dump(message.payload)),
        "outcome": outcome(message.outcome, translate),
        "good": message.outcome in ("stored", "duplicate"),
    }


def outcome(key: str, translate: Translate) -> str:
    """What became of a message: stored, a duplicate, waiting, or why it could not be read."""
    words = catalogue(translate.locale)
    own = words.get(f"raw.outcome.{key or 'waiting'}")
    return own or words.get(f"health.say.reason.{key}") or visible(key)
