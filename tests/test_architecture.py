"""The shape of the project: who imports whom, sizes, names, where broad excepts and words may stand."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median, quantiles

import pytest

import config
import dashboard
import ingest
import models
from tests.source import PACKAGES, ROOT, functions, length, sources, tree

FILE_MAX, FILE_MEDIAN = 300, 100
FUNCTION_MAX, FUNCTION_P95, FUNCTION_MEDIAN = 60, 30, 8
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "handler"} | {
    *("data", "info", "core", "tools", "stuff", "shared", "lib", "constants", "types")
}
SYNONYMS = ("usage_rate", "headcount", "load_pct", "wish")

BROAD_EXCEPTS = {
    "ingest/interpretation.py": "a faulty decoder costs one message",
    "ingest/proposal.py": "a faulty decoder costs one proposal",
    "ingest/desk/clerk.py": "a stranger that cannot be told about hides no other",
    "ingest/desk/counter.py": "the edge of a request at the desk",
    "ingest/ingestor.py": "what is shown of one centre never stops the keeping of all",
    "ingest/privacy.py": "what cannot be opened is masked, whatever the reason",
    "ingest/sender.py": "the edge of a store's thread; its batch's outcome raises it again",
    "ingest/rollup_worker.py": "the edge of the thread of facts",
    "ingest/mqtt.py": "an exception would end paho's thread, which goes on looking connected",
    "models/services/dispatch.py": "one delivery or one period that fails keeps no other from its turn",
    "models/feed/follower.py": "the same thread, on the dashboard's side",
    "dashboard/headers.py": "the edge of a request",
    "dashboard/imports/child.py": "the edge of the process that parses a stranger's file",
    "dashboard/callbacks.py": "the edge of a callback",
    "dashboard/housekeeping.py": "the edge of a job, whose failure is kept and shown",
    "dashboard/live/hub.py": "the edge of a task that nobody awaits",
}
"""The edges at which anything may be caught. Elsewhere a broad except must raise again."""

WORDS_AS_DATA = {
    "models/centre.py": "ZONES is a table of names in both languages",
    "models/programme/activity.py": "STARTING_KINDS is a table of names in both languages",
    "models/exchange/cell.py": "the ways in which days and times are written, which are read and never shown",
    "models/services/feeds.py": "the bands as readers of open data are told them",
    "models/exchange/price_columns.py": "what columns, days and concessions in files are called, which is read",
    "models/exchange/property_columns.py": "what columns of files are called, which is read, and written into templates",
    "models/exchange/pool_columns.py": "what columns, kinds and weekdays of helpers are called, which is read",
    "models/exchange/columns.py": "what columns of files are called, which is read, and written into templates",
    "models/exchange/money_columns.py": "what columns, lines and costs in files are called, which is read",
    "models/exchange/activity_columns.py": "what columns of activities are called, which is read, and written into templates",
    "models/exchange/weather_columns.py": "what columns and sources of weather are called, which is read",
    "models/exchange/statement_words.py": "how payment services and banks word their statements, which is read",
    "models/exchange/statement_columns.py": "what columns of statements are called, which is read",
    "ingest/personal.py": "the keys under which devices in China put names and cards",
    "ingest/simulator/property.py": "the courtyards and services of the simulated centre, with their names",
    "ingest/simulator/courses.py": "the courses of the simulated centre, with their names",
    "ingest/simulator/tariff.py": "what things cost in the simulated centre, with their names",
    "models/needs/topic.py": "the topics that a centre begins with, with their names and tags",
    "models/needs/wording.py": "how residents word what they want, which is read and never shown",
    "models/needs/discretion.py": "the signs in which people write telephone numbers, which are masked",
    "models/exchange/need_columns.py": "what columns, days and hours on slips are called, which is read",
    "models/money/amount.py": "the ways in which amounts are written, which are read and never shown",
    "ingest/simulator/clerk.py": "what the simulated clerk writes beside a closing and a late invoice",
    "ingest/simulator/invoices.py": "whose invoices the simulated centre pays, and for what",
    "ingest/simulator/offer.py": "the kinds, groups, coaches and family names of the simulated centre",
    "ingest/simulator/funds.py": "what the simulated fund decided and paid for, as its people wrote it down",
    "ingest/simulator/community/saying.py": "what the simulated residents say",
    "ingest/simulator/community/plan.py": "the projects and kinds of activity of the simulated community, with their names",
    "ingest/simulator/community/pool.py": "the talents and resources of the simulated pool, with their names",
    "ingest/simulator/community/gathering.py": "the activities of the simulated community, with their names",
    "ingest/simulator/community/council.py": "what the simulated council writes into its minutes",
    "ingest/simulator/community/intake.py": "why the simulated coordinator declines a need",
    "ingest/simulator/community/work.py": "what the simulated people write about a project",
    "ingest/placing.py": "pairs of signs that many spaces' names share, which are compared and never shown",
    "config/notice.py": "the words of the official notice, which are read and never shown",
}

DRAWN = re.compile(
    r"dcc\.Graph|\bmaskImage|\b(?:inline|block)Size\b|\binsetInlineStart|\bclipPath|\bflexGrow|data_level="
)
"""How Python draws: a size or a place that comes from a number, a colour by level, a line as a mask, Plotly."""

NO_CHART = {
    "dashboard/components/project_board.py": "what was paid of a budget, told in the line below its bar",
    "dashboard/components/project_judged.py": "attendances and hours, each told beside its bar",
    "dashboard/components/project_money.py": "amounts and shares, each told beside its bars",
    "dashboard/components/curve_graph.py": "the curve of a chart: the live page's and a day's",
    "dashboard/components/earn_bars.py": "the bars of the chart in earn_spaces",
    "dashboard/components/two_bars.py": "the bars in a row of tie_bars' table",
    "dashboard/components/stall_plan.py": "a plan: its stalls stand in the table below it",
    "dashboard/components/advice_effect.py": "a bar beside the sentence that says its three numbers",
    "dashboard/components/price_strip.py": "a bar beside the sentence that says its hours and prices",
    "dashboard/components/why_panel.py": "a scale beside the sums that it shows",
    "dashboard/components/hearing.py": "a level beside its number",
    "dashboard/components/letter_list.py": "a choice of reasons, each with its number",
    "dashboard/components/meeting_motion.py": "a bar above the words that say its votes, by party in a table",
    "dashboard/pages/sensors.py": "how many speak and how many are silent, in words below it",
    "dashboard/components/match_words.py": "a bar beside the number that it shows",
    "dashboard/components/report_state.py": "how far a run is, in words beside it",
}
"""What draws and makes no chart, and where its numbers are read instead."""

NO_TWIN = {"tests/e2e", "tests", "tests/ingest/resilience", "tests/money"}
"""Folders of tests that belong to no single module."""

SEVERAL_MODULES: dict[str, str] = {}
"""Single tests outside those folders that belong to no single module, and why."""


def test_every_import_contract_is_kept() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("package", [config, models, ingest, dashboard], ids=lambda package: package.__name__)
def test_our_generic_package_names_mean_our_packages(package: object) -> None:
    assert Path(package.__file__).is_relative_to(ROOT)  # type: ignore[attr-defined]


def test_no_installed_distribution_owns_one_of_our_package_names() -> None:
    assert set(PACKAGES) & set(packages_distributions()) == set()


def test_no_file_is_a_heart_file() -> None:
    lines = {path: text.count("\n") for path, text in sources().items() if "/versions/" not in path}
    assert {path: count for path, count in lines.items() if count > FILE_MAX} == {}
    assert median(count for count in lines.values() if count) <= FILE_MEDIAN


def test_functions_are_small() -> None:
    lengths = {
        f"{path}:{function.name}": length(function)
        for path, text in sources().items()
        if "/versions/" not in path
        for function in functions(text)
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_MAX} == {}
    assert quantiles(lengths.values(), n=20)[-1] <= FUNCTION_P95
    assert median(lengths.values()) <= FUNCTION_MEDIAN


def test_every_file_is_named_after_what_it_is() -> None:
    assert [path for path in sources() if Path(path).stem in FORBIDDEN_NAMES] == []


def test_every_module_says_in_one_line_what_it_is() -> None:
    undescribed = [
        path
        for path, text in sources().items()
        if not path.endswith("__init__.py") and not (ast.get_docstring(tree(text)) or "").strip()
    ]
    assert undescribed == []


def test_the_words_of_the_field_have_no_synonyms() -> None:
    pattern = re.compile(rf"\b({'|'.join(SYNONYMS)})\b")
    business = sources("models", "dashboard", "config")
    assert [path for path, text in business.items() if pattern.search(text)] == []


def _broad_handlers(text: str) -> Iterator[ast.ExceptHandler]:
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "BaseException"
            if re.search(r"\b(Base)?Exception\b", caught):
                yield node


def _raises_again(handler: ast.ExceptHandler) -> bool:
    return isinstance(handler.body[-1], ast.Raise)


def test_anything_is_caught_only_at_the_named_edges() -> None:
    swallowing = {
        path
        for path, text in sources().items()
        if any(not _raises_again(handler) for handler in _broad_handlers(text))
    }
    assert swallowing == set(BROAD_EXCEPTS)


def test_no_exception_is_caught_without_naming_it() -> None:
    bare = [
        path
        for path, text in sources("config", "models", "ingest", "dashboard", "tests").items()
        for node in ast.walk(tree(text))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def _spoken_strings(text: str) -> Iterator[str]:
    """String constants that are no docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    loose = {id(node.value) for node in ast.walk(tree(text)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(text)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings | loose
        ):
            yield node.value


def test_chinese_words_stand_in_data_files_not_in_python() -> None:
    speaking = {
        path
        for path, text in sources().items()
        if any(re.search(r"[\u4e00-\u9fff]", string) for string in _spoken_strings(text))
    }
    assert speaking - set(WORDS_AS_DATA) == set()


def test_pages_figures_and_components_ask_services_and_never_a_port() -> None:
    ports = {"store", "slots", "holds", "live"}
    reaching = [
        f"{path}:{node.lineno}"
        for path, text in sources("dashboard/pages", "dashboard/figures", "dashboard/components").items()
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Attribute)
        and node.attr in ports
        and isinstance(node.value, ast.Name | ast.Attribute)
        and ast.unparse(node.value).endswith("ports")
    ]
    assert reaching == []


