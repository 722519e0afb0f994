"""Every id of the pages of needs and helpers."""

from enum import StrEnum


class MatchingId(StrEnum):
    """Needs and helpers."""

    ROOT = "matching"
    ASK = "matching-ask"
    ANSWER = "matching-answer"
    TOLD = "matching-told"


class PoolId(StrEnum):
    """Who can help."""

    ROOT = "pool"
    ASK = "pool-ask"
    ANSWER = "pool-answer"
    TOLD = "pool-told"
