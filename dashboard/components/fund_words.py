"""What is said of the fund: buckets, shares, months."""

from dashboard.i18n import Translate, catalogue
from models.money.fund.rule import HELD, Bucket, FundRule
from models.payload import visible
from models.services.fund import FundState, known_buckets

_POINTS_OF_PERCENT = 100


def bucket_words(t: Translate, bucket: Bucket) -> str:
    """The name that the rule gives it; the built-in ones stand in the catalogue."""
    if bucket.name:
        return visible(t.name(bucket.name))
    return catalogue(t.locale).get(f"fund.bucket.{bucket.key}", bucket.key)


def part_words(t: Translate, state: FundState, key: str) -> str:
    """The same by key, of any version; what is held as well."""
    if key == HELD:
        return t("fund.held")
    known = {one.key: one for one in (*known_buckets(state.rules, state.usual), *state.rule.buckets)}
    return bucket_words(t, known[key]) if key in known else key


def percent_words(points: int) -> str:
    """5000 -> "50 %", 3333 -> "33.33 %"."""
    whole, rest = divmod(points, _POINTS_OF_PERCENT)
    return f"{whole}{f'.{rest:02}'.rstrip('0') if rest else ''}%"


def ratio_words(rule: FundRule) -> str:
    """50/40/10."""
    return "/".join(percent_words(one.points).removesuffix("%") for one in rule.buckets)
