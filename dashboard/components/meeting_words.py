"""What is said of a meeting: when and where it is, whether it may decide, what became of a motion."""

from dashboard.components.use_words import dated
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.centre import SpaceId
from models.needs.meeting import Meeting
from models.needs.quorum import Outcome, Quorum
from models.payload import visible
from models.services.meetings import day_and_start

OUTCOME_SIGNS = {Outcome.CARRIED: "✓", Outcome.LOST: "✕", Outcome.NO_QUORUM: "⊘", Outcome.NOT_VOTED: "○"}


def when_words(visit: Visit, one: Meeting) -> str:
    t = visit.translate
    day, begin, end = day_and_start(visit.ports, one)
    named = dated(t, day, year=True)
    return t("meeting.when", day=named, start=f"{begin:%H:%M}", end=f"{end:%H:%M}")


def where_words(visit: Visit, one: Meeting) -> str:
    t, space = visit.translate, visit.ports.centre.spaces.get(SpaceId(one.space))
    return t.name(space.name) if space else t("meeting.elsewhere")


def quorum_words(t: Translate, found: Quorum) -> str:
    """Why a meeting may decide, or may not."""
    if found.missing:
        named = t("meeting.and").join(t(f"meeting.party.{one}") for one in found.missing)
        return t("meeting.quorum.missing", parties=named)
    key = "holds" if found.holds else "few"
    return t(f"meeting.quorum.{key}", present=found.present, needed=found.needed, seats=found.seats)


def title_words(one: Meeting) -> str:
    return visible(one.title)
