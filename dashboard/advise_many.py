"""`./linli advise --all`: every centre's week over the executor, with progress; stopped, it goes on where it was."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from config.arguments import settings_from
from config.centre import load_centre
from config.settings import ConfigError
from dashboard.advice_text import proof_line
from dashboard.assembly import assemble
from dashboard.i18n import Locale, Translate
from dashboard.many import ExecutorError, Outcome, Pool, Result, executor_of, run_many
from dashboard.terminal import complain, tell_progress
from models.advice.iso_week import coming_week
from models.advice.proposing import Advised
from models.centre import Centre, CentreId
from models.document import plain
from models.services.advising import keep, worked_out
from models.services.strangers import RefusedError

STOPPED = 130


class CentreError(Exception):
    """Why one centre's week cannot be worked out, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What every centre is asked for, as other processes and machines can read it."""

    settings: Path
    data_dir: Path | None
    week: str
    kept: bool
    locale: Locale


def row_of(centre: CentreId, week: str, advised: Advised) -> dict[str, object]:
    """A centre's week as JSON."""
    return {
        "centre": centre,
        "week": week,
        "gap": advised.gap,
        "proved": advised.proved,
        "recommendations": plain(advised.recommendations),
    }


def one_centre(errand: Errand, file: str) -> Result:
    """The week of the centre of a file, in whichever process. Raises CentreError, ConfigError, StoreError."""
    asked = Namespace(settings=errand.settings, data_dir=errand.data_dir, centre=[Path(file)])
    assembly = assemble(settings_from(asked))
    try:
        (ports,) = assembly.deployment.centres.values()
        made = worked_out(ports, errand.week)
        if errand.kept:
            keep(ports, made)
    except RefusedError as error:
        raise CentreError(Translate(errand.locale).message(error.message)) from error
    finally:
        assembly.close()
    return row_of(ports.centre.id, errand.week, made.advised)


def advise_many(arguments: Namespace, translate: Translate, pool: Pool | None = None) -> int:
    """Exit code 0 = every centre's is there, 1 = that of some is not, and why is said, 2 = the executor cannot be used,
    130 = stopped, the same command goes on. Raises ConfigError."""
    settings = settings_from(arguments)
    files = chosen(settings.centre.files, arguments.centres)
    week = arguments.week or coming_week(_today(next(iter(files.values()))))
    errand = Errand(
        settings=arguments.settings.absolute(),
        data_dir=settings.data.folder.absolute(),
        week=week,
        kept=arguments.keep,
        locale=translate.locale,
    )
    kept = settings.data.folder / f"advise-{week}{'-kept' if arguments.keep else ''}.jsonl"
    executor = pool or partial(executor_of, settings.executor.address, os.cpu_count() or 1)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        outcomes = run_many(partial(one_centre, errand), list(files), executor, kept, tell_progress)
    except ExecutorError as error:
        complain(str(error))
        return 2
    except KeyboardInterrupt:
        complain(translate("advice.many.stopped"))
        return STOPPED
    return _told(outcomes, files, translate, as_json=arguments.json, kept=kept)


def _today(centre: Centre) -> date:
    return centre.day_of(datetime.now(UTC))


def chosen(files: Sequence[Path], named: str) -> Mapping[str, Centre]:
    """Absolute file -> its centre, of those that are named, or of all. Raises ConfigError for one that there is not."""
    every = {str(file.absolute()): load_centre(file) for file in files}
    wanted = [one.strip() for one in named.split(",") if one.strip()]
    known = {centre.id for centre in every.values()}
    unknown = [one for one in wanted if one not in known]
    if unknown:
        raise ConfigError(
            f"--centres {unknown[0]}: there is no such centre; there are {', '.join(sorted(known))}"
        )
    return {file: centre for file, centre in every.items() if not wanted or centre.id in wanted}


def _told(
    outcomes: Sequence[Outcome],
    files: Mapping[str, Centre],
    translate: Translate,
    *,
    as_json: bool,
    kept: Path,
) -> int:
    """A run that is whole is not gone on with: the next one works everything out anew."""
    order = {name: n for n, name in enumerate(files)}
    done = sorted((one for one in outcomes if not one.failure), key=lambda one: order[one.name])
    failed = sorted((one for one in outcomes if one.failure), key=lambda one: order[one.name])
    if as_json:
        json.dump([one.result for one in done], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(_line(one.result, translate) for one in done)
    for one in failed:
        complain(f"{files[one.name].id}: {one.failure.removeprefix(f'{CentreError.__name__}: ')}")
    if failed:
        return 1
    kept.unlink(missing_ok=True)
    return 0


def _line(row: Result, translate: Translate) -> str:
    found, gap = row["recommendations"], row["gap"]
    assert isinstance(found, list)
    assert isinstance(gap, float | int)
    proof = proof_line(translate, gap, proved=bool(row["proved"]))
    centre, week = str(row["centre"]), str(row["week"])
    return translate("advice.many.line", centre=centre, week=week, n=len(found), proof=proof) + "\n"
