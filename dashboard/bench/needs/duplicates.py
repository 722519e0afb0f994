"""`./linli bench needs duplicates`: found on labelled pairs beside two simple ways, and the time for a sitting of slips."""

from collections.abc import Iterable

from dashboard.bench.likeness import SAID, SITTING, chosen, cpu_of_a_sitting, extras, halves, judged, sitting


def lines(_count: int) -> Iterable[str]:
    """Without the labelled pairs, which come with the tests of the project, the line says so."""
    try:
        first, second = halves()
    except OSError as error:
        yield f"{SAID}: {error.strerror}"
        return
    dated = [one for half in (first, second) for one in half.labels.values()]
    yield f"{len(dated):,} labelled pairs, {sum(dated)} of them duplicates; threshold of the first half: {chosen(first)}"
    yield f"{'judged on the second half':28}{'threshold':>10}{'precision':>11}{'recall':>8}{'F1':>7}"
    for row in judged(first, second):
        yield f"{row.name:28}{row.threshold:>10.2f}{row.precision:>11.1%}{row.recall:>8.1%}{row.f1:>7.2f}"
    slips = sitting([*first.needs, *second.needs], extras())
    yield f"{SITTING:,} slips of a sitting: {cpu_of_a_sitting(slips):.2f} s of processor time"
