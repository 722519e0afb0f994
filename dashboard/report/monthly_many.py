"""`./linli report monthly --all`: every centre's month over the executor, with progress; stopped, it goes on where it was."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from config.arguments import settings_from
from dashboard.advise_many import CentreError, chosen
from dashboard.assembly import assemble
from dashboard.i18n import Locale, Translate
from dashboard.many import ExecutorError, Pool, Result, executor_of, run_many
from dashboard.report.form import FORMS, Kept
from dashboard.report.written import write
from dashboard.terminal import complain, tell_progress
from models.ports import Ports
from models.report.life import SIGNED
from models.report.version import ReportVersion
from models.services.reporting import SYSTEM, inputs_of, make, remarks, reports_of, statement_of
from models.services.strangers import RefusedError

STOPPED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What every centre is asked for, as other processes and machines can read it."""

    settings: Path
    data_dir: Path
    month: date
    forms: Sequence[str]
    folder: Path
    locale: Locale


def newest(ports: Ports, month: date) -> tuple[ReportVersion, Kept]:
    """The newest version of a month, made anew where there is none or it is a draft of a month that was not over then.

    Raises RefusedError, StoreError.
    """
    version = next(iter(reports_of(ports).versions(month)), None)
    if version is None or (version.status not in SIGNED and not inputs_of(ports, version).is_over):
        version = make(ports, SYSTEM, month)
    return version, Kept(statement_of(ports, version), remarks(version))


def one_centre(errand: Errand, file: str) -> Result:
    """The month of the centre of a file, in whichever process. Raises CentreError, ConfigError, StoreError."""
    asked = Namespace(settings=errand.settings, data_dir=errand.data_dir, centre=[Path(file)])
    assembly, t = assemble(settings_from(asked)), Translate(errand.locale)
    try:
        (ports,) = assembly.deployment.centres.values()
        version, kept = newest(ports, errand.month)
        written = []
        for form in errand.forms:
            files = FORMS[form](kept, t)
            write(errand.folder, files)
            written += list(files)
    except RefusedError as error:
        raise CentreError(t.message(error.message)) from error
    finally:
        assembly.close()
    return {"centre": ports.centre.id, "run": version.run, "files": written}


def monthly_many(arguments: Namespace, translate: Translate, pool: Pool | None = None) -> int:
    """Exit code 0 = every centre's is there, 1 = that of some is not, and why is said, 2 = the executor cannot be used,
    130 = stopped, the same command goes on. Raises ConfigError."""
    settings = settings_from(arguments)
    files = chosen(settings.centre.files, "")
    month: date = arguments.month
    errand = Errand(
        settings=arguments.settings.absolute(),
        data_dir=settings.data.folder.absolute(),
        month=month,
        forms=tuple(arguments.format),
        folder=(Path(os.environ.get("LINLI_FROM", ".")) / arguments.out).absolute(),
        locale=arguments.lang or translate.locale,
    )
    # Beside what was written: a run into another folder has everything still to do.
    kept = errand.folder / f".report-{month:%Y-%m}-{errand.locale}-{'-'.join(errand.forms)}.jsonl"
    executor = pool or partial(executor_of, settings.executor.address, os.cpu_count() or 1)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        outcomes = run_many(partial(one_centre, errand), list(files), executor, kept, tell_progress)
    except ExecutorError as error:
        complain(str(error))
        return 2
    except KeyboardInterrupt:
        complain(translate("report.many.stopped"))
        return STOPPED
    for one in outcomes:
        if one.failure:
            complain(f"{files[one.name].id}: {one.failure.removeprefix(f'{CentreError.__name__}: ')}")
        else:
            sys.stdout.write(f"{one.result['centre']} {one.result['run']}\n")
    if any(one.failure for one in outcomes):
        return 1
    kept.unlink(missing_ok=True)
    return 0
