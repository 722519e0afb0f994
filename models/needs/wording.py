"""What the words of a need mean: ways of saying the same, words that say nothing, and marks by which two places differ.

Residents' own spellings; read and compared, never shown.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_ALIKE = (
    "老人 老年人 长者 长辈 老人家 爷爷奶奶 爸妈 父母 老头老太太",
    "小孩 孩子 儿童 小朋友 娃娃 娃 小学生 小学 学生",
    "食堂 饭堂 餐厅 助餐点 助餐 饭菜 老年餐 午餐 午饭 吃饭 吃口热饭",
    "送餐 送饭 送到家 配送 送上门",
    "健身房 健身中心 健身馆 马力健身 健身器材 器械",
    "太挤 太多人 人太多 人挤人 挤不进去 太拥挤 拥挤 爆满 挤 排不上 排长队 没位置 排队太久",
    "早上 早晨 上午 清晨 一早",
    "晚上 夜里 傍晚 晚间 夜间 下班后 下班以后",
    "周末 星期六 星期天 周六 周日 礼拜天 双休日",
    "教 课程 课 班 培训 学 讲座 辅导 讲讲 老师",
    "电动车 电瓶车 电动自行车 电单车",
    "充电 充电桩 充电棚 充电口",
    "停车 车位 停车位 停车场",
    "路灯 照明 灯",
    "坏了 不亮 坏 故障 失灵 不能用 用不了 不工作 损坏 瘫痪",
    "修 维修 修理 修一下 修好 抢修 检修",
    "漏水 渗水 滴水 漏雨",
    "下水道 下水 排水 管道 污水管",
    "堵 堵塞 堵了 不通 疏通",
    "噪音 吵 太吵 扰民 噪声 吵闹 声音太大 音量",
    "广场舞 坝坝舞 跳舞 舞蹈",
    "垃圾 垃圾桶 垃圾堆 生活垃圾",
    "清理 打扫 清运 收拾 清扫 保洁",
    "臭 味道大 异味 难闻 臭气",
    "狗 宠物 犬 遛狗 狗狗",
    "手机 智能机 智能手机",
    "义诊 问诊 看病 坐诊 就医 医生",
    "托管 照看 看管 接送 带孩子 看护 有人管 没人管",
    "作业 功课",
    "放学 课后 下课",
    "理发 剪头发 剪发 理个发",
    "磨刀 磨剪刀 磨菜刀 磨剪子 没处磨",
    "家电 电器 小家电 电饭煲 电风扇 洗衣机 冰箱 微波炉",
    "书法 毛笔字 写字",
    "唱歌 合唱 歌咏 声乐",
    "图书 看书 阅读 书 借书 读书",
    "电梯 升降梯",
    "加装 安装 装 增加 增设 添 新建 建 设置 加 多设",
    "飞线 私拉电线 乱拉电线 拉线",
    "监控 摄像头 探头 摄像机",
    "诈骗 骗子 受骗 被骗 防诈骗 防诈 防骗 骗",
    "招聘 找工作 就业 工作 岗位",
    "社保 医保 养老金 退休金",
    "陪诊 陪看病 陪同就医 陪着去医院 陪去医院 去医院没人陪 陪同看病 陪着看病",
    "洗澡 助浴",
    "健身操 体操 锻炼 健身 运动",
    "延长 晚点关 晚一点关 推迟关门 关得太早 开久一点",
    "便宜 优惠 降价 太贵 价格高 打折",
    "座椅 长椅 凳子 板凳 休息椅 没处坐 椅子",
    "快递 包裹",
    "外卖 骑手 外卖员",
    "树 树枝 树木",
    "修剪 剪枝 砍",
    "积水 淹水 内涝",
    "坡道 无障碍 轮椅",
    "扶手 栏杆",
    "缝补 缝纫 改裤脚 改衣服",
    "心理 情绪 心情 疏导",
    "婴儿 宝宝 幼儿 婴幼儿 不到三岁 一岁多 两岁多",
    "门禁 单元门 大门",
    "羽毛球 羽球",
    "托育 日托 托儿所 托班",
    "血压 血糖 量血压 测血压 血压血糖",
    "牙 牙齿 口腔 牙医 看牙 牙科",
    "推拿 针灸 理疗 按摩 中医",
    "油烟 烧烤 餐馆 饭店 烟熏",
    "抽烟 吸烟 烟味 禁烟 吞云吐雾",
    "独居 空巢 一个人住 孤寡",
    "探访 看望 上门看看 看一看 来看看 说话",
    "日间照料 日照中心 日照 白天没人照看 白天送",
    "电影 影片 放电影 露天电影",
    "律师 法律 打官司",
    "河边 沿河 滨河 河滨 步道",
    "警察 民警 派出所 公安",
    "着火 火灾 起火 失火 消防",
    "杂物 堆满 乱放 旧家具 乱堆",
    "楼道 楼梯间 走道 过道",
    "屋面 楼顶 顶楼 屋顶",
    "牵绳 拴绳 牵绳子 没牵绳 不牵绳",
    "滑梯 滑滑梯",
    "认证 年审 刷脸",
    "清淡 少油 少盐 低盐 低脂 太咸 太油",
    "窗口 大厅 办事窗口 便民窗口 服务大厅",
    "乒乓球 乒乓",
)
"""A line: ways of saying the same, as precise as a duplicate needs."""

_SAYS_NOTHING = (
    "希望 能不能 能否 可不可以 可以 建议 请问 请来 麻烦 我们 我想 我要 我家 大家 居民 社区 小区 是不是 有没有 好几个 "
    "最好 应该 一下 一个 一次 一些 有点 觉得 感觉 真的 非常 特别 现在 经常 老是 总是 有人 好吗 谢谢 需要 提供 组织 能 想 "
    "开设 举办 开展 里面 这里 这边 那边 每月 定期 管一管 的 了 吗 呢 啊 呀 吧 请 很 也 都 就 还 又 再 给 把 在 和 个 "
    "for the a an to of in at is are please we i it and"
)

_INTENTS: Mapping[str, str] = {
    "broken": "坏|故障|不亮|失灵|修理|维修|检修|修一下|修好|没人修|漏|渗|堵|不通|破了|裂|断了|反水|黑漆漆|锁不上|疏通",
    "wanted": "没有|缺|希望装|安装|加装|增设|增加|多装|新建|想.{0,3}装|能不能装|装个|安个|建个|多种|没.{0,2}地方|没处|没场地|没台子|找不到",
    "priced": "贵|便宜|价格|收费|优惠|打折|降价|免费",
    "loud": "吵|噪|音量|扰民|喇叭|声音太大",
    "crowded": "挤|人太多|太多人|排队|排不上|爆满|没位置|没有?座位|名额|报不上|满的|满了|停车难|太少",
    "hours": "关门|关得|不开门|早一点|晚一点|早点开|延长|不上班|值班|也开|开放|关着",
    "danger": "危险|着火|起火|火灾|隐患|吓|丢了?|绊",
    "taste": "咸|油腻|太油|太硬|好吃|清淡|低盐|少盐|低脂",
    "dirty": "脏|臭|清理|清运|打扫|难闻|味道|没人收|没人捡|没人拉|油烟|烟味|抽烟|吸烟",
    "taught": "教|学|讲|课|班|老师|练",
    "recovered": "回收|搬走|移走|拆",
}
"""What is asked for, or complained of, of a thing: two that speak of one thing and ask for other things are two needs."""

_NEGATIONS = re.compile(
    r"不要|不想|别再?|取消|反对|停止|停办|禁止|拆除|拆掉|不同意|不赞成|不需要|没必要|少开|不用"
)
_PLACES = re.compile(
    r"[0-9一二三四五六七八九十两]+(?:号楼|栋|幢|单元|门|楼层|楼|层|期|区|号院|院|路|街)|[东南西北][门侧边区]|[前后左右]门|梅园|桂苑|广场|河边|市场"
)
_DIGITS = str.maketrans("一二三四五六七八九两", "1234567892")
_TIMES: Mapping[str, str] = {
    "morning": "早上|早晨|上午|清晨|一早|早饭|早餐",
    "noon": "中午|午间|午休|午饭|午餐|十二点",
    "afternoon": "下午",
    "evening": "晚上|夜里|傍晚|晚间|夜间|下班|晚饭|晚餐",
    "summer": "暑假|暑期|夏天|夏令营",
    "winter": "寒假|寒期|冬天|冬令营",
    "weekend": "周末|双休|周六|周日|星期六|星期天|礼拜",
}
_FIRST_SIGN = 0xE000
"""Signs that no text has (NFKC leaves them alone, and reading drops them): each stands for a way of saying the same."""

_WORDS: Sequence[tuple[str, str]] = sorted(
    ((word, chr(_FIRST_SIGN + n)) for n, line in enumerate(_ALIKE) for word in line.split()),
    key=lambda one: -len(one[0]),
)
_FOLDED = dict(_WORDS)
_FOLDS = re.compile("|".join(re.escape(word) for word, _ in _WORDS))
_NOTHING = re.compile(
    "|".join(re.escape(word) for word in sorted(_SAYS_NOTHING.split(), key=len, reverse=True))
)
_BREAKS = re.compile(r"[^0-9a-z\u3400-\u9fff\ue000-\uf8ff]+")


def bare(text: str) -> str:
    """Half width, small letters, without signs that are ours."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if not 0xE000 <= ord(sign) <= 0xF8FF)


