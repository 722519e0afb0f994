"""The pool of the simulated centre, and whom it matched with which need."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from ingest.simulator.community.intake import close_needs
from ingest.simulator.community.stage import COORDINATOR, Stage
from models.needs.need import WantedTime
from models.needs.provider import Match, MatchStatus, Provider, ProviderKind, Qualification
from models.ports import Ports
from models.services.loop import needs_of, pool_of
from models.services.matching import Wanted, agree_all, end, match_all
from models.services.pool import save_provider

_TALENTS = (
    ("clinic", "社区卫生服务站", "Health station", "健康 义诊 血压 康复", 1_200, (Qualification.MEDICAL,)),
    ("nurses", "助老护理队", "Care team", "养老 照料 老人 助浴 陪诊", 900, (Qualification.MEDICAL,)),
    ("tutors", "大学生支教队", "Student tutors", "儿童 孩子 作业 放学 托管", 1_500, (Qualification.MINORS,)),
    ("readers", "亲子阅读志愿队", "Reading friends", "亲子 阅读 儿童", 400, (Qualification.MINORS,)),
    ("fire", "消防救援站", "Fire station", "消防 安全 巡逻", 360, (Qualification.FIRE,)),
    ("police", "社区警务室", "Police room", "安全 防诈骗 巡逻", 480, ()),
    ("coach", "太极教练组", "Tai chi coaches", "太极 健身 运动", 900, (Qualification.COACH,)),
    ("art", "老年书画社", "Calligraphy society", "书法 文化 课程 合唱", 800, ()),
    ("barber", "义剪队", "Barbers who give", "理发 便民 缝补", 300, ()),
    ("repair", "老机务维修组", "Old depot menders", "维修 家电 便民 磨刀", 600, ()),
    ("lawyer", "公益律师", "Lawyers who give", "法律 政务 就业", 240, ()),
)
"""Key, names, skills, minutes a month, papers."""

_RESOURCES = (
    ("bank", "辖区银行网点", "Bank branch", "防诈骗 安全 社保", 2_000_000, ("宣传册",)),
    ("shop", "邻里商户联盟", "Shops’ alliance", "便民 食堂 送餐", 1_500_000, ("米面油",)),
    ("charity", "社区基金会", "Community foundation", "养老 儿童 环境", 8_000_000, ()),
)
"""Key, names, what they are for, fen, goods."""

_HOURS = tuple(WantedTime(weekday=day, start_minute=540, end_minute=1_260) for day in range(7))
EXPIRED = "police"
"""Whose paper ran out, so that the page has somebody to warn about."""

CALLED_OFF = "对方临时有事，另约"
MATCHED = 24
MATCHED_AT = 0.3
"""Share of the past: some weeks after the sitting."""

DONE_OF, CALLED_OFF_OF = 2, 9
"""Every which match is done, and every which is called off."""


def providers(today: date) -> Iterator[Provider]:
    for key, zh, en, tags, minutes, papers in _TALENTS:
        until = today + timedelta(days=-20 if key == EXPIRED else 400)
        yield replace(
            _provider(key, zh, en, tags, ProviderKind.TALENT),
            minutes_a_month=minutes,
            hours=_HOURS,
            qualified=dict.fromkeys(papers, until),
            valid_to=until if key == EXPIRED else None,
        )
    for key, zh, en, tags, fen, goods in _RESOURCES:
        yield replace(
            _provider(key, zh, en, tags, ProviderKind.RESOURCE),
            money_fen=fen,
            goods=goods,
            minutes_a_month=120,
        )


def _provider(key: str, zh: str, en: str, tags: str, kind: ProviderKind) -> Provider:
    name = {"zh-Hans": zh, "en": en}
    return Provider(id=f"sim-{key}", kind=kind, name=name, tags=frozenset(tags.split()), score=0.8)


def match(stage: Stage) -> list[Match]:
    """The best assignment as a coordinator agrees to it: some is done and its need met, some is called off, the rest stands."""
    stage.go(MATCHED_AT)
    kept = pool_of(stage.ports)
    known = {one.id for one in kept.providers()}
    for one in providers(stage.day(1.0)):
        if one.id not in known:
            save_provider(stage.ports, COORDINATOR, one)
    if not kept.matches():
        _agree(stage)
    stage.go(0.9)
    agreed = sorted(kept.matches(), key=lambda one: (one.need, one.id))
    return [
        _ended(stage, one, n) if one.status is MatchStatus.AGREED else one for n, one in enumerate(agreed)
    ]


def _agree(stage: Stage) -> None:
    """On what was asked for by then."""
    proposal = match_all(stage.ports, COORDINATOR)
    pairs = proposal.assignment.pairs
    asked = needs_of(stage.ports).find([one.need for one in pairs])
    told = {one.id for one in asked if one.received_at <= stage.now}
    wanted = [
        Wanted(need=one.need, provider=one.provider, things=frozenset({one.thing}))
        for one in pairs
        if one.need in told
    ]
    agree_all(_away(stage), COORDINATOR, wanted[:MATCHED])


def _away(stage: Stage) -> Ports:
    """A day is agreed on by telephone later: without a timetable there is no hour to look for."""
    return replace(stage.ports, programme=None)


def _ended(stage: Stage, one: Match, n: int) -> Match:
    if n % CALLED_OFF_OF == CALLED_OFF_OF - 1:
        return end(stage.ports, COORDINATOR, one.id, one.revision, MatchStatus.CANCELLED, CALLED_OFF)
    if n % DONE_OF:
        return one
    done = end(stage.ports, COORDINATOR, one.id, one.revision, MatchStatus.DONE)
    close_needs(stage, [one.need])
    return done
