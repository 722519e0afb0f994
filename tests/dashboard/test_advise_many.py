"""Every centre of a deployment advised at a time: a failure is one centre's, and the next run goes on from there."""

import json
from argparse import Namespace
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from config.settings import DEFAULT_FILE, ConfigError
from dashboard.advise_many import advise_many, chosen
from dashboard.i18n import Translate
from dashboard.many import executor_of
from tests.house import CENTRE_FILE

ENGLISH = Translate("en")
WEEK = "2099-W01"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two centres of one deployment, alike but for their names and topics."""
    told = CENTRE_FILE.read_text(encoding="utf-8")
    first, second = tmp_path / "one.toml", tmp_path / "two.toml"
    first.write_text(told, encoding="utf-8")
    second.write_text((CENTRE_FILE.parent / "jiuyanqiao.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return [first, second]


def asked(files: list[Path], *, week: str = WEEK, centres: str = "", as_json: bool = True) -> Namespace:
    return Namespace(
        settings=DEFAULT_FILE,
        data_dir=files[0].parent / "data",
        centre=files,
        week=week,
        keep=False,
        all=not centres,
        centres=centres,
        json=as_json,
    )


def one_thread() -> Executor:
    return ThreadPoolExecutor(1)


def losing(file: Path) -> Executor:
    """An executor at whose opening a centre's file is gone."""
    file.unlink(missing_ok=True)
    return one_thread()


def test_a_centre_that_fails_is_named_and_the_next_run_does_it_alone(
    files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    told = files[1].read_text(encoding="utf-8")
    assert advise_many(asked(files), ENGLISH, partial(losing, files[1])) == 1
    out, err = capsys.readouterr()
    assert [one["centre"] for one in json.loads(out)] == ["shijiawan"]
    assert "linli: jiuyanqiao: ConfigError" in err
    kept = files[0].parent / "data" / f"advise-{WEEK}.jsonl"
    assert len(kept.read_text(encoding="utf-8").split()) > 1
    files[1].write_text(told, encoding="utf-8")
    assert advise_many(asked(files), ENGLISH, partial(losing, files[0].parent / "nothing")) == 0
    out, err = capsys.readouterr()
    assert [one["centre"] for one in json.loads(out)] == ["shijiawan", "jiuyanqiao"]
    assert err == "linli: 2 / 2\n"
    assert not kept.exists()


def test_why_a_week_cannot_be_planned_is_said_in_words_for_each_centre(
    files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert advise_many(asked(files, week="2020-W01", as_json=False), ENGLISH, one_thread) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split(": ")[1] for line in err.splitlines() if "2020-W01" in line] == [
        "shijiawan",
        "jiuyanqiao",
    ]
    assert "CentreError" not in err


def test_only_the_centres_that_are_named_are_advised_each_in_a_line(
    files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert advise_many(asked(files, centres="jiuyanqiao", as_json=False), ENGLISH, one_thread) == 0
    assert capsys.readouterr().out.startswith("jiuyanqiao 2099-W01: 0 proposals. ")


def test_a_centre_that_there_is_not_is_named(files: list[Path]) -> None:
    with pytest.raises(
        ConfigError, match="--centres nowhere: there is no such centre; there are jiuyanqiao, shijiawan"
    ):
        chosen(files, "shijiawan, nowhere")


@pytest.mark.slow
def test_the_centres_are_advised_on_a_cluster_as_on_this_machine(
    scheduler: str, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for pool in (one_thread, partial(executor_of, scheduler, workers=2)):
        assert advise_many(asked(files), ENGLISH, pool) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert [one["centre"] for one in said[1]] == ["shijiawan", "jiuyanqiao"]
    assert said[0] == said[1]
