"""What accounts of the ledger are called."""

from dashboard.i18n import Translate
from models.money.chart import CHART, FUND_PREFIX


def account_words(t: Translate, key: str) -> str:
    """The name of an account; a bucket of the fund goes by the name that its rule gave it."""
    if key in CHART:
        return t(f"money.account.{key}")
    return t("money.account.fund.bucket", bucket=key.removeprefix(FUND_PREFIX))
