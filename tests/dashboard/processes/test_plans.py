"""Which processes a deployment consists of."""

from pathlib import Path

from config.settings import Settings, load_settings
from dashboard.processes.plans import plans


def settings(tmp_path: Path, **environ: str) -> Settings:
    return load_settings(
        environ={"LINLI__DATA__FOLDER": str(tmp_path)}
        | {f"LINLI__{key}": value for key, value in environ.items()}
    )


def test_the_embedded_profile_starts_everything(tmp_path: Path) -> None:
    made = plans(settings(tmp_path))
    assert [plan.name for plan in made] == ["broker", "ingest", "dashboard", "history", "simulate"]
    assert {plan.name for plan in made if not plan.lasting} == {"history"}


def test_without_simulation_neither_sensors_nor_history_are_made_up(tmp_path: Path) -> None:
    made = plans(settings(tmp_path, SIMULATE__ENABLED="false"))
    assert [plan.name for plan in made] == ["broker", "ingest", "dashboard"]


def test_no_history_is_wanted_when_it_has_no_weeks(tmp_path: Path) -> None:
    assert "history" not in [plan.name for plan in plans(settings(tmp_path, SIMULATE__HISTORY_WEEKS="0"))]


def test_somebody_elses_broker_is_neither_started_nor_waited_for(tmp_path: Path) -> None:
    made = plans(settings(tmp_path, BROKER__URL="mqtts://broker.example"))
    assert next(plan.name for plan in made) == "ingest"
    assert all("broker" not in plan.after for plan in made)


def test_every_child_is_given_the_settings_file(tmp_path: Path) -> None:
    for plan in plans(settings(tmp_path), "/etc/linli.toml"):
        assert plan.argv[-2:] == ("--settings", "/etc/linli.toml")


def test_live_counting_waits_until_history_has_filled_this_week(tmp_path: Path) -> None:
    made = {plan.name: plan for plan in plans(settings(tmp_path))}
    assert "history" in made["ingest"].after
    assert not made["history"].ready()
    (tmp_path / "history-shijiawan.json").write_text(
        '{"done": 10, "total": 580, "present": "2999-01-01T00:00:00+00:00"}', encoding="utf-8"
    )
    assert made["history"].ready()


def test_every_shard_is_a_process_and_one_too_many_only_works_off_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "spool-3").mkdir()
    (tmp_path / "spool-3" / "layout-subscribed.json").touch()

    made = {plan.name: plan for plan in plans(settings(tmp_path, INGEST__SHARDS="2"))}

    assert [name for name in made if name.startswith("ingest")] == ["ingest", "ingest-1", "ingest-3"]
    assert "--shard" not in made["ingest"].argv
    assert made["ingest-1"].argv[2:6] == ("ingest", "run", "--shard", "1")
    assert [made[name].lasting for name in ("ingest", "ingest-1", "ingest-3")] == [True, True, False]
