"""Service projects as people work with them: the board, a new one, what is said of it, and its steps through the gates."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.account import Account, Permission
from models.message import LocalText, Message
from models.needs.funding import Funds, funds_of
from models.needs.gates import (
    STAGES,
    GateError,
    Step,
    StepError,
    due_of,
    missing,
    moved,
    overdue_days,
    stage_days,
    target,
)
from models.needs.lights import Light, lights
from models.needs.limit import limits
from models.needs.meeting import Subject
from models.needs.ports import LoopChangedError
from models.needs.progress import Progress
from models.needs.project import Project, ProjectKind, Stage, Standing
from models.ports import Ports
from models.services.decisions import decisions
from models.services.deed import done_by
from models.services.loop import projects_of
from models.services.need_following import follow_project
from models.services.project_keeping import (
    keep,
    known_courtyard,
    permitted,
    project_of,
    seen_project,
    told_text,
)
from models.services.project_progress import progress_of
from models.services.strangers import RefusedError, refusal

MOST_ATTENDANCES = 1_000_000
MOST_HOURS = 100_000.0
LONGEST_NAME = 80
_TRIES = 8
_CODE = re.compile(r"[\w-]{0,40}")

SUPERVISED = frozenset({Stage.MATCHING, Stage.DELIVERY, Stage.CLOSED})
"""Stages that a supervisor lets a project into: approval, the beginning of the work, the end."""

BY_ANOTHER = frozenset({Stage.MATCHING, Stage.DELIVERY})
"""Those of them that take two persons (domain.md 4.7): who wrote the study or the budget does not let it in."""

RIGHTS: Mapping[Step, Permission] = {
    Step.FORWARD: Permission.PROJECT_EDIT,
    Step.BACK: Permission.PROJECT_SUPERVISE,
    Step.PAUSE: Permission.PROJECT_EDIT,
    Step.RESUME: Permission.PROJECT_EDIT,
    Step.CANCEL: Permission.PROJECT_SUPERVISE,
}


class GatesError(RefusedError):
    """A step that gates keep back; missing: their keys, to be told with how to make each hold."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(Message("refused.project.gates", {"n": len(missing)}))
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A project with what is known of it. next: the stage that would follow, None = none can; missing: gates that keep it from there;
    overdue: days; days: in each stage that it has been in."""

    project: Project
    progress: Progress
    lights: tuple[Light, ...]
    funds: Funds
    next: Stage | None
    missing: tuple[str, ...]
    overdue: int
    days: Mapping[Stage, int]

    @property
    def warned(self) -> bool:
        return self.overdue > 0 or any(one.is_on for one in self.lights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody filled in of a project."""

    name: LocalText
    kind: ProjectKind
    needs: tuple[str, ...] = ()
    topic: str = ""
    courtyard: str = ""
    due: date | None = None
    target_attendances: int = 0
    space: str = ""
    opened_on: date | None = None
    promised_hours: float = 0.0
    is_public: bool = True


def board(ports: Ports, account: Account) -> list[Card]:
    """Every project by number. Raises RefusedError, StoreError."""
    kept = permitted(ports, account, Permission.PROJECT_READ).all()
    known = progress_of(ports, kept)
    return [_card(ports, one, known[one.id]) for one in kept]


def card_of(ports: Ports, account: Account, key: str) -> Card:
    """Raises RefusedError, StoreError."""
    found = project_of(ports, account, key)
    return _card(ports, found, progress_of(ports, [found])[found.id])


def _card(ports: Ports, project: Project, progress: Progress) -> Card:
    following = target(project, Step.FORWARD)
    return Card(
        project=project,
        progress=progress,
        lights=lights(project, progress, limits(ports.centre.project_limits)),
        funds=funds_of(project, progress.paid),
        next=following,
        missing=missing(project, progress, following) if following else (),
        overdue=overdue_days(project, progress.today),
        days=stage_days(project, progress.today),
    )


def begin(ports: Ports, account: Account, said: Said) -> Project:
    """A new project in its first stage, with the next number of the year. Raises RefusedError, StoreError."""
    permitted(ports, account, Permission.PROJECT_EDIT)
    today = ports.centre.business_day_of(ports.clock())
    plain = Project(
        id=secrets.token_hex(6),
        number="",
        name={},
        kind=said.kind,
        stage=STAGES[0],
        standing=Standing.RUNNING,
        needs=(),
        begun_on=today,
        due=due_of(STAGES[0], today, limits(ports.centre.project_limits)),
    )
    new = _with(ports, replace(plain, due=said.due or plain.due), said)
    for _ in range(_TRIES):
        numbered = replace(new, number=_next_number(projects_of(ports).all(), today.year))
        told = done_by(ports, account, "project.begin", numbered.id, number=numbered.number)
        try:
            kept = projects_of(ports).put(numbered, told)
        except LoopChangedError:  # somebody took the number at the same time
            continue
        follow_project(ports, account, kept)
        return kept
    raise refusal("project.changed")


def _next_number(kept: Sequence[Project], year: int) -> str:
    begins = f"P{year}-"
    taken = [int(one.number.removeprefix(begins)) for one in kept if one.number.startswith(begins)]
    return f"{begins}{max(taken, default=0) + 1:03}"


