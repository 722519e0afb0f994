"""The page of imports: drop a file, see what it would do, let it, and take a batch back."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import choice, deed_form, entry
from dashboard.components.feed_list import feed_panel
from dashboard.components.import_history import history_panel
from dashboard.components.import_trial import trial_panel
from dashboard.components.marks import marks
from dashboard.components.words import words
from dashboard.drawn import drawn
from dashboard.ids import ImportsId
from dashboard.imports.held import TRIALS, UPLOADS, Owner, Upload, Waiting
from dashboard.imports.limits import MOST_BYTES
from dashboard.imports.template import TEMPLATES, template
from dashboard.imports.trial import settled, tried, tried_feed
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.exchange import columns
from models.exchange.batch import Batch
from models.exchange.remote import LONGEST
from models.services.feeds import drop_address, new_address
from models.services.imports import RIGHTS, begin, demand_right, history, kinds_for, may_bring, take_in, undo
from models.services.offerings import kinds as offered
from models.services.strangers import refusal

WHO = RIGHTS
LOOKS = (*RIGHTS, Permission.MONEY_READ)
"""An auditor sees what came in and who took it back."""

FEED_KIND = "sessions"
"""What feeds of other systems hold."""

SLICE = 25
"""Rows of one step: a second at most, so that a stop is soon heard."""


def layout(visit: Visit) -> Component:
    """The content, and the places through which its script asks and is answered."""
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=ImportsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ImportsId.ASK),
            dcc.Store(id=ImportsId.ANSWER),
        ],
        id=ImportsId.ROOT,
        **marks(
            data_asks=ImportsId.ASK,
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
            data_lang=t.locale,
            data_words=words(t, "import.say."),
        ),
    )


def content(visit: Visit) -> Sequence[Component]:
    """A file to choose, the trial that waits, what was imported before."""
    t, key = visit.translate, visit.query.get("trial", "")
    waiting, kinds = TRIALS.get(_owner(visit), key), kinds_for(visit.ports, visit.account)
    head: list[Component] = [html.H1(t("page.imports")), html.P(t("import.lead"), className="lead")]
    if not kinds:
        return [head[0], history_panel(visit, _history(visit))]
    if waiting is not None:
        head.append(trial_panel(visit, waiting.trial, key))
    elif key:
        head.append(html.P(t("import.trial.none"), className="away", role="status"))
    return [
        *head,
        _choose(visit, kinds),
        *_elsewhere(visit),
        history_panel(visit, _history(visit)),
        *([feed_panel(visit)] if visit.may(Permission.IMPORT_RUN) else []),
    ]


def _history(visit: Visit) -> list[Batch]:
    """Of whoever brings in some kinds only, those."""
    every, account = history(visit.ports), visit.account
    if visit.may(Permission.IMPORT_RUN) or visit.may(Permission.MONEY_READ):
        return every
    return [one for one in every if may_bring(visit.ports, account, one.kind)]


def _choose(visit: Visit, allowed: Sequence[str]) -> Component:
    t = visit.translate
    kinds = [(key, t(f"import.kind.{key}")) for key in allowed]
    label = t("import.file", most=MOST_BYTES // 1_000_000)
    return html.Section(
        [
            html.H2(t("import.choose")),
            html.Form(
                [
                    html.Label([html.Span(label), _file()], className="asked"),
                    choice("kind", t("import.what"), kinds),
                    choice("space", t("import.space"), _spaces(visit)),
                    choice("activity", t("import.activity"), _activities(visit)),
                    html.Button(t("import.try"), type="submit", className="primary"),
                ],
                className="import-file",
                **marks(data_file=""),
            ),
            html.P(t("import.templates"), className="muted"),
            html.Ul([_template_row(key, words) for key, words in kinds], className="import-templates"),
        ],
        className="panel",
    )


def _elsewhere(visit: Visit) -> list[Component]:
    """The feed of another system; nothing where this deployment may read none."""
    t = visit.translate
    if visit.ports.feeds.remote is None or not visit.may(Permission.IMPORT_RUN):
        return []
    spaces, activities = _spaces(visit), _activities(visit)
    form = deed_form(
        "follow",
        [
            entry("address", t("import.feed.address"), hint=t("import.feed.hint")),
            choice("space", t("import.feed.space"), spaces),
            choice("activity", t("import.feed.activity"), activities),
            choice(
                "whole", t("import.feed.from"), [("", t("import.feed.on")), ("yes", t("import.feed.whole"))]
            ),
            html.Button(t("import.feed.read"), type="submit", className="primary"),
        ],
    )
    return [html.Section([html.H2(t("import.feed")), form], className="panel import-feed")]


def _spaces(visit: Visit) -> list[tuple[str, str]]:
    t, spaces = visit.translate, visit.ports.centre.spaces
    return [("", "–"), *((str(key), t.name(one.name)) for key, one in spaces.items())]


def _activities(visit: Visit) -> list[tuple[str, str]]:
    named = visit.translate.name
    return [("", "–"), *((one.key, named(one.name)) for one in offered(visit.ports) if not one.retired)]


def _template_row(key: str, words: str) -> Component:
    """A kind of row with a template in each format."""
    names = [(form, form.upper()) for form in TEMPLATES]
    buttons = [
        html.Button(
            name,
            type="button",
            className="link",
            **marks(data_template=key, data_form=form, aria_label=f"{words} {name}"),
        )
        for form, name in names
    ]
    return html.Li([html.Span(words), *buttons])


def _file() -> Component:
    """Drawn as plain HTML, which knows fields that Dash's own input does not."""
    return dcc.Input(type="file", name="file")  # type: ignore[arg-type]


