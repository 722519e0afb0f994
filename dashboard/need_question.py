"""What the page of needs is asked by its address: which needs, and which page of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.needs.heat import month_of
from models.needs.need import Channel, Need, NeedStatus
from models.needs.wording import bare
from models.ports import Ports

SHOWN = 50
LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Empty = any. text: in the words or the number; month: "2026-11"."""

    status: str = ""
    topic: str = ""
    grid: str = ""
    channel: str = ""
    month: str = ""
    text: str = ""
    page: int = 1

    def query(self, **other: str | int) -> Mapping[str, str | int]:
        """The address that asks the same, but for `other`."""
        names = ("status", "topic", "grid", "channel", "month", "text")
        told: dict[str, str | int] = {name: getattr(self, name) for name in names}
        return told | ({"page": self.page} if self.page > 1 else {}) | other

    def fits(self, need: Need, month: str) -> bool:
        wanted = {"status": need.status, "topic": need.topic, "grid": need.grid, "channel": need.channel}
        same = all(getattr(self, name) in ("", value) for name, value in wanted.items())
        words = bare(self.text)
        found = not words or words in bare(need.text) or words == need.number.casefold()
        return same and found and self.month in ("", month)


def question(query: Mapping[str, str]) -> Question:
    """Whatever stands in an address; what is no status and no channel is as if it were not there."""
    page = query.get("page", "")
    return Question(
        status=query.get("status", "") if query.get("status") in set(NeedStatus) else "",
        topic=query.get("topic", "")[:LONGEST],
        grid=query.get("grid", "")[:LONGEST],
        channel=query.get("channel", "") if query.get("channel") in set(Channel) else "",
        month=query.get("month", "")[:7],
        text=" ".join(query.get("text", "").split())[:LONGEST],
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )


def chosen(ports: Ports, needs: Sequence[Need], asked: Question) -> list[Need]:
    """Those that fit, the newest first."""
    month = month_of(ports.centre.zone_info)
    return [one for one in reversed(needs) if asked.fits(one, month(one))]
