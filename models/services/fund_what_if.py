"""Today's rule and another one upon the same months."""

from models.money.fund.outlook import WhatIf, what_if
from models.money.fund.rule import FundRule, Purpose
from models.money.fund.run import base_by_month, shared_by_month
from models.services.fund import FundState

_PERCENT = 100


def compared(state: FundState, other: FundRule, growth_percent: int) -> tuple[WhatIf, WhatIf]:
    """What both would have made of every month that was shared out, and when each would cover the debt from now on."""
    bases = base_by_month(state.runs)
    before, remaining = None, None
    if state.debt is not None:
        keys = {one.bucket.key for one in state.vessels if one.bucket.purpose is Purpose.REPAYMENT}
        got = sum(sum(shared_by_month(state.runs, key).values()) for key in keys)
        before, remaining = state.debt.remaining + got, state.debt.remaining
    now, then = (
        what_if(rule, bases, room=before, remaining=remaining, growth=growth_percent / _PERCENT)
        for rule in (state.rule, other)
    )
    return now, then