def _owner(visit: Visit) -> Owner:
    return visit.centre, visit.account.id


def register(callbacks: Callbacks) -> None:
    """One way in: pieces of a file, a trial, steps that take it in, steps that take it back."""

    @callbacks.asking(ImportsId.ASK, ImportsId.ANSWER, ImportsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _piece(visit: Visit, fields: Fields) -> Json:
    """A piece of a file; the first one opens an upload."""
    key = fields.get("upload", "") or UPLOADS.put(_owner(visit), Upload())
    upload = UPLOADS.get(_owner(visit), key)
    if upload is None:
        raise refusal("import.upload")
    upload.add(fields.get("piece", ""))
    return {"upload": key}


def _try(visit: Visit, fields: Fields) -> Json:
    key = fields.get("upload", "")
    upload = UPLOADS.get(_owner(visit), key)
    if upload is None:
        raise refusal("import.upload")
    UPLOADS.drop(key)
    name, kind = fields.get("name", "")[:120], fields.get("kind", "")
    trial = tried(visit.ports, name, bytes(upload.content), kind, _defaults(fields))
    demand_right(visit.ports, visit.account, trial.kind)
    found = TRIALS.put(_owner(visit), Waiting(trial))
    return {"text": "", "go": link(visit, "imports", trial=found)}


def _follow(visit: Visit, fields: Fields) -> Json:
    """A feed read and tried, as a file is. What says nothing new is settled at once."""
    demand_right(visit.ports, visit.account, FEED_KIND)
    whole = fields.get("whole", "") == "yes"
    trial = tried_feed(visit.ports, fields.get("address", "")[:LONGEST], _defaults(fields), whole=whole)
    if not any(one.wanted for one in trial.rows):
        settled(visit.ports, trial, 0)
    return {"text": "", "go": link(visit, "imports", trial=TRIALS.put(_owner(visit), Waiting(trial)))}


def _defaults(fields: Fields) -> dict[str, str]:
    """What holds for rows that say nothing themselves."""
    given = {"space": fields.get("space", "")[:64], "kind": fields.get("activity", "")[:64]}
    return {name: text for name, text in given.items() if text}


def _step(visit: Visit, fields: Fields) -> Json:
    """The next rows of a trial into its batch."""
    waiting = TRIALS.get(_owner(visit), fields.get("trial", ""))
    if waiting is None:
        raise refusal("import.upload")
    trial, ports = waiting.trial, visit.ports
    if waiting.batch is None:
        waiting.batch = begin(ports, visit.account, trial.kind, trial.file, trial.digest)
    rows = [one for one in trial.rows if one.wanted is not None]
    some = rows[waiting.done : waiting.done + SLICE]
    waiting.batch, _ = take_in(ports, visit.account, waiting.batch, some)
    waiting.done += len(some)
    if waiting.done == len(rows):
        TRIALS.drop(fields["trial"])
        settled(ports, trial, waiting.batch.faulty)
    return {"done": waiting.done, "rows": waiting.batch.rows, "faulty": waiting.batch.faulty}


def _undo(visit: Visit, fields: Fields) -> Json:
    """The next rows of a batch taken back."""
    below = fields.get("below", "")
    if below and not (below.isascii() and below.isdigit() and len(below) < 8):
        raise refusal("no_deed")
    done = undo(visit.ports, visit.account, fields.get("batch", ""), int(below) if below else None, SLICE)
    return {"done": done.rows, "faulty": len(done.refused), "left": done.left, "below": str(done.last)}


def _template(visit: Visit, fields: Fields) -> Json:
    kind = columns.IMPORTS.get(fields.get("kind", ""))
    form = fields.get("form", "csv")
    if kind is None or form not in TEMPLATES:
        raise refusal("no_deed")
    return {"file": template(kind, visit.translate.locale, form)}


def _address(visit: Visit, fields: Fields) -> Json:
    """A new secret address of a calendar, shown once."""
    space = fields.get("space", "")
    secret = new_address(visit.ports, visit.account, space)
    url = f"/{visit.centre}/calendar/{space}.ics?key={secret}"
    return {"text": visit.translate("import.feeds.made", url=url)}


def _unaddress(visit: Visit, fields: Fields) -> Json:
    drop_address(visit.ports, visit.account, fields.get("space", ""))
    return {"text": visit.translate("import.feeds.dropped"), "go": link(visit, "imports")}


DEEDS = {
    "piece": _piece,
    "try": _try,
    "follow": _follow,
    "step": _step,
    "undo": _undo,
    "template": _template,
    "address": _address,
    "unaddress": _unaddress,
}

IMPORTS = Page(
    key="imports",
    path="imports",
    icon="⇩",
    permission=LOOKS,
    layout=layout,
    register=register,
    group=PageGroup.HOUSE,
)
