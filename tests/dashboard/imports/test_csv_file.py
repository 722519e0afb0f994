"""CSV in the encodings and with the signs that programs write; what is no CSV is refused."""

import pytest

from dashboard.imports.csv_file import read_csv
from dashboard.imports.limits import MOST_COLUMNS, MOST_ROWS
from models.exchange.sheet import FileError

TEXT = '编号,名称\nA-1,"太极, 初级"\n\nA-2,合唱\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_every_usual_encoding_gives_the_same_rows(encoding: str) -> None:
    sheet = read_csv(TEXT.encode(encoding))
    assert (sheet.header, sheet.rows, sheet.numbers) == (
        ["编号", "名称"],
        [["A-1", "太极, 初级"], ["A-2", "合唱"]],
        [2, 4],
    )


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_found_by_the_first_line(sign: str) -> None:
    sheet = read_csv(f'id{sign}"a,b;c\td,e;f"\r\n1{sign}2\r\n'.encode())
    assert (list(sheet.header), list(sheet.rows)) == (["id", "a,b;c\td,e;f"], [["1", "2"]])


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"id,name\n1,\xff\xff\n", "encoding"),
        (b"id,name\n1,\0\n", "binary"),
        (b'id,name\n1,"x\n', "bad_csv"),
        (b'id,name\n1,"x"y\n', "bad_csv"),
        (b"id,name\n" + b"x" * 200_000 + b",1\n", "bad_csv"),
        (b"id,name\n,\n , \n", "empty"),
        (b"id\n" + b"1\n" * (MOST_ROWS + 1), "too_many_rows"),
        (b"id" + b"," * MOST_COLUMNS + b"\n1\n", "too_many_columns"),
    ],
)
def test_what_is_no_csv_or_too_much_is_refused_in_words(content: bytes, key: str) -> None:
    with pytest.raises(FileError, match=f"^{key}$"):
        read_csv(content)
