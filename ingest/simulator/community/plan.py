"""What the simulated community undertook: sixteen projects and one that was called off, and the kinds of activity that its people name."""

from dataclasses import dataclass

from models.needs.project import ProjectKind, Stage, Standing
from models.programme.activity import STARTING_KINDS, ActivityKind


@dataclass(frozen=True, slots=True)
class Work:
    """A project as it will have become. asks: keys of what residents asked for; yuan: its budget; begins: share of the past;
    activities: how many were held for it; people: who come to one, on average; space, promised_hours: of a refit, person-hours
    a week."""

    zh: str
    en: str
    topic: str
    asks: tuple[str, ...]
    yuan: int
    begins: float
    stage: Stage = Stage.CLOSED
    standing: Standing = Standing.RUNNING
    court: str = ""
    kind: ProjectKind = ProjectKind.SERVICE
    activity: str = "culture-sport"
    activities: int = 8
    people: int = 60
    scores: tuple[int, ...] = (92, 88, 90)
    space: str = ""
    promised_hours: float = 0.0


_D, _F = Stage.DELIVERY, Stage.FEEDBACK

WORKS = (
    Work("四点半课堂", "After-school class", "children", ("class",), 48_000, 0.12, activity="demo-children", activities=14, people=60),
    Work("助老陪诊", "Company to the doctor", "care", ("company",), 26_000, 0.12, activity="demo-elders", activities=10, people=30),
    Work("邻里义集", "Neighbours’ fair", "daily", ("hair", "mend"), 30_000, 0.13, activity="charity-fair", activities=9, people=450),
    Work("中医义诊进院落", "Doctors in the courtyards", "health", ("clinic", "pressure"), 22_000, 0.13, activity="demo-health", activities=9, people=120),
    Work("童伴之家七彩更新", "Children’s house made new", "children", ("holiday",), 100_000, 0.13, kind=ProjectKind.REFIT, activity="demo-children", activities=6, people=55, scores=(94, 92, 90), space="children", promised_hours=420.0),
    Work("院落微花园", "Courtyard gardens", "environment", ("green",), 60_000, 0.14, court="y05", activity="courtyard", activities=7, people=70, scores=(96, 94, 90)),
    Work("防诈骗巡讲", "Talks against fraud", "safety", ("fraud",), 12_000, 0.2, _F, activity="demo-safety", activities=6, people=150),
    Work("老年书画班", "Calligraphy for elders", "culture", ("calligraphy",), 18_000, 0.2, _F, activities=8, people=32),
    Work("助浴上门", "Baths at home", "care", ("bath",), 56_000, 0.3, _D, activity="demo-elders", activities=8, people=18),
    Work("晨间太极", "Tai chi in the morning", "fitness", ("taichi",), 9_000, 0.3, _D, activities=9, people=80),
    Work("露天电影夜", "Open-air films", "culture", ("film",), 24_000, 0.32, _D, activities=6, people=380),
    Work("院落路灯更新", "New lamps", "safety", ("lamp",), 75_000, 0.35, _D, Standing.PAUSED, court="y08", activity="courtyard", activities=3, people=40),
    Work("亲子读书会", "Reading with parents", "children", ("reading",), 15_000, 0.5, Stage.MATCHING, activities=0),
    Work("下水道疏通", "Clear drains", "property", ("drain",), 90_000, 0.6, Stage.APPROVAL, court="y02", activities=0),
    Work("充电桩进院", "Charging points", "property", ("charge",), 120_000, 0.7, Stage.FEASIBILITY, court="y11", activities=0),
    Work("快递柜进院", "Parcel lockers", "daily", ("parcel",), 40_000, 0.5, Stage.FEASIBILITY, Standing.CANCELLED, court="y09", activities=0),
    Work("心理驿站", "A place to talk", "health", ("mind",), 36_000, 0.93, Stage.COLLECTING, activities=0),
)  # fmt: skip
"""In all stages: six that are over, two being judged, four under way, of which one rests, and five before that."""

INDICATORS = (("目标达成 Reach", 40), ("服务质量 Quality", 35), ("资料完整 Papers", 25))
SOURCE = "社区专项资金（模拟）"
CANCELLED_FOR, PAUSED_FOR = "产权单位不同意占用门口用地", "等待电力部门施工许可"
FINDING = "部分活动签到记录缺失"


def _kind(key: str, zh: str, en: str) -> ActivityKind:
    return ActivityKind(key=key, name={"zh-Hans": zh, "en": en}, public_benefit=True)


KINDS = (
    *STARTING_KINDS,
    _kind("demo-children", "童伴成长（演示）", "Children (demo)"),
    _kind("demo-elders", "乐龄关怀（演示）", "Elders (demo)"),
    _kind("demo-health", "健康惠民（演示）", "Health (demo)"),
    _kind("demo-safety", "平安邻里（演示）", "Safety (demo)"),
)
"""The three that are publicly named and four that this demonstration made up, which their names say."""