def describe(ports: Ports, account: Account, key: str, seen: int, said: Said) -> Project:
    """What it is called, which needs stand behind it, what it promises. Raises RefusedError."""
    found = seen_project(ports, account, key, seen, Permission.PROJECT_EDIT)
    wanted = _with(ports, replace(found, due=said.due or found.due), said)
    kept = keep(ports, account, wanted, "describe")
    follow_project(ports, account, kept, found.needs)
    return kept


def _with(ports: Ports, project: Project, said: Said) -> Project:
    """Raises RefusedError, naming what cannot be."""
    name = {
        locale: told_text(words, "name") for locale, words in said.name.items() if told_text(words, "name")
    }
    if not name or any(len(words) > LONGEST_NAME for words in name.values()):
        raise refusal("project.name", most=LONGEST_NAME)
    if not 0 <= said.target_attendances <= MOST_ATTENDANCES:
        raise refusal("project.target", most=MOST_ATTENDANCES)
    if not 0 <= said.promised_hours <= MOST_HOURS:
        raise refusal("project.promised", most=int(MOST_HOURS))
    if said.space and said.space not in ports.centre.spaces:
        raise refusal("no_space")
    if said.opened_on and said.opened_on > ports.centre.business_day_of(ports.clock()):
        raise refusal("project.opened", day=f"{said.opened_on}")
    if not (_CODE.fullmatch(said.courtyard) and _CODE.fullmatch(said.topic)):
        raise refusal("project.code", value=(said.courtyard or said.topic)[:40])
    return replace(
        project,
        name=name,
        kind=said.kind,
        needs=_needs(ports, said.needs),
        topic=said.topic,
        courtyard=known_courtyard(ports, project, said.courtyard),
        target_attendances=said.target_attendances,
        space=said.space,
        opened_on=said.opened_on,
        promised_hours=said.promised_hours,
        is_public=said.is_public,
    )


def _needs(ports: Ports, typed: Sequence[str]) -> tuple[str, ...]:
    """Ids of needs, each once, by their numbers or ids. Raises RefusedError for one that is not there."""
    wanted = tuple(dict.fromkeys(typed))
    kept = ports.loop.needs
    if kept is None or not wanted:
        return wanted
    known = {one.id for one in kept.find(wanted)}
    found = []
    for word in wanted:
        numbered = None if word in known else kept.by_number(word)
        if word not in known and numbered is None:
            raise refusal("project.no_need", need=word[:40])
        found.append(numbered.id if numbered else word)
    return tuple(dict.fromkeys(found))


def cite(ports: Ports, account: Account, key: str, seen: int, decision: str) -> Project:
    """The decision of the four parties that approves it, carried about this very project and upon its study as it is.

    Raises RefusedError, also for a study that was rewritten since, GatesError where there is no study.
    """
    found = seen_project(ports, account, key, seen, Permission.PROJECT_EDIT)
    if decision not in progress_of(ports, [found])[found.id].decisions:
        raise refusal("project.no_decision", decision=decision[:40])
    if found.feasibility is None:
        raise GatesError(("feasibility",))
    cited = next(one for one in decisions(ports, Subject.PROJECT) if one.number == decision)
    if cited.closed_at and found.feasibility.at > cited.closed_at:
        raise refusal("project.study_newer", decision=decision[:40])
    return keep(ports, account, replace(found, decision=decision), "cite", decision=decision)


def step(ports: Ports, account: Account, key: str, seen: int, taken: Step, reason: str = "") -> Project:
    """One step of the project. Raises GatesError with what is missing, RefusedError."""
    found = seen_project(ports, account, key, seen, Permission.PROJECT_EDIT, Permission.PROJECT_SUPERVISE)
    _may_step(ports, account, found, taken)
    progress = progress_of(ports, [found])[found.id]
    why = told_text(reason, "reason")
    try:
        after = moved(
            found,
            taken,
            progress,
            limits(ports.centre.project_limits),
            by=account.name,
            at=ports.clock(),
            reason=why,
        )
    except GateError as error:
        raise GatesError(error.missing) from error
    except StepError as error:
        raise refusal("project.no_step" if why or taken is Step.FORWARD else "project.why") from error
    kept = keep(ports, account, after, taken.value, before=found.stage, after=after.stage, reason=why)
    follow_project(ports, account, kept)
    return kept


def _may_step(ports: Ports, account: Account, project: Project, taken: Step) -> None:
    right, onto = RIGHTS[taken], target(project, taken) if taken is Step.FORWARD else None
    if onto in SUPERVISED:
        right = Permission.PROJECT_SUPERVISE
    if not account.may(right, ports.centre.id):
        raise refusal(f"project.needs_{right.value.partition('.')[2]}")
    study = project.feasibility
    if onto in BY_ANOTHER and account.name in (project.planned_by, study.by if study else ""):
        raise refusal("project.same_person")


def drop(ports: Ports, account: Account, key: str, seen: int, stage: str, reason: str = "") -> Project:
    """A card that was put into another column: one stage on, or one back with a reason. Raises as step."""
    found = seen_project(ports, account, key, seen, Permission.PROJECT_READ)
    for taken in (Step.FORWARD, Step.BACK):
        if target(found, taken) == stage:
            return step(ports, account, key, seen, taken, reason)
    raise refusal("project.one_stage")