def test_what_is_drawn_is_a_chart_with_its_table_or_has_its_numbers_beside_it() -> None:
    drawing = {path for path, text in sources("dashboard").items() if DRAWN.search(text)}
    charts = {path for path in drawing if "Drawing(" in sources("dashboard")[path]}
    assert drawing - charts == set(NO_CHART)


def test_services_write_the_lines_of_the_audit_trail_in_one_way() -> None:
    own = [
        path
        for path, text in sources("models/services").items()
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "AuditEntry"
    ]
    assert own == ["models/services/deed.py"]


def test_rows_have_no_methods() -> None:
    busy = [
        f"{path}:{node.name}"
        for path, text in sources("models/db/tables").items()
        for node in ast.walk(tree(text))
        if isinstance(node, ast.ClassDef)
        and node.name.endswith("Row")
        and any(isinstance(part, ast.FunctionDef) for part in node.body)
    ]
    assert busy == []


def _tests() -> dict[str, str]:
    return {path: text for path, text in sources("tests").items() if Path(path).name.startswith("test_")}


def test_tests_mirror_the_tree() -> None:
    lonely = []
    for path in _tests():
        test = Path(path)
        if test.parent.as_posix() in NO_TWIN or path in SEVERAL_MODULES:
            continue
        place = ROOT.joinpath(*test.parts[1:-1])
        name = test.stem.removeprefix("test_")
        is_the_package = name == place.name  # its __init__.py
        is_twin = (place / f"{name}.py").is_file() or (place / name).is_dir() or is_the_package
        if not (is_twin or _is_a_protocol(name)):
            lonely.append(path)
    assert lonely == []


def _is_a_protocol(name: str) -> bool:
    """A contract suite over several adapters is named after the protocol that they keep."""
    protocol = "".join(part.title() for part in name.split("_"))
    return f"class {protocol}(Protocol)" in (ROOT / "models" / "ports.py").read_text(encoding="utf-8")


def test_no_test_sleeps() -> None:
    sleeping = [
        f"{path}:{node.lineno}"
        for path, text in _tests().items()
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("time.sleep", "sleep")
    ]
    assert sleeping == []


def test_no_test_uses_a_mock() -> None:
    pattern = re.compile(r"unittest\.mock|MagicMock|\bmocker\b")
    assert [
        path for path, text in _tests().items() if pattern.search(text) and "architecture" not in path
    ] == []


def test_the_name_of_every_test_is_a_sentence() -> None:
    short = [
        f"{path}:{function.name}"
        for path, text in _tests().items()
        for function in functions(text)
        if function.name.startswith("test_") and function.name.count("_") < 3
    ]
    assert short == []
