"""Sheets become rows with values; every fault says where it is and what is expected."""

from collections.abc import Sequence

import pytest

from models.exchange.columns import IMPORTS, house
from models.exchange.drafting import drafted, fingerprint
from models.exchange.sheet import Draft, FileError, Sheet
from models.message import Message
from models.programme.activity import STARTING_KINDS
from tests.models.db.offices import CENTRE

HOUSE = house(CENTRE, STARTING_KINDS, ())
CHINESE = ["编号", "名称", "场地", "日期", "开始", "结束", "活动类型", "备注"]
ENGLISH = ["Kind", "END", "start time", "Date", "room", "title", "ID"]


def sheet(header: Sequence[str], *rows: Sequence[str]) -> Sheet:
    return Sheet(header=header, rows=rows, numbers=range(2, 2 + len(rows)))


def read(header: Sequence[str], *rows: Sequence[str], **defaults: str) -> Draft:
    return drafted(IMPORTS["sessions"], sheet(header, *rows), HOUSE, defaults)


def test_chinese_and_english_headers_in_any_order_mean_the_same() -> None:
    chinese = read(CHINESE, ["A-1", "太极班", "Room", "2026年12月5日", "9点半", "10:30", "文体公益", "忽略"])
    english = read(ENGLISH, ["culture-sport", "10:30", "09:30", "2026-12-05", "room", "太极班", "A-1"])
    assert chinese.lines[0].values == english.lines[0].values
    assert fingerprint(chinese.lines[0]) == fingerprint(english.lines[0])
    assert chinese.ignored == ["备注"]


def test_every_fault_of_a_row_names_row_column_value_and_what_is_expected() -> None:
    draft = read(ENGLISH, ["dancing", "10:30", "late", "2026-12-05", "cellar", "", "A-1"])
    assert draft.lines[0].values is None
    told = {(one.row, one.column, one.value, one.expected.key) for one in draft.lines[0].faults}
    assert told == {
        (2, "kind", "dancing", "import.expected.one_of"),
        (2, "start", "late", "import.expected.time"),
        (2, "space", "cellar", "import.expected.one_of"),
        (2, "title", "", "import.expected.filled"),
    }


def test_a_faulty_row_hides_no_good_one() -> None:
    good = ["culture-sport", "10:30", "09:30", "2026-12-05", "room", "太极班", "A-1"]
    draft = read(ENGLISH, ["", *good[1:]], good)
    assert [line.values is None for line in draft.lines] == [True, False]


def test_the_same_number_twice_is_a_fault_of_the_second() -> None:
    row = ["culture-sport", "10:30", "09:30", "2026-12-05", "room", "太极班", "A-1"]
    first, second = read(ENGLISH, row, row).lines
    assert first.faults == ()
    assert [one.expected for one in second.faults] == [Message("import.twice", {"row": 2})]


def test_a_row_without_a_number_is_known_by_place_and_time() -> None:
    row = ["culture-sport", "10:30", "09:30", "2026-12-05", "room", "太极班", ""]
    same, other = read(ENGLISH, row).lines[0], read(ENGLISH, [*row[:2], "09:00", *row[3:]]).lines[0]
    assert same.key == read(ENGLISH, [*row[:5], "Yoga", ""]).lines[0].key
    assert same.key != other.key


def test_defaults_fill_what_is_empty_or_missing_and_nothing_else() -> None:
    draft = read(
        ENGLISH[1:-2], ["10:30", "09:30", "2026-12-05", "hall"], kind="culture-sport", title="X", space="room"
    )
    assert draft.lines[0].values is not None
    assert [draft.lines[0].values[name] for name in ("space", "title", "kind")] == [
        "hall",
        "X",
        "culture-sport",
    ]


def test_a_missing_or_repeated_column_refuses_the_file() -> None:
    with pytest.raises(FileError) as missing:
        read(ENGLISH[1:], ["x"])
    assert missing.value.message == Message("import.file.no_column", {"name": "活动类型 / kind"})
    with pytest.raises(FileError, match="column_twice"):
        read([*ENGLISH, "日期"], ["x"])


@pytest.mark.parametrize("kind", IMPORTS.values(), ids=lambda kind: kind.key)
def test_no_two_columns_of_a_kind_share_a_name(kind: object) -> None:
    names = [name for column in kind.columns for name in {*column.names, column.key.replace("_", " ")}]  # type: ignore[attr-defined]
    assert len(names) == len(set(names))
