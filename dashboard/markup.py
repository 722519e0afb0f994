"""HTML by calls: every text and attribute value is escaped unless it is Markup already."""

from collections.abc import Mapping
from html import escape
from typing import Literal

VOID = frozenset({"input", "link", "meta", "br", "img"})
Attributes = Mapping[str, str | bool]


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: str) -> Markup:
    """Plain text as HTML; Markup stays as it is."""
    return value if isinstance(value, Markup) else Markup(escape(value))


def join(*parts: str) -> Markup:
    """Parts one after the other."""
    return Markup("".join(text(part) for part in parts))


def tag(name: str, attributes: Attributes | None = None, *children: str) -> Markup:
    """An element. A True attribute stands alone, a False one is left out."""
    written = "".join(_attribute(key, value) for key, value in (attributes or {}).items())
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def _attribute(key: str, value: str | bool) -> str:
    if isinstance(value, bool):
        return f" {key}" if value else ""
    return f' {key}="{escape(value)}"'


def hidden(name: str, value: str) -> Markup:
    """A form field that nobody sees."""
    return tag("input", {"type": "hidden", "name": name, "value": value})


def document(
    *, locale: str, theme: str, title: str, head: str, body: str, view: Literal["", "wall"] = ""
) -> str:
    """A whole page."""
    html = tag(
        "html",
        {"lang": locale, "data-theme": theme, **({"data-view": view} if view else {})},
        tag("head", {}, tag("meta", {"charset": "utf-8"}), tag("title", {}, title), Markup(head)),
        tag("body", {}, Markup(body)),
    )
    return f"<!doctype html>\n{html}\n"
