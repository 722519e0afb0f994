"""`./linli bench needs`: duplicates found on labelled pairs beside two simple ways, and the time for a sitting of slips."""

import sys
from collections.abc import Sequence

from dashboard.bench.likeness import SAID, SITTING, chosen, cpu_of_a_sitting, extras, halves, judged, sitting
from dashboard.terminal import complain


def main(_argv: Sequence[str]) -> int:
    """Exit code 0 = measured, 1 = the labelled pairs are not there: they come with the tests of the project."""
    try:
        first, second = halves()
    except OSError as error:
        complain(f"{SAID}: {error.strerror}")
        return 1
    dated = [one for half in (first, second) for one in half.labels.values()]
    _say(
        f"{len(dated):,} labelled pairs, {sum(dated)} of them duplicates; threshold of the first half: {chosen(first)}"
    )
    _say(f"{'judged on the second half':28}{'threshold':>10}{'precision':>11}{'recall':>8}{'F1':>7}")
    for row in judged(first, second):
        _say(f"{row.name:28}{row.threshold:>10.2f}{row.precision:>11.1%}{row.recall:>8.1%}{row.f1:>7.2f}")
    slips = sitting([*first.needs, *second.needs], extras())
    _say(f"{SITTING:,} slips of a sitting: {cpu_of_a_sitting(slips):.2f} s of processor time")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
