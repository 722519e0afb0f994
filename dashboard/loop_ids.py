"""The ids that Dash knows on pages of projects, as dashboard/ids.py has those of all other pages."""

from enum import StrEnum


class ProjectsId(StrEnum):
    """The board of projects. ROOT is known to assets/68-projects.js by this name."""

    ROOT = "projects"
    ASK = "projects-ask"
    ANSWER = "projects-answer"
    TOLD = "projects-told"


class ProjectId(StrEnum):
    """One project. ROOT is known to assets/68-projects.js by this name."""

    ROOT = "project"
    ASK = "project-ask"
    ANSWER = "project-answer"
    TOLD = "project-told"
