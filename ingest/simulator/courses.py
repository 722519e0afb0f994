"""What is held in the rooms every week: courses and fixed groups by zone, and titles of groups that ask for a free hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from models.message import LocalText

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A weekly series. fill: mean share of the seats that come; ghost: how often nobody does.

    after, before: the effect of EFFECTS whose running brings it, or ends it while it lasts.
    """

    key: str
    title: LocalText
    weekdays: tuple[int, ...]
    start: time
    minutes: int
    seats: float
    fill: float = 0.75
    ghost: float = 0.05
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours who organise themselves and ask for a free hour (错峰自乐组织)."""

    title: LocalText
    persons: int


def _text(zh: str, en: str) -> LocalText:
    return {"zh-Hans": zh, "en": en}


def _course(
    key: str,
    zh: str,
    en: str,
    weekdays: tuple[int, ...],
    start: str,
    minutes: int,
    seats: float,
    *,
    fill: float = 0.75,
    ghost: float = 0.05,
) -> Course:
    return Course(
        key=key,
        title=_text(zh, en),
        weekdays=weekdays,
        start=time.fromisoformat(start),
        minutes=minutes,
        seats=seats,
        fill=fill,
        ghost=ghost,
    )


_MOVED = _text("交谊舞提高班", "Ballroom dance, advanced")

COURSES: Mapping[str, tuple[Course, ...]] = {
    "orange": (
        _course("square", "广场舞队晨练", "Plaza dance morning group", (MON, WED, FRI), "09:00", 90, 0.8),
        _course("taichi", "太极拳", "Tai chi", (TUE, THU, SAT), "09:00", 90, 0.6, fill=0.8),
        _course("yoga", "瑜伽", "Yoga", (MON, THU), "19:00", 75, 0.6, fill=0.85),
        _course("kids-dance", "少儿舞蹈", "Children's dance", (WED, FRI), "16:30", 75, 0.6, fill=0.8),
        _course("kids-weekend", "少儿街舞", "Children's street dance", (SAT, SUN), "10:45", 75, 0.6),
        _course("choir", "夕阳红合唱团", "Evening-glow choir", (TUE, FRI), "14:30", 90, 0.9),
        _course("aerobics", "健身操", "Aerobics", (WED, FRI), "19:15", 75, 0.7, fill=0.7),
        Course(
            key="ballroom-evening",
            title=_MOVED,
            weekdays=(TUE,),
            start=time(19, 0),
            minutes=90,
            seats=0.7,
            fill=0.5,
            before="dance-class-moved",
        ),
        Course(
            key="ballroom-afternoon",
            title=_MOVED,
            weekdays=(THU,),
            start=time(15, 0),
            minutes=90,
            seats=0.7,
            fill=0.65,
            after="dance-class-moved",
        ),
    ),
    "green": (
        _course("calligraphy", "书法班", "Calligraphy", (MON, WED), "09:30", 120, 0.8),
        _course("painting", "国画班", "Ink painting", (TUE, THU), "09:30", 120, 0.7, fill=0.8),
        _course("paper", "剪纸手工", "Paper cutting", (FRI,), "14:30", 90, 0.7, ghost=0.12),
        _course("kids-paint", "少儿创意画", "Children's painting", (SAT, SUN), "10:00", 90, 0.9, fill=0.85),
        _course("bamboo", "蜀绣与竹编", "Shu embroidery & bamboo", (WED,), "14:30", 120, 0.6),
        _course("homework", "四点半课堂", "Half-past-four class", (MON, TUE, THU), "16:30", 90, 0.8),
        _course("evening-pen", "硬笔书法夜校", "Handwriting night school", (TUE, THU), "19:00", 90, 0.7),
    ),
    "red": (
        _course("party", "主题党日", "Party member day", (FRI,), "14:30", 120, 0.9, fill=0.8),
        _course("council", "居民议事会", "Residents' council", (WED,), "19:00", 90, 0.8, fill=0.7),
        _course("grid", "网格例会", "Grid team meeting", (MON,), "09:00", 60, 0.6, fill=0.9, ghost=0.02),
        _course("law", "法律咨询", "Legal advice", (TUE, THU), "14:00", 120, 0.4, fill=0.5, ghost=0.1),
        _course("mediation", "邻里调解", "Neighbour mediation", (WED, FRI), "10:00", 60, 0.4, ghost=0.18),
    ),
    "blue": (
        _course("fire", "消防安全课", "Fire safety class", (WED,), "15:00", 90, 0.7, ghost=0.1),
        _course("fraud", "防诈骗宣讲", "Fraud prevention talk", (FRI,), "10:00", 60, 0.7),
    ),
    "purple": (
        _course("reading", "亲子阅读", "Parents and children read", (SAT, SUN), "10:00", 90, 0.8),
        _course("mum", "童伴妈妈课堂", "Companion mothers' class", (TUE, THU), "18:30", 90, 0.6),
    ),
    "white": (
        _course("health", "健康讲座", "Health talk", (WED,), "09:30", 90, 0.8),
        _course("pulse", "中医义诊", "Free Chinese-medicine check", (SAT,), "09:00", 150, 0.7, fill=0.9),
    ),
    "silver": (
        _course("opera", "川剧票友会", "Sichuan opera friends", (TUE, SAT), "14:30", 120, 0.8),
        _course("phone", "老年智能手机班", "Smartphones for seniors", (MON, THU), "09:30", 90, 0.7),
    ),
}
"""By the zone of the room (a room is booked when its group minimum is above one)."""

GROUPS: tuple[Group, ...] = (
    Group(_text("摄影爱好者小组", "Photography circle"), 8),
    Group(_text("围棋小组", "Go circle"), 10),
    Group(_text("葫芦丝自乐队", "Hulusi players"), 9),
    Group(_text("编织姐妹团", "Knitting sisters"), 7),
    Group(_text("读书会", "Reading circle"), 12),
    Group(_text("志愿者培训", "Volunteer training"), 15),
    Group(_text("院落联席会", "Courtyard meeting"), 10),
    Group(_text("亲子手工", "Family crafts"), 14),
)
