"""What the simulated centre offers, and by whom: kinds of activity, groups, coaches, and the names behind the desk's codes."""

from collections.abc import Mapping

from ingest.simulator.courses import GROUPS
from models.message import LocalText
from models.programme.activity import ActivityKind, Organiser, OrganiserKind
from models.programme.who import Who


def _text(zh: str, en: str) -> LocalText:
    return {"zh-Hans": zh, "en": en}


def _kind(key: str, zh: str, en: str, *, benefit: bool = True) -> ActivityKind:
    return ActivityKind(key=key, name=_text(zh, en), public_benefit=benefit)


KINDS: Mapping[str, ActivityKind] = {
    "orange": _kind("sport", "文体活动", "Sport and dance", benefit=False),
    "green": _kind("craft", "书画手工", "Art and craft", benefit=False),
    "red": _kind("council", "党群议事", "Party and council"),
    "blue": _kind("safety", "平安宣教", "Safety"),
    "purple": _kind("family", "亲子童伴", "Families and children"),
    "white": _kind("health", "健康服务", "Health"),
    "silver": _kind("seniors", "乐龄活动", "Seniors"),
}
"""By the zone of the room in which they take place."""

SELF_ORGANISED = _kind("neighbours", "错峰自乐", "Neighbours among themselves")

CENTRE = Organiser(id="centre", kind=OrganiserKind.CENTRE, name=_text("邻里中心", "The centre"))

GROUP_ORGANISERS = tuple(
    Organiser(id=f"group-{n}", kind=OrganiserKind.GROUP, name=group.title, people=group.persons)
    for n, group in enumerate(GROUPS)
)
"""In the order of GROUPS."""

COACHES = tuple(
    Organiser(id=f"coach-{n}", kind=OrganiserKind.COACH, name=_text(zh, en))
    for n, (zh, en) in enumerate(
        (
            ("陈老师", "Ms Chen"),
            ("刘老师", "Mr Liu"),
            ("张老师", "Ms Zhang"),
            ("杨教练", "Coach Yang"),
            ("黄老师", "Ms Huang"),
            ("周教练", "Coach Zhou"),
        )
    )
)

ENROLLED = frozenset(KINDS) - {"red"}
"""Where places are booked one by one; to a council whoever lives here may come."""

FAMILY_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"

PARTIES = 600
"""Neighbours who book..."""

PAY_LESS = ((110, Who.SENIOR_75), (230, Who.SENIOR_60), (260, Who.DISABLED), (330, Who.STUDENT))
"""...of whom those with a smaller number than these pay less, the first that fits..."""

CONCESSIONS = PAY_LESS[-1][0]
"""...so many altogether."""