def meant(text: str) -> tuple[frozenset[str], Sequence[str]]:
    """The concepts of a text, and the pieces of words that no line of ours knows, without what says nothing."""
    folded = _FOLDS.sub(lambda found: f" {_FOLDED[found[0]]} ", _BREAKS.sub(" ", bare(text)))
    parts = [part for whole in folded.split() for part in _NOTHING.sub(" ", whole).split()]
    concepts = frozenset(part for part in parts if len(part) == 1 and ord(part) >= _FIRST_SIGN)
    return concepts, [part for part in parts if part not in concepts]


def is_against(text: str) -> bool:
    """Whether it asks that something be not, or no longer."""
    return _NEGATIONS.search(bare(text)) is not None


def places(text: str) -> frozenset[str]:
    """The houses, gates and streets that it names, numbers in one spelling."""
    return frozenset(one.translate(_DIGITS) for one in _PLACES.findall(bare(text)))


def times(text: str) -> frozenset[str]:
    """The parts of the day, the week and the year that it names."""
    return _named(_TIMES, text)


def intents(text: str) -> frozenset[str]:
    """What it asks for, or complains of."""
    return _named(_INTENTS, text)


def _named(table: Mapping[str, str], text: str) -> frozenset[str]:
    plain = bare(text)
    return frozenset(name for name, pattern in table.items() if re.search(pattern, plain))
