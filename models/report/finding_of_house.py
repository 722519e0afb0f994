"""Sentences about the house: its money, its changes and targets, its closures, and what could not be measured."""

from collections.abc import Iterator

from models.report.finding_facts import LAST, Facts, Told, at, kpi
from models.report.sheet import Place, SheetKey
from models.report.sheets.cover import FACTS, MEASURED_SHARE
from models.report.sheets.standard import UNRATED


def result(facts: Facts) -> Iterator[Told]:
    """What the house earned and cost, and how far the one pays for the other; costs come in when a month ends."""
    values = {key: kpi(key) for key in ("income", "cost", "cost_recovery")}
    told = [facts.number(place) for place in values.values()]
    if facts.inputs.is_over and None not in told:
        yield Told(key="result", values=values, weight=0.3)


def shared(facts: Facts) -> Iterator[Told]:
    """What was shared out, and the bucket that got most of it."""
    whole = at(SheetKey.FUND, "fund_runs", "total", "shared")
    table = facts.table(SheetKey.FUND, "fund_buckets")
    if table is None or facts.number(whole["shared"]) is None:
        return
    rows = [
        at(SheetKey.FUND, table.key, row.key, "bucket", "allocated") for row in table.rows if not row.is_total
    ]
    known = [(fen, n) for n, one in enumerate(rows) if (fen := facts.number(one["allocated"])) is not None]
    if known:
        _, most = max(known, key=lambda one: (one[0], -one[1]))
        yield Told(key="shared", values=whole | rows[most], weight=0.28)


def changes(facts: Facts) -> Iterator[Told]:
    """What the first change that was judged brought."""
    table = facts.table(SheetKey.ADVICE, "advice_measured")
    for row in table.rows if table is not None else ():
        told = at(
            SheetKey.ADVICE, "advice_measured", row.key, "effect", "effect_low", "effect_high", "verdict"
        )
        about = at(SheetKey.ADVICE, "advice", row.key, "action", "space")
        if all(facts.cell(place) is not None for place in (told | about).values()):
            yield Told(key="change", values=told | about, weight=0.25)
            return


def targets(facts: Facts) -> Iterator[Told]:
    """The first target that was missed."""
    for metric in facts.inputs.targets:
        light = facts.cell(kpi(metric, "light"))
        if light is not None and light.text is not None and light.text.key == "report.light.missed":
            values = {"metric": kpi(metric, "metric"), "now": kpi(metric), "target": kpi(metric, "target")}
            yield Told(key="target", values=values, weight=0.4)
            return


def notice(facts: Facts) -> Iterator[Told]:
    """A closure of which people were told too late."""
    table = facts.table(SheetKey.STANDARD, "closures")
    for row in table.rows if table is not None else ():
        values = at(SheetKey.STANDARD, "closures", row.key, "space", "first", "notice_days", "notice_kept")
        kept = facts.cell(values.pop("notice_kept"))
        if kept is not None and kept.text is not None and kept.text.key == "report.no":
            yield Told(key="notice", values=values, weight=0.5)
            return


def unrated(facts: Facts) -> Iterator[Told]:
    """The space that had no capacity for longest: nothing is worked out of these days, so that it is always said."""
    found = ((facts.number(_gap(one.space, UNRATED)) or 0, one.space) for one in facts.inputs.use.spaces)
    days, space = max(found, default=(0, ""))
    if days > 0:
        values = {"space": _gap(space, "space"), "days": _gap(space, UNRATED)}
        yield Told(key="unrated", values=values, weight=LAST)


def gaps(facts: Facts) -> Iterator[Told]:
    """The space of which most is missing; that nothing is, where it is so."""
    found = (
        (hours, one.space)
        for one in facts.inputs.use.spaces
        if (hours := facts.number(_gap(one.space, "gap_hours"))) is not None
    )
    most, space = max(found, default=(0.0, ""))
    share = at(SheetKey.COVER, FACTS, MEASURED_SHARE, "value")["value"]
    if facts.number(share) is None:
        return
    if most > 0:
        values = {"space": _gap(space, "space"), "hours": _gap(space, "gap_hours"), "coverage": share}
        yield Told(key="gaps", values=values, weight=LAST)
    else:
        yield Told(key="no_gaps", values={"coverage": share}, weight=LAST)


def _gap(space: str, column: str) -> Place:
    return Place(sheet=SheetKey.STANDARD, table="quality", row=space, column=column)
