"""A survey is answered by somebody whom nobody knows: once a device, while it is open."""

from enum import StrEnum
from hashlib import blake2b

from models.needs.masked import masked
from models.needs.survey import LONGEST_REMARK, Answer, Survey, SurveyAnswer
from models.ports import Ports
from models.services.loop import surveys_of


class Answered(StrEnum):
    """What became of an answer; the words are `survey.told.<answered>`."""

    THANKS = "thanks"
    BEFORE = "before"  # this device has answered
    ENDED = "ended"


def asked(ports: Ports, code: str) -> Survey | None:
    """The survey of a code, open or not; None = there is none."""
    return surveys_of(ports).by_code(code)


def answer(ports: Ports, survey: Survey, device: str, chosen: Answer, remark: str = "") -> Answered:
    """device: what a browser was given at random; only a keyed hash of it is kept, and no longer than the survey is open."""
    at = ports.clock()
    if not survey.is_open(at) or not survey.key:
        return Answered.ENDED
    said = SurveyAnswer(
        survey=survey.id,
        answer=chosen,
        at=at.replace(minute=0, second=0, microsecond=0),
        token=keyed(survey, device),
        remark=masked(remark[: 2 * LONGEST_REMARK])[:LONGEST_REMARK],
    )
    return Answered.THANKS if surveys_of(ports).answer(said) else Answered.BEFORE


def keyed(survey: Survey, text: str) -> str:
    """A hash that nobody can make again once the key is forgotten."""
    return blake2b(text.encode(), key=bytes.fromhex(survey.key), digest_size=16).hexdigest()
