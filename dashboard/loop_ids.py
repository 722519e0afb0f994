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


class ProjectsId(StrEnum):
    """The board of projects. ROOT is known to assets/68-projects.js by this name."""

    ROOT = "projects"
    ASK = "projects-ask"
    ANSWER = "projects-answer"
    TOLD = "projects-told"


class ActivitiesId(StrEnum):
    """Activities, volunteer hours and surveys."""

    ROOT = "activities"
    ASK = "activities-ask"
    ANSWER = "activities-answer"
    TOLD = "activities-told"


class KpiId(StrEnum):
    """The board of figures that were promised."""

    ROOT = "kpi"
    ASK = "kpi-ask"
    ANSWER = "kpi-answer"
    TOLD = "kpi-told"


class ProjectId(StrEnum):
    """One project. ROOT is known to assets/68-projects.js by this name."""

    ROOT = "project"
    ASK = "project-ask"
    ANSWER = "project-answer"
    TOLD = "project-told"
