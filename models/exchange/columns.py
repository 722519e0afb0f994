"""The kinds of rows that can be brought in, and what each of their columns is called in either language."""

from collections.abc import Mapping

from models.exchange.activity_columns import ACTIVITIES
from models.exchange.cell import choice, clock, day, days, number, party_code, several, words, yes_or_no
from models.exchange.column import Column as Column
from models.exchange.column import House as House
from models.exchange.column import ImportKind as ImportKind
from models.exchange.column import house as house
from models.exchange.column import plainly
from models.exchange.money_columns import COST, TAKINGS
from models.exchange.need_columns import NEEDS
from models.exchange.price_columns import PRICES, WHO
from models.exchange.property_columns import BUILDINGS, WORK_ORDERS
from models.exchange.statement_columns import STATEMENT
from models.exchange.weather_columns import WEATHER
from models.programme.draft import LONGEST_MINUTES, LONGEST_TITLE, MOST_PEOPLE
from models.programme.rule import LONGEST_TEXT
from models.programme.series import HolidayPolicy

_LONGEST_KEY = 120
_POLICIES = {
    **{policy.value: policy.value for policy in HolidayPolicy},
    "照常": "keep",
    "停开": "skip",
    "顺延": "shift",
    "按日类型": "as_daytype",
}

_SPACE = Column(
    "space",
    ("场地", "space", "空间", "room", "venue"),
    lambda house: choice(house.spaces),
    required=True,
    example="gym",
)
_UNITS = Column("units", ("分区", "units", "半场", "parts"), plainly(several), default=())
_TITLE = Column(
    "title",
    ("名称", "title", "活动", "课程", "name"),
    plainly(words(LONGEST_TITLE)),
    required=True,
    example="太极班",
)
_TITLE_EN = Column(
    "title_en", ("英文名称", "english title"), plainly(words(LONGEST_TITLE)), example="Tai chi"
)
_KIND = Column(
    "kind",
    ("活动类型", "kind", "类型", "activity"),
    lambda house: choice(house.kinds),
    required=True,
    example="culture-sport",
)
_ORGANISER = Column(
    "organiser",
    ("主办", "organiser", "主办方", "团队", "organizer"),
    lambda house: choice(house.organisers),
    default="centre",
    example="centre",
)
_COACH = Column("coach", ("教练", "coach", "老师", "teacher"), lambda house: choice(house.organisers))
_PLACES = Column(
    "places", ("名额", "places", "capacity"), plainly(number(0, MOST_PEOPLE)), default=0, example="20"
)
_EXPECTED = Column("expected", ("预计人数", "expected"), plainly(number(0, MOST_PEOPLE)), default=0)
_START = Column(
    "start", ("开始", "start", "开始时间", "start time"), plainly(clock), required=True, example="09:00"
)
_SESSION = Column(
    "session",
    ("场次编号", "session", "session id"),
    plainly(words(_LONGEST_KEY)),
    required=True,
    example="A-1",
)


def _key(*names: str, required: bool = False) -> Column:
    return Column("key", names, plainly(words(_LONGEST_KEY)), required=required, example="A-1")


_KINDS = (
    ImportKind(
        key="sessions",
        columns=(
            _key("编号", "id", "external id", "场次编号"),
            _SPACE,
            _UNITS,
            Column("day", ("日期", "date"), plainly(day), required=True, example="2026-12-05"),
            _START,
            Column(
                "end",
                ("结束", "end", "结束时间", "end time"),
                plainly(clock),
                required=True,
                example="10:30",
            ),
            _TITLE,
            _TITLE_EN,
            _KIND,
            _ORGANISER,
            _COACH,
            _PLACES,
            _EXPECTED,
            Column("called_off", ("已取消", "called off", "cancelled"), plainly(yes_or_no), default=False),
        ),
        natural=("space", "units", "day", "start"),
    ),
    ImportKind(
        key="bookings",
        columns=(
            _key("编号", "id", "external id", "预约编号", "booking"),
            _SESSION,
            Column(
                "party",
                ("预约人代号", "party", "代号", "code"),
                plainly(party_code),
                required=True,
                example="王* 3721",
            ),
            Column(
                "seats", ("座位数", "seats", "人数"), plainly(number(1, MOST_PEOPLE)), default=1, example="1"
            ),
            Column(
                "pays_as",
                ("付费身份", "pays as"),
                plainly(choice(WHO)),
                default="",
                example="senior_75",
            ),
        ),
        natural=("session", "party"),
    ),
    ImportKind(
        key="series",
        columns=(
            _key("编号", "id", "external id"),
            _SPACE,
            _UNITS,
            Column(
                "first",
                ("首日", "first", "开始日期", "first day"),
                plainly(day),
                required=True,
                example="2026-12-07",
            ),
            _START,
            Column(
                "minutes",
                ("时长", "minutes", "分钟"),
                plainly(number(1, LONGEST_MINUTES)),
                required=True,
                example="90",
            ),
            Column(
                "rule",
                ("重复规则", "rule", "rrule"),
                plainly(words(LONGEST_TEXT)),
                example="FREQ=WEEKLY;BYDAY=MO",
            ),
            Column("left_out", ("停开日期", "left out", "exdate"), plainly(days), default=()),
            Column("extra_dates", ("加开日期", "extra dates", "rdate"), plainly(days), default=()),
            Column(
                "holiday_policy",
                ("节假日", "holidays", "holiday policy"),
                plainly(choice(_POLICIES)),
                default=HolidayPolicy.SKIP.value,
                example="skip",
            ),
            _TITLE,
            _TITLE_EN,
            _KIND,
            _ORGANISER,
            _COACH,
            _PLACES,
            _EXPECTED,
        ),
        natural=("space", "units", "first", "start", "title"),
    ),
    ImportKind(
        key="attendance",
        columns=(
            _SESSION,
            Column(
                "people",
                ("人数", "people", "到场人数"),
                plainly(number(0, MOST_PEOPLE)),
                required=True,
                example="18",
            ),
            Column("concession", ("优惠人数", "concession"), plainly(number(0, MOST_PEOPLE)), default=None),
        ),
        natural=("session",),
    ),
    STATEMENT,
    TAKINGS,
    COST,
    BUILDINGS,
    WORK_ORDERS,
    PRICES,
    WEATHER,
    NEEDS,
    ACTIVITIES,
)

IMPORTS: Mapping[str, ImportKind] = {kind.key: kind for kind in _KINDS}
"""What a file may hold a row of. To add one: a row here, and how it is written, in models.services.imports."""
