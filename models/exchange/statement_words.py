"""How statements of payment services and banks are laid out: the words of their headings and of their cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WECHAT, ALIPAY, BANK = "wechat", "alipay", "bank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A row of DIALECTS. columns: our name of a column -> what its heading may be; needs: those that tell the dialect.

    way: heading of a cell that says in or out; without one, money in and money out have columns of their own.
    net: whether a charge is still to be taken off the amount. traded: deeds that another bill of the same service tells too.
    """

    key: str
    source: str
    needs: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    net: bool = False
    traded: frozenset[str] = frozenset()


DIALECTS: tuple[Dialect, ...] = (
    Dialect(
        key="wechat-merchant",
        source=WECHAT,
        needs=("微信订单号", "商户订单号", "应结订单金额"),
        columns={
            "moment": ("交易时间",),
            "number": ("微信订单号",),
            "refund_number": ("微信退款单号",),
            "reference": ("商户订单号",),
            "paid_in": ("应结订单金额",),
            "paid_out": ("退款金额",),
            "fee": ("手续费",),
            "deed": ("交易状态",),
        },
        net=True,
    ),
    Dialect(
        key="wechat-flow",
        source=WECHAT,
        needs=("资金流水单号", "业务类型", "收支类型"),
        columns={
            "moment": ("记账时间",),
            "number": ("资金流水单号",),
            "reference": ("微信支付业务单号",),
            "amount": ("收支金额（元）", "收支金额"),
            "way": ("收支类型",),
            "balance": ("账户结余（元）", "账户结余"),
            "deed": ("业务类型",),
        },
        traded=frozenset({"交易", "退款", "扣除交易手续费", "交易手续费", "手续费", "退还手续费"}),
    ),
    Dialect(
        key="wechat-bill",
        source=WECHAT,
        needs=("交易单号", "商户单号", "收/支"),
        columns={
            "moment": ("交易时间",),
            "number": ("交易单号",),
            "reference": ("商户单号",),
            "amount": ("金额(元)", "金额"),
            "way": ("收/支",),
            "party": ("交易对方",),
            "deed": ("交易类型",),
            "status": ("当前状态",),
        },
    ),
    Dialect(
        key="alipay-account",
        source=ALIPAY,
        needs=("账务流水号", "业务流水号", "发生时间"),
        columns={
            "moment": ("发生时间",),
            "number": ("账务流水号",),
            "reference": ("商户订单号",),
            "paid_in": ("收入金额(+元)", "收入金额"),
            "paid_out": ("支出金额(-元)", "支出金额"),
            "balance": ("账户余额(元)", "账户余额"),
            "deed": ("业务类型",),
        },
    ),
    Dialect(
        key="alipay-trade",
        source=ALIPAY,
        needs=("交易号", "交易创建时间", "收/支"),
        columns={
            "moment": ("付款时间", "交易创建时间"),
            "created": ("交易创建时间",),
            "number": ("交易号",),
            "reference": ("商家订单号", "商户订单号"),
            "amount": ("金额(元)", "金额"),
            "way": ("收/支",),
            "fee": ("服务费(元)", "服务费"),
            "party": ("交易对方",),
            "deed": ("类型",),
            "status": ("交易状态",),
        },
        net=True,
    ),
    Dialect(
        key="alipay-bill",
        source=ALIPAY,
        needs=("交易订单号", "商家订单号", "收/支"),
        columns={
            "moment": ("交易时间",),
            "number": ("交易订单号",),
            "reference": ("商家订单号",),
            "amount": ("金额", "金额(元)"),
            "way": ("收/支",),
            "party": ("交易对方",),
            "deed": ("交易分类",),
            "status": ("交易状态",),
        },
    ),
    Dialect(
        key="bank",
        source=BANK,
        needs=("balance", "moment"),
        columns={
            "moment": ("交易日期", "交易时间", "记账日期", "日期", "date", "transaction date", "value date"),
            "clock": ("交易时间", "时间", "time"),
            "number": ("流水号", "交易流水号", "凭证号", "交易编号", "transaction id", "transaction number", "id"),
            "reference": ("对方流水号", "订单号", "附言编号", "reference", "ref"),
            "paid_in": ("贷方发生额", "贷方金额", "收入", "收入金额", "存入", "credit", "money in", "deposit"),
            "paid_out": ("借方发生额", "借方金额", "支出", "支出金额", "支取", "debit", "money out", "withdrawal"),
            "balance": ("余额", "账户余额", "本次余额", "balance"),
            "party": ("对方户名", "对方名称", "对方账户名称", "counterparty", "payee"),
            "deed": ("摘要", "交易类型", "用途", "description", "type"),
        },
    ),
)  # fmt: skip
"""To add one: a row here. A bank's statement is told by our names, because every bank words its headings in its own way."""

PAID_IN = frozenset({"收入", "已收入", "in", "income", "credit", "贷"})
PAID_OUT = frozenset({"支出", "已支出", "out", "expense", "debit", "借"})
NEITHER = frozenset({"/", "", "不计收支", "其他", "中性交易"})
"""The service itself says that this is neither income nor cost: money between one's own pockets."""

OWN_WAY_OUT = ("提现", "转出", "还款", "转入零钱通", "withdraw")
"""Deeds among NEITHER that take money off the account; all others bring some."""

VOID = ("交易关闭", "已关闭", "等待", "失败", "已撤销", "revoked", "closed", "failed")
"""States in which no money moved, or moved back at once."""

CHARGE = ("手续费", "服务费", "fee", "charge", "工本费")
TRANSFER = ("提现", "withdraw")
REFUND = ("退款", "refund")

ORGANISATION = (
    *("公司", "社区", "街道", "街道办", "街道办事处", "居委会", "居民委员会", "财政局", "民政局", "财政所", "委员会"),
    *("合作社", "协会", "基金会", "学校", "医院", "银行", "支行", "分行", "财付通", "支付宝", "物业", "供电局", "电力"),
    *(" ltd", " ltd.", " limited", " inc", " inc.", " bank", " council", " association", " foundation"),
)  # fmt: skip
"""How the names of organisations end. A name that ends otherwise may be a person's and is not kept."""

TRAILERS = (
    "总交易单数",
    "资金流水总笔数",
    "共",
    "导出时间",
    "-----",
    "#-----",
    "------",
    "合计",
    "总计",
    "total",
)
"""How the rows begin that stand below the last line of a statement."""
