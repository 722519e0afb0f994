"""Ids that Dash knows on the pages of the needs loop, one namespace per page: beside dashboard/ids.py, which is full."""

from enum import StrEnum


class NeedsId(StrEnum):
    """What residents want."""

    ROOT = "needs"
    ASK = "needs-ask"
    ANSWER = "needs-answer"
    TOLD = "needs-told"


class MeetingsId(StrEnum):
    """Meetings of the four parties."""

    ROOT = "meetings"
    ASK = "meetings-ask"
    ANSWER = "meetings-answer"
    TOLD = "meetings-told"
