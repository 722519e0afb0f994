"""The dead letters: messages that could not be read, kept as they came, and given another try after a fix."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from config.arguments import add_deployment, complain, settings_from
from config.settings import ConfigError, Settings
from ingest.accounting import DEAD, SPOOLED, Tally, book
from ingest.sample import Reason
from ingest.spool import DeadLetter, Spool, SpoolError
from models.calendar import from_ns

SHOWN = 100
"""Characters of a payload on one line."""


def main(argv: Sequence[str]) -> int:
    """`python -m ingest dead-letters`: list them, or with --replay put them back; works while the ingestor runs."""
    parser = ArgumentParser(
        prog="linli dead-letters", description="Show or replay messages that could not be read."
    )
    parser.add_argument(
        "--reason", default="", choices=[reason.value for reason in Reason], help="only these"
    )
    parser.add_argument("--limit", type=int, default=20, help="how many to show, newest first")
    parser.add_argument(
        "--replay", action="store_true", help="read them once more, after a profile was mended"
    )
    arguments = add_deployment(parser).parse_args(argv)
    try:
        with closing(_spool_of(settings_from(arguments))) as spool:
            lines = _replayed(spool, arguments.reason) if arguments.replay else _listed(spool, arguments)
            sys.stdout.writelines(line + "\n" for line in lines)
    except (ConfigError, SpoolError) as error:
        return complain(error)
    return 0


def _spool_of(settings: Settings) -> Spool:
    file = settings.data.folder / "spool" / "spool.db"
    if not file.exists():
        raise ConfigError(f"no spool at {file}: the ingestor has not run in this data folder yet")
    return Spool(file)


def _replayed(spool: Spool, reason: str) -> list[str]:
    return [f"{replay(spool, reason)} messages are read once more"]


def _listed(spool: Spool, arguments: Namespace) -> list[str]:
    kept = [f"{count:8} {reason}" for reason, count in kept_by_reason(spool).items()]
    return kept + [_line(letter) for letter in dead_letters(spool, arguments.limit, arguments.reason)]


def _line(letter: DeadLetter) -> str:
    """One letter on one line; bytes are shown escaped, so that nothing in them can steer a terminal."""
    shown = repr(letter.payload[:SHOWN])[1:]
    return f"{from_ns(letter.received_ns):%Y-%m-%dT%H:%M:%SZ} {letter.reason} {letter.topic!r} {shown} ({letter.text!r})"


def dead_letters(spool: Spool, limit: int = 100, reason: str = "") -> Iterator[DeadLetter]:
    """The newest first, of one reason or of all."""
    with spool.reading() as reader:
        rows = reader.execute(
            "SELECT received_ns, topic, payload, reason, text FROM dead WHERE ? IN ('', reason) "
            "ORDER BY id DESC LIMIT ?",
            (reason, limit),
        ).fetchall()
    for received_ns, topic, payload, why, text in rows:
        yield DeadLetter(received_ns=received_ns, topic=topic, payload=payload, reason=why, text=text)


def kept_by_reason(spool: Spool) -> Mapping[str, int]:
    """How many letters are still there, by reason."""
    with spool.reading() as reader:
        return dict(reader.execute("SELECT reason, count(*) FROM dead GROUP BY reason").fetchall())


def replay(spool: Spool, reason: str = "") -> int:
    """Put letters (of one reason, "" = all) back into the spool with the time of their first receipt; how many."""
    with spool.writing() as writer:
        writer.execute(
            "INSERT INTO message (received_ns, topic, payload, retain, dup, rank) "
            "SELECT received_ns, topic, payload, 0, 0, 0 FROM dead WHERE ? IN ('', reason) ORDER BY id",
            (reason,),
        )
        tally = Tally()
        for back, count in writer.execute(
            "SELECT reason, count(*) FROM dead WHERE ? IN ('', reason) GROUP BY reason", (reason,)
        ).fetchall():
            tally.add(DEAD, back, -count)
            tally.add(SPOOLED, "", count)
        book(writer, tally)
        writer.execute("DELETE FROM dead WHERE ? IN ('', reason)", (reason,))
    spool.arrived.set()
    return tally.changes.get((SPOOLED, ""), 0)
