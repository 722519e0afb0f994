"""Files are parsed by a process of its own, which hostile ones bring down alone."""

import sys

import pytest

from dashboard.imports import reading
from dashboard.imports.reading import read_file
from models.exchange.sheet import FileError
from models.message import Message
from tests.dashboard.imports.packed import LAUGHS, SHEET, a_workbook, repacked

ZONE = "Asia/Shanghai"


def test_an_honest_file_comes_back_as_its_rows() -> None:
    ((kind, sheet),) = read_file("x.xlsx", a_workbook(["id", "名称"], ["1", "太极"]), ZONE)
    assert (kind, sheet.header, sheet.rows, sheet.numbers) == ("", ["id", "名称"], [["1", "太极"]], [2])


def test_a_hostile_file_ends_in_a_refusal_in_words() -> None:
    laughing = repacked(a_workbook(["id"], ["1"]), {SHEET: LAUGHS})
    with pytest.raises(FileError) as refused:
        read_file("x.xlsx", laughing, ZONE)
    assert refused.value.message == Message("import.file.broken")
    with pytest.raises(FileError) as refused:
        read_file("../../etc/x.csv", b"id\n" + b"1\n" * 20_001, ZONE)
    assert refused.value.message == Message("import.file.too_many_rows", {"most": 20_000})


@pytest.mark.parametrize("deed", ["x = bytearray(3 * 10**9)", "while True: pass", "import os; os.abort()"])
def test_a_parser_that_takes_too_much_is_given_up(deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = "import dashboard.imports.child as c; c.SECONDS = 1; c.confine(); "
    command = [sys.executable, "-c", limits + "exec(" + repr(deed) + ")"]
    monkeypatch.setattr(reading, "_command", lambda *_: command)
    with pytest.raises(FileError, match="^too_heavy$"):
        read_file("x.csv", b"id\n1\n", ZONE)
