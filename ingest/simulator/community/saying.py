"""What the simulated residents ask for, each in several wordings: those of one row want the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that people want. local: of one's own courtyard, so that two courtyards want two things; hours: local hours of
    the week in which one would come, (weekday, from, to), () = not said; crowded: kind of space that is too full, "" = none."""

    key: str
    topic: str
    says: tuple[str, ...]
    local: bool = False
    hours: tuple[tuple[int, int, int], ...] = ()
    crowded: str = ""


EVENING = ((1, 19, 21), (3, 19, 21))
MORNING = ((0, 9, 11), (2, 9, 11), (4, 9, 11))
AFTER_SCHOOL = tuple((day, 16, 18) for day in range(5))

ASKS = (
    Ask("bath", "care", ("想请人上门帮老人洗澡", "家里老人行动不便，希望有上门助浴", "能不能安排助浴服务", "老人洗澡不方便，盼有人上门"), hours=MORNING),
    Ask("company", "care", ("独居老人看病没人陪，希望有陪诊", "希望有人陪老人去医院", "老人去医院挂号需要陪诊", "能否组织志愿者陪诊"), hours=MORNING),
    Ask("visit", "care", ("希望定期上门看望独居老人", "楼上独居老人需要有人常去看看", "请安排人定期探望独居老人"), local=True),
    Ask("soft", "meals", ("食堂饭菜对老人来说太硬，想要软一点", "希望食堂做软烂的饭菜", "老人牙口不好，饭菜能不能软一些"), hours=((0, 11, 13),)),
    Ask("deliver", "meals", ("腿脚不便，希望送餐上门", "希望食堂能送饭到家", "能不能给高龄老人送餐", "下雨天想有人送餐上门"), local=True),
    Ask("breakfast", "meals", ("食堂能不能早一点供应早餐", "希望六点半就有早餐", "早餐开得太晚，上班赶不上")),
    Ask("class", "children", ("放学后孩子没人管，希望办四点半课堂", "想要放学后的托管班", "双职工家庭盼四点半课堂", "孩子放学到下班这段时间没人照看"), hours=AFTER_SCHOOL),
    Ask("holiday", "children", ("暑假希望办假期托管", "假期孩子一个人在家，想要托管", "寒暑假能不能办孩子的托管班")),
    Ask("reading", "children", ("周末想带孩子参加亲子阅读", "希望办亲子读书会", "有没有周末的亲子阅读活动"), hours=((5, 9, 11), (6, 9, 11))),
    Ask("pressure", "health", ("希望定期量血压、测血糖", "想在楼下就能量血压", "请医生每月来量一次血压"), hours=MORNING),
    Ask("clinic", "health", ("想请中医来义诊", "希望办中医义诊", "能不能请老中医来坐诊一天"), hours=MORNING),
    Ask("mind", "health", ("希望有心理咨询", "想有人聊聊心事，请心理老师来", "年轻人压力大，盼有心理辅导"), hours=EVENING),
    Ask("gymfull", "fitness", ("晚上七点健身房太挤了", "七点以后健身房人太多，器械都排队", "健身房晚高峰挤得练不了"), hours=EVENING, crowded="gym"),
    Ask("pingpong", "fitness", ("想加一张乒乓球台", "乒乓球台不够，希望增加", "打乒乓球总要排队，能不能多放一张台"), hours=EVENING),
    Ask("taichi", "fitness", ("希望有人教太极", "想学太极拳", "早上能不能开太极班"), hours=MORNING),
    Ask("calligraphy", "culture", ("想学书法", "希望开书法班", "退休了想练毛笔字，盼有书法课"), hours=MORNING),
    Ask("choir", "culture", ("合唱队缺排练的地方", "希望给合唱团一间排练室", "想参加社区合唱"), hours=EVENING),
    Ask("film", "culture", ("夏天想在院里看露天电影", "希望放露天电影", "能不能周末晚上放电影"), local=True, hours=((5, 19, 21),)),
    Ask("hair", "daily", ("希望有便民理发", "老人理发不方便，想有人上门理发", "能不能每月来院里理一次发"), local=True),
    Ask("mend", "daily", ("家电坏了不知道找谁修", "希望有家电维修便民点", "想请人来修小家电"), hours=MORNING),
    Ask("parcel", "daily", ("快递没处放，希望装快递柜", "能不能在门口装个快递柜", "快递总堆在地上，盼有快递柜"), local=True),
    Ask("lift", "property", ("六楼老人上下楼困难，想加装电梯", "希望加装电梯", "老楼没有电梯，盼早日加装"), local=True),
    Ask("charge", "property", ("电动车没地方充电", "希望增加电动车充电桩", "充电桩太少，总是抢不到"), local=True),
    Ask("drain", "property", ("下水道老是堵", "院里下水不通，一下雨就积水", "希望疏通下水管道"), local=True),
    Ask("waste", "environment", ("垃圾桶太满，希望多清一次", "垃圾点气味大，盼勤清运", "垃圾清运次数太少"), local=True),
    Ask("noise", "environment", ("广场舞晚上太吵", "晚上跳舞音响声音太大，睡不着", "希望晚九点后别放音响"), local=True),
    Ask("green", "environment", ("花坛荒了，想种点花", "希望把院里花坛重新绿化", "花坛里都是杂草，盼补种"), local=True),
    Ask("lamp", "safety", ("楼道的路灯坏了", "晚上路灯不亮，老人走路危险", "希望修好院里的路灯"), local=True),
    Ask("fraud", "safety", ("老人常接到诈骗电话，希望讲讲防诈骗", "想听防诈骗讲座", "请民警来讲防诈骗"), hours=MORNING),
    Ask("fire", "safety", ("楼道堆杂物，消防通道堵了", "希望清理消防通道", "消防通道停满电动车，很危险"), local=True),
    Ask("job", "government", ("孩子毕业了想找工作，希望办招聘会", "想了解附近的招聘信息", "能不能在社区办招聘会")),
    Ask("social", "government", ("社保认证老人不会操作", "希望帮老人做社保认证", "手机上办社保太难，盼有人帮忙"), hours=MORNING),
)  # fmt: skip

TAILS = ("", "", "，谢谢", "，麻烦了", "，家里都这样想", "，说了好几次了", "，大家都有这个想法", "！", "。")
"""How people end a sentence; what they want is the same."""

HEADS = ("", "", "建议：", "您好，", "请问，", "我们院的邻居都说，")
