"""A file is what is in it; a name that says otherwise is refused."""

import pytest

from dashboard.imports.opened import format_of, opened
from models.exchange.sheet import FileError
from tests.dashboard.imports.packed import a_workbook

BOOK = a_workbook(["id"], ["1"])


@pytest.mark.parametrize(
    ("name", "content"), [("x.csv", b"id\n1\n"), ("报名.XLSX", BOOK), ("x.tsv", b"id\ta\n1\t2\n")]
)
def test_a_file_of_a_known_format_is_opened(name: str, content: bytes) -> None:
    ((kind, sheet),) = opened(name, content, "Asia/Shanghai")
    assert (kind, sheet.header[0], sheet.rows[0][0]) == ("", "id", "1")


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("x.csv", BOOK, "misnamed"),
        ("x.xlsx", b"id\n1\n", "misnamed"),
        ("x.exe", b"MZ", "unknown_suffix"),
        ("x", b"id\n1\n", "unknown_suffix"),
        ("x.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel"),
    ],
)
def test_a_name_that_lies_is_refused(name: str, content: bytes, key: str) -> None:
    with pytest.raises(FileError, match=f"^{key}$"):
        format_of(name, content)


@pytest.mark.parametrize(("content", "key"), [(b" \n", "empty"), (b"x" * 8_000_001, "too_large")])
def test_nothing_and_too_much_are_refused_before_anything_is_read(content: bytes, key: str) -> None:
    with pytest.raises(FileError, match=f"^{key}$"):
        opened("x.csv", content, "Asia/Shanghai")
