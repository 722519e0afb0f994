"""The bench runs from start to end and its kills lose nothing."""

import pytest

from ingest.bench import main


@pytest.mark.slow
@pytest.mark.broker
def test_prints_ratios_latency_and_what_the_kills_cost(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--messages", "3000", "--rate", "500", "--seconds", "2", "--kills", "1"])

    said = capsys.readouterr().out
    assert code == 0, said
    assert "plain paho loop" in said
    assert "p99" in said
    assert "lost 0   counted twice 0" in said
