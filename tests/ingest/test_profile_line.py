"""The line of a key: found in every way in which TOML lets people write it."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.profile_line import line_of

TEXT = '''# a head
model = "m" # "[ not a table
a.b = 'q'
source = """two = 2
lines"""

[channel]
03D2 = [{ name = "a", type = "u8" },
  # ] } "
  { name = "b", type = "u9", values = { 1 = 2, "3" = 4 } },
]
"04D2" = 5
[ranges] # of them
power = [0,
  9]
[[channel.05D2]]
name = "x"
[[channel.05D2]]
type = "y"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("model",), 2),
        (("a", "b"), 3),
        (("channel",), 7),
        (("channel", "03D2"), 8),
        (("channel", "03D2", 1), 10),
        (("channel", "03D2", 1, "type"), 10),
        (("channel", "03D2", 1, "values", "3"), 10),
        (("channel", "04D2"), 12),
        (("ranges", "power", 1), 15),
        (("channel", "05D2", 0, "name"), 17),
        (("channel", "05D2", 1, "type"), 19),
    ],
)
def test_a_key_stands_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TEXT)
    assert line_of(TEXT, path) == line


def test_a_missing_key_is_sought_around_it() -> None:
    assert line_of(TEXT, ("channel", "03D2", 1, "scale")) == 10


def test_a_key_of_a_missing_table_has_no_line() -> None:
    assert line_of(TEXT, ("counter",)) is None
    assert line_of(TEXT, ()) is None


@given(st.text(alphabet="ab=[]{}\".'#,\n 1", max_size=60))
def test_any_text_comes_to_an_end(text: str) -> None:
    assert line_of(text, ("a", "b")) is None or "a" in text
