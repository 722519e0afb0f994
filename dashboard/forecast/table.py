"""Scores as a table for a terminal and as a record for other programs."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from dashboard.forecast.backtest import Judged
from dashboard.i18n import Translate
from models.forecast.forecaster import OURS
from models.forecast.protocol import REACHES
from models.forecast.score import Score

FIGURES: Mapping[str, str] = {"wape": "8.1f", "mase": "8.3f", "pinball": "8.1f", "coverage": "8.1f"}
"""Fields of a score with how they are shown."""
_LACKS: Mapping[str, Callable[[Score], bool]] = {
    "unscored": lambda score: not score.steps,
    "uncalibrated": lambda score: bool(score.steps) and score.coverage is None,
}
"""Why a series has gaps in its row: the key of the sentence and the score that asks for it."""
_NAME = 34
_NONE = "–"


def table(found: Sequence[Judged], translate: Translate) -> str:
    """All forecasters in total, then ours by series."""
    lines = [_heading(translate("forecast.total"), translate, with_time=True)]
    for judged in found:
        name = translate(f"forecast.by.{judged.forecaster}")
        lines.append(_row(name, judged.total) + f"{judged.milliseconds:>9.1f}")
    ours = next(judged for judged in found if judged.forecaster == OURS)
    lines += ["", _heading(translate("forecast.each"), translate, with_time=False)]
    lines += [_row(one.trial.series.key, one.scores) for one in ours.outcomes]
    lines += ["", translate("forecast.legend")]
    for key, has in _LACKS.items():
        names = [one.trial.series.key for one in ours.outcomes if has(one.scores["D7"])]
        lines += [translate(f"forecast.{key}", names=", ".join(names))] if names else []
    return "\n".join(lines) + "\n"


def record(judged: Judged) -> dict[str, object]:
    """What `--json` prints of one forecaster."""
    return {
        "forecaster": judged.forecaster,
        "milliseconds": round(judged.milliseconds, 2),
        "total": {reach: asdict(score) for reach, score in judged.total.items()},
        "series": [
            {
                "series": one.trial.series.key,
                "origins": len(one.trial.origins) - one.trial.calibrating,
                **{reach: asdict(score) for reach, score in one.scores.items()},
            }
            for one in judged.outcomes
        ],
    }


def _heading(title: str, translate: Translate, *, with_time: bool) -> str:
    cells = [
        _right(f"{translate(f'forecast.figure.{figure}')} {reach}", 10)
        for reach in REACHES
        for figure in FIGURES
    ]
    return (
        _left(title) + "".join(cells) + (_right(translate("forecast.milliseconds"), 9) if with_time else "")
    )


def _row(name: str, scores: Mapping[str, Score]) -> str:
    cells = (
        _shown(getattr(scores[reach], figure), form) for reach in REACHES for figure, form in FIGURES.items()
    )
    return _left(name) + "".join(cells)


def _shown(value: float | None, form: str) -> str:
    return f"{_NONE if value is None else format(value, form).strip():>10}"


def _wide(text: str) -> int:
    """Columns of a terminal: Chinese signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _left(text: str) -> str:
    return text + " " * max(1, _NAME - _wide(text))


def _right(text: str, width: int) -> str:
    return " " * max(1, width - _wide(text)) + text
