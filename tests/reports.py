"""Statements of a month, made by hand: full, without data, and with hostile names in every cell."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from models.message import LocalText, Message
from models.metric import METRICS
from models.report.monthly_statement import Head
from models.report.sheet import Absent, Cell, Column, Row, Table

HEAD = Head(
    centre="jiuyanqiao",
    name={"zh-Hans": "九眼桥邻里中心", "en": "Jiuyanqiao Neighbourhood Centre"},
    month=date(2026, 10, 1),
    number="JYQ-2026-10",
    version=0,
    run="01J0000000",
    as_of=datetime(2026, 10, 31, 16, tzinfo=UTC),
    calc_version=3,
    digest="ab" * 32,
    coverage=0.913,
    is_simulated=True,
)

SPACES: Sequence[LocalText] = (
    {"zh-Hans": "健身房", "en": "Gym"},
    {"zh-Hans": "多功能厅", "en": "Hall"},
    {"zh-Hans": "舞蹈室", "en": "Dance room"},
    {"zh-Hans": "社区食堂", "en": "Canteen"},
)

HOSTILE = (
    *(
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "＝1+1",
        "http://example.org/x",
        "{=1+1}",
        "0012",
    ),
    *(
        "#panic()",
        "*_$ x $_* `raw`",
        "#let x = 1",
        "]] [[ // /* */",
        "\\u{202e}",
        "\u202eabc\u202c",
        "مركز الحي",
    ),
    *(
        "🎉🏀",
        "\x00\x01\x1b[31m",
        "a\nb\r\nc",
        "x" * 5000,
        "[]:*?/\\",
        "'quoted'",
        "&amp;<b>",
        "\ufeff=1",
        "{name}",
    ),
    *("𠮷野家", "\ud800", "\uffff", "{0}", "%s%n"),
)
"""What a name may hold that somebody typed or a device sent."""


def named(text: LocalText | str) -> Cell:
    return Cell(name={"zh-Hans": text} if isinstance(text, str) else text)


def said(key: str) -> Cell:
    return Cell(text=Message(key))


def use_table(names: Sequence[LocalText | str] = SPACES) -> Table:
    """A row for each space, one of them flagged and one without data, and their total."""
    metrics = [METRICS[key] for key in ("person_hours", "utilisation", "utilisation_booked", "entries")]
    columns = (Column(key="space"), *(Column(key=one.key, unit=one.unit, is_metric=True) for one in metrics))
    rows = [
        Row(
            key=f"space{n}",
            cells=(
                named(name),
                Cell(number=1234.5 + n),
                Cell(number=0.3 + n / 50, coverage=0.93),
                Cell(number=0.62, coverage=0.7, is_flagged=True) if n == 1 else Cell(absent=Absent.NO_DATA),
                Cell(count=3210 * n),
            ),
        )
        for n, name in enumerate(names)
    ]
    total = Row(
        key="total",
        is_total=True,
        cells=(
            said("report.total"),
            *(Cell(number=value) for value in (5000.0, 0.345, 0.62)),
            Cell(count=19260),
        ),
    )
    return Table(key="use", columns=columns, rows=(*rows, total))
