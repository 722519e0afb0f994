"""The ids that Dash knows on pages of the needs loop, as dashboard/ids.py has those of all other pages."""

from enum import StrEnum


class ProjectsId(StrEnum):
    """The board of projects and one of them, never both at once. BOARD and ONE are known to assets/68-projects.js by these
    names."""

    BOARD = "projects"
    ONE = "project"
    ASK = "projects-ask"
    ANSWER = "projects-answer"
    TOLD = "projects-told"
