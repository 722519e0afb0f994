"""The topics that a centre begins with: the public categories of embedded neighbourhood services (国办函〔2023〕121号), and
what residents besides ask a neighbourhood for. A centre adds its own and retires what it does not use."""

from collections.abc import Iterable, Mapping, Sequence

from models.centre import Centre, SpaceKind
from models.needs.need import Topic


def _tags(words: str) -> frozenset[str]:
    return frozenset(words.split())


STARTING_TOPICS: Sequence[Topic] = (
    Topic(
        key="care",
        name={"zh-Hans": "养老照料", "en": "Care of elders"},
        tags=_tags("养老 照料 老人 陪护 日间照料 居家 上门 陪诊 助浴"),
        medical=True,
        zone="silver",
    ),
    Topic(
        key="meals",
        name={"zh-Hans": "社区助餐", "en": "Meals"},
        tags=_tags("食堂 助餐 送餐 吃饭 饭菜 早餐 晚餐"),
        space_kind=SpaceKind.CANTEEN.value,
    ),
    Topic(
        key="children",
        name={"zh-Hans": "托育儿童", "en": "Children"},
        tags=_tags("儿童 孩子 托育 托管 亲子 作业 放学 假期"),
        minors=True,
        zone="purple",
    ),
    Topic(
        key="health",
        name={"zh-Hans": "健康服务", "en": "Health"},
        tags=_tags("健康 义诊 体检 血压 中医 康复 心理"),
        medical=True,
        zone="white",
    ),
    Topic(
        key="fitness",
        name={"zh-Hans": "体育健身", "en": "Fitness"},
        tags=_tags("健身 运动 太极 瑜伽 乒乓球 广场舞 跳舞"),
        space_kind=SpaceKind.GYM.value,
    ),
    Topic(
        key="culture",
        name={"zh-Hans": "文化休闲", "en": "Culture and leisure"},
        tags=_tags("文化 书法 合唱 阅读 课程 手工 棋牌 电影"),
        space_kind=SpaceKind.ROOM.value,
    ),
    Topic(
        key="daily",
        name={"zh-Hans": "家政便民", "en": "Household help"},
        tags=_tags("家政 维修 理发 磨刀 缝补 便民 快递 家电"),
        space_kind=SpaceKind.MARKET.value,
    ),
    Topic(
        key="property",
        name={"zh-Hans": "物业设施", "en": "Property and buildings"},
        tags=_tags("物业 电梯 停车 充电 门禁 漏水 下水 维修 加装"),
    ),
    Topic(
        key="environment",
        name={"zh-Hans": "环境卫生", "en": "Environment"},
        tags=_tags("环境 垃圾 绿化 噪音 卫生 宠物 油烟"),
    ),
    Topic(
        key="safety",
        name={"zh-Hans": "平安安全", "en": "Safety"},
        tags=_tags("安全 路灯 消防 监控 防诈骗 飞线 巡逻"),
    ),
    Topic(
        key="government",
        name={"zh-Hans": "政务办事", "en": "Public services"},
        tags=_tags("政务 办事 社保 就业 招聘 证件 窗口 法律"),
        space_kind=SpaceKind.DESK.value,
    ),
    Topic(key="other", name={"zh-Hans": "其他", "en": "Something else"}),
)


def topics_of(kept: Iterable[Topic]) -> Mapping[str, Topic]:
    """By key, the starting ones first: what a centre keeps stands in place of the starting topic of its key."""
    own = {topic.key: topic for topic in kept}
    return {topic.key: own.get(topic.key, topic) for topic in STARTING_TOPICS} | own


def zones_of(topic: Topic, centre: Centre) -> frozenset[str]:
    """The zones of the spaces where it would take place; empty = in none of them."""
    if topic.zone:
        return frozenset({topic.zone})
    return frozenset(space.zone for space in centre.spaces.values() if space.kind.value == topic.space_kind)
