"""Words: both catalogues alike, every key that the code names is there, no sentence inside Python."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import dashboard
from dashboard.i18n import FOLDER, LOCALES, Translate, catalogue
from dashboard.shell import THEMES
from models.account import Role

SOURCE = Path(dashboard.__file__).parent
CHINESE = re.compile(r"[\u3400-\u9fff]")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    chinese, english = (set(catalogue(locale)) for locale in LOCALES)
    assert chinese == english


def test_both_languages_have_the_same_files() -> None:
    chinese, english = ({file.name for file in (FOLDER / locale).glob("*.toml")} for locale in LOCALES)
    assert chinese == english


def test_both_languages_have_the_same_placeholders() -> None:
    chinese, english = (catalogue(locale) for locale in LOCALES)
    differing = {key for key in chinese if placeholders(chinese[key]) != placeholders(english[key])}
    assert differing == set()


def test_english_texts_hold_no_chinese_but_the_name_of_that_language() -> None:
    assert {key for key, text in catalogue("en").items() if CHINESE.search(text)} == set()


def python_files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def keys_in(source: str) -> Iterator[str]:
    """Literal texts that look like a key and stand where a key is expected: the first argument of a translation."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"t", "translate"} and isinstance(node.args[0].value, str):
            yield node.args[0].value


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(SOURCE)))
def test_every_key_that_is_named_exists(file: Path) -> None:
    named = set(keys_in(file.read_text(encoding="utf-8")))
    assert named - set(catalogue("en")) == set()


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_chinese_stands_in_python(file: Path) -> None:
    texts = [
        node.value
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value)
    ]
    allowed = [text for text in texts if '"""' not in text and _is_docstring(file, text)]
    assert [text for text in texts if text not in allowed] == []


def _is_docstring(file: Path, text: str) -> bool:
    """An explanation beside the code may name a thing in Chinese; nobody is shown it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    bare = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    return any(isinstance(value, ast.Constant) and value.value == text for value in bare)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_role_and_theme_has_a_name(locale: str) -> None:
    t = Translate(locale)  # type: ignore[arg-type]  # parametrised over LOCALES
    assert all(t(f"role.{role}") for role in Role)
    assert all(t(f"shell.theme.{theme}") for theme in THEMES)


def test_a_key_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        Translate("en")("no.such.key")


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 session is added"), (0, "0 sessions are added"), (21, "21 sessions are added")]
)
def test_what_is_counted_is_said_as_one_or_as_many(n: int, said: str) -> None:
    assert Translate("en")("series.would.added", n=n) == said


@pytest.mark.parametrize(
    ("n", "said"), [("+1", "+1 point"), ("−1", "−1 point"), ("−11", "−11 points"), ("0", "0 points")]
)
def test_a_sign_before_a_number_makes_no_more_of_it(n: str, said: str) -> None:
    assert Translate("en")("use.points", n=n) == said


def test_no_script_is_handed_a_text_with_forms_that_only_the_server_chooses() -> None:
    prefixes = {
        prefix
        for file in python_files()
        for call in re.findall(
            r"\bwords\((?:t|translate|visit\.translate), ([^)]*)\)", file.read_text(encoding="utf-8")
        )
        for prefix in re.findall(r'"([^"]+)"', call)
    }
    assert len(prefixes) > 5
    for locale in LOCALES:
        formed = {key for key, text in catalogue(locale).items() if "|" in text}
        assert not {key for key in formed if key.startswith(tuple(prefixes))}
