"""`./linli decode`: a payload tried on a device model, printed as a table."""

import os
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from config.arguments import add_deployment, complain, settings_from
from config.settings import ConfigError
from ingest.catalogue import Catalogue, own_profiles
from ingest.decoders import ENVELOPES
from ingest.profile import Profile
from ingest.profile_fault import ProfileError
from ingest.sample import MAX_PAYLOAD
from ingest.trial import attempt
from models.desk import Trial, TrialRow

_HEX = re.compile(r"(?:0x)?(?:[0-9A-Fa-f]{2}[\s:-]*)+")
_HEADS = ("measure", "value", "unit", "instant", "")


def main(argv: Sequence[str]) -> int:
    """0 = it could be read, 1 = it could not and the reason was said, 2 = wrong use."""
    parser = ArgumentParser(
        prog="linli decode", description="Show what a payload says under a device model, before it is used."
    )
    parser.add_argument("--profile", required=True, help="name of a model, or a TOML file")
    parser.add_argument("--envelope", default="", help=f"{', '.join(ENVELOPES)}; without one, a bare frame")
    parser.add_argument("--topic", default="", help="the topic on which the message came")
    parser.add_argument("payload", metavar="HEX|FILE", help="bytes in hex, a file with them, or JSON")
    arguments = add_deployment(parser).parse_args(argv)
    folder = Path(os.environ.get("LINLI_FROM", "."))
    try:
        catalogue = Catalogue(own_profiles(settings_from(arguments)))
        profile = _profile(catalogue, arguments.profile, folder)
        payload = payload_of(arguments.payload, folder)
    except ConfigError as error:
        return complain(error)
    trial = attempt(profile, arguments.envelope, arguments.topic, payload)
    sys.stdout.writelines(line + "\n" for line in shown(profile, trial))
    return 1 if trial.faults else 0


def _profile(catalogue: Catalogue, wanted: str, folder: Path) -> Profile:
    if not wanted.endswith(".toml"):
        catalogue_fault = catalogue.faults.get(wanted)
        if catalogue_fault:
            raise ProfileError(catalogue_fault)
        if wanted not in catalogue:
            raise ConfigError(f"profile '{wanted}' is not one of {', '.join(sorted(catalogue))}")
        return catalogue[wanted]
    file = folder / wanted
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"profile file {file} cannot be read: {error}") from error
    return catalogue.check(text, file.stem)


def payload_of(given: str, folder: Path) -> bytes:
    """The bytes that somebody meant: hex, JSON, or a file with either or with the bytes themselves. Raises ConfigError."""
    if _HEX.fullmatch(given.strip()):
        return _bytes(given)
    if given.lstrip()[:1] in ("{", "["):
        return given.encode()
    file = folder / given
    try:
        with file.open("rb") as opened:
            content = opened.read(2 * MAX_PAYLOAD + 1)
    except (OSError, ValueError) as error:
        raise ConfigError(f"payload '{given[:80]}' is neither hex nor a file that can be read") from error
    text = content.decode("ascii", errors="replace").strip()
    return _bytes(text) if _HEX.fullmatch(text) else content


def _bytes(text: str) -> bytes:
    return bytes.fromhex(re.sub(r"0x|[\s:-]", "", text))


def shown(profile: Profile, trial: Trial) -> Iterator[str]:
    """The lines of a trial."""
    yield f"{profile.name}: {profile.model}"
    table = [_HEADS, *(_cells(row) for row in trial.rows)] if trial.rows else []
    widths = [max(len(cells[place]) for cells in table) for place in range(len(_HEADS))] if table else []
    for cells in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
    for event in trial.events:
        yield "event: " + ", ".join(f"{key} = {word}" for key, word in event.items() if word)
    if trial.vitals:
        yield "device: " + ", ".join(f"{key} = {word}" for key, word in trial.vitals.items())
    if trial.unknown:
        yield "not known to the profile: " + ", ".join(trial.unknown)
    if not (trial.rows or trial.events or trial.faults):
        yield "nothing was measured"
    for fault in trial.faults:
        yield f"fault: {fault.text}"


def _cells(row: TrialRow) -> tuple[str, ...]:
    at = row.at.strftime("%Y-%m-%dT%H:%M:%SZ") if row.at else "-"
    notes = [row.device, "" if row.in_range else "out of range"]
    return row.measure, f"{row.value:.12g}", row.unit, at, " ".join(note for note in notes if note)
