"""`./linli dead-letters list|show|replay|drop`: messages that could not be read, as they came."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from config.arguments import add_deployment, complain, instant, settings_from
from config.settings import ConfigError, Settings
from config.shards import spool_folder
from ingest.dead_box import DeadBox
from ingest.sample import Reason
from ingest.spool import Spool, SpoolError
from models.desk import DeadFilter, DeadLetter

SHOWN = 100
"""Characters of a payload on one line."""

ROW = 16
"""Bytes in one line of a dump."""

EVERYTHING = 10**9


def main(argv: Sequence[str]) -> int:
    """`python -m ingest dead-letters`: list (the default), show, replay or drop; works while the ingestor runs."""
    arguments = _parser().parse_args(_with_verb(argv))
    try:
        with closing(spool_of(settings_from(arguments), arguments.shard)) as spool:
            sys.stdout.writelines(line + "\n" for line in VERBS[arguments.verb](DeadBox(spool), arguments))
    except (ConfigError, SpoolError) as error:
        return complain(error)
    return 0


def add_shard(parser: ArgumentParser) -> ArgumentParser:
    """--shard, for what lies with one of several ingest processes."""
    parser.add_argument(
        "--shard",
        type=int,
        default=0,
        metavar="N",
        help="of which ingest process (ingest.shards), 0 = the first",
    )
    return parser


def spool_of(settings: Settings, shard: int = 0) -> Spool:
    """The spool of one ingest process. Raises ConfigError when it never ran."""
    file = spool_folder(settings, shard) / "spool.db"
    if not file.exists():
        raise ConfigError(f"no spool at {file}: the ingestor has not run in this data folder yet")
    return Spool(file, owner=False)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="linli dead-letters", description="Messages that could not be read.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = _verb(verbs, "list", "the newest first, one on a line (the default)")
    listing.add_argument("--limit", type=int, default=20, help="how many to show")
    showing = add_shard(add_deployment(verbs.add_parser("show", help="one letter with all its bytes")))
    showing.add_argument("id", type=int, nargs="+", help="its number in the list")
    _verb(verbs, "replay", "read letters once more, after a profile was mended").add_argument(
        "id", type=int, nargs="*", help="only these"
    )
    dropping = _verb(verbs, "drop", "throw letters away for ever")
    dropping.add_argument("id", type=int, nargs="*", help="only these")
    dropping.add_argument("--all", action="store_true", help="every letter that is kept")
    return parser


def _verb(verbs: Any, name: str, text: str) -> ArgumentParser:
    parser: ArgumentParser = verbs.add_parser(name, help=text, description=text)
    parser.add_argument(
        "--reason", default="", choices=[reason.value for reason in Reason], help="only of this reason"
    )
    parser.add_argument("--topic", default="", metavar="PART", help="only with this in their topic")
    parser.add_argument(
        "--since", type=instant, metavar="DATE", help="only received since (2026-11-01[T08:00])"
    )
    return add_shard(add_deployment(parser))


def _with_verb(argv: Sequence[str]) -> list[str]:
    """The list is what one wants first; --help stays that of the whole command."""
    known = bool(argv) and (argv[0] in VERBS or argv[0] in ("-h", "--help"))
    return list(argv) if known else ["list", *argv]


def dead_letters(spool: Spool, limit: int = 100, reason: str = "") -> Sequence[DeadLetter]:
    """The newest first, of one reason or of all."""
    return DeadBox(spool).page(DeadFilter(reason=reason), limit=limit).letters


def _filter(arguments: Namespace) -> DeadFilter:
    since: datetime | None = arguments.since
    ids = tuple((0, number) for number in getattr(arguments, "id", []))
    return DeadFilter(reason=arguments.reason, topic=arguments.topic, since=since, ids=ids)


def _list(box: DeadBox, arguments: Namespace) -> Iterator[str]:
    page = box.page(_filter(arguments), limit=arguments.limit)
    yield from (f"{count:8} {reason}" for reason, count in sorted(page.by_reason.items()))
    yield from (_line(letter) for letter in page.letters)


def _show(box: DeadBox, arguments: Namespace) -> Iterator[str]:
    page = box.page(DeadFilter(ids=[(0, number) for number in arguments.id]), limit=EVERYTHING)
    if not page.letters:
        raise ConfigError(f"no letter {', '.join(map(str, arguments.id))}: list shows those that are kept")
    for letter in page.letters:
        yield f"{letter.id} {letter.received_at:%Y-%m-%dT%H:%M:%S.%fZ} {letter.reason}: {letter.text!r}"
        yield f"topic {letter.topic!r}, {len(letter.payload)} bytes"
        yield from dump(letter.payload)


def _replay(box: DeadBox, arguments: Namespace) -> Iterator[str]:
    yield f"{box.replay(_filter(arguments))} messages are read once more"


def _drop(box: DeadBox, arguments: Namespace) -> Iterator[str]:
    wanted = _filter(arguments)
    if wanted == DeadFilter() and not arguments.all:
        raise ConfigError("drop wants numbers, --reason, --topic, --since, or --all for every letter")
    yield f"{box.drop(wanted)} messages are thrown away"


VERBS: Mapping[str, Callable[[DeadBox, Namespace], Iterator[str]]] = {
    "list": _list,
    "show": _show,
    "replay": _replay,
    "drop": _drop,
}


def _line(letter: DeadLetter) -> str:
    """One letter on one line; bytes are shown escaped, so that nothing in them can steer a terminal."""
    shown = repr(letter.payload[:SHOWN])[1:]
    when = f"{letter.received_at:%Y-%m-%dT%H:%M:%SZ}"
    return f"{letter.id:8} {when} {letter.reason} {letter.topic!r} {shown} ({letter.text!r})"


def dump(payload: bytes) -> Iterator[str]:
    """Rows of place, hex and text; whatever is no plain ASCII sign is a dot."""
    for start in range(0, len(payload), ROW):
        row = payload[start : start + ROW]
        text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        yield f"{start:08x}  {row.hex(' '):<{3 * ROW - 1}}  {text}"
