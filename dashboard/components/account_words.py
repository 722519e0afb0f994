"""What accounts of the ledger are called."""

from dashboard.i18n import Translate, catalogue
from models.money.chart import CHART, FUND_PREFIX


def account_words(t: Translate, key: str) -> str:
    """The name of an account; a bucket of the fund goes by its name in the catalogue, one that a rule made up by its key."""
    if key in CHART:
        return t(f"money.account.{key}")
    bucket = key.removeprefix(FUND_PREFIX)
    return t("money.account.fund.bucket", bucket=catalogue(t.locale).get(f"fund.bucket.{bucket}", bucket))
