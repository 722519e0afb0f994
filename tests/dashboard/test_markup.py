"""HTML by calls."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import Markup, document, hidden, join, tag


class Reader(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@given(TEXT, TEXT)
def test_no_text_can_become_markup(content: str, value: str) -> None:
    reader = Reader()
    reader.feed(tag("p", {"title": value}, content))
    reader.close()
    assert reader.tags == [("p", {"title": value})]
    assert "".join(reader.texts) == content


def test_true_stands_alone_and_false_is_left_out() -> None:
    assert tag("input", {"required": True, "hidden": False}) == "<input required>"


def test_markup_is_not_escaped_twice() -> None:
    assert tag("p", {}, tag("b", {}, "a<b")) == "<p><b>a&lt;b</b></p>"
    assert join("<", Markup("<i>")) == "&lt;<i>"
    assert hidden("a", '"') == '<input type="hidden" name="a" value="&quot;">'


def test_a_document_names_its_language_and_theme() -> None:
    text = document(locale="zh-Hans", theme="dark", title="a & b", head="", body="<p>x</p>", view="wall")
    assert text.startswith('<!doctype html>\n<html lang="zh-Hans" data-theme="dark" data-view="wall">')
    assert "<title>a &amp; b</title>" in text
