"""Casualties: ``onrecord eval casualties --data DIR``. Is each outlet's figure told as its own?

Hand labels (eval/gold/casualties.json: ids and figures, no text) on articles of several outlets
about one event: "How many people were killed?" or "... injured?" is asked of each event's
articles. Outlets often differ; the answer is to give each one's figure with that outlet.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

from bot.quantities import quantities
from bot.types import Answer
from eval.batch_answers import Ask, ask_batch, cited, rates, read_lines

FILE = "news/same-event-even.jsonl.gz"
_KEPT = ("id", "title", "publisher", "published", "text")


def evaluate(data: Path, limit: int = 0, ask: Ask = ask_batch) -> dict[str, Any]:
    """Score answers on the labelled events.

    :param data: the data folder or the file of articles.
    :param limit: only the first so many labelled events (0: all).
    :return: what ``onrecord eval casualties --json`` prints, without settings:
        ``figures_reported`` (of the outlets' figures, those that a statement holds that cites the
        outlet's article), ``conflict_shown`` (where figures differ), ``false_conflict`` (where
        all outlets give the same) and ``abstained``; each also for the two splits of the labels
        (``_dev``, ``_other``).
    """
    labels = read_labels()[: limit or None]
    wanted = {outlet["article"] for label in labels for outlet in label["outlets"]}
    articles = {row["id"]: row for row in read_lines(data, FILE) if row["id"] in wanted}
    answers = ask(
        [
            {
                "id": f"{label['event']}-{label['kind']}",
                "question": f"How many people were {label['kind']}?",
                "documents": [
                    {key: articles[outlet["article"]].get(key) for key in _KEPT}
                    for outlet in label["outlets"]
                ],
            }
            for label in labels
        ]
    )
    counts: dict[str, list[tuple[float, float]]] = {
        name: [] for name in ("figures_reported", "conflict_shown", "false_conflict", "abstained")
    }
    for label, answer in zip(labels, answers, strict=True):
        told = sum(reported(answer, outlet) for outlet in label["outlets"])
        counts["figures_reported"].append((told, len(label["outlets"])))
        shown = bool(answer.conflicts)
        counts["conflict_shown"].append((shown and label["differ"], label["differ"]))
        alike = len({(outlet["low"], outlet["high"]) for outlet in label["outlets"]}) == 1
        counts["false_conflict"].append((shown and alike, alike))
        counts["abstained"].append((answer.abstained, 1))
    dev = [label["split"] == "dev" for label in labels]
    return {"suite": "casualties", "n": len(labels), "metrics": rates(counts, dev)}


def read_labels() -> list[dict[str, Any]]:
    """The hand labels (eval/gold/README.md)."""
    path = resources.files("eval") / "gold" / "casualties.json"
    labels: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return labels


def reported(answer: Answer, outlet: dict[str, Any]) -> bool:
    """True when a statement that cites an outlet's article holds its figure, or one like it.

    The figure's own words count, and any figure with the same least and greatest value or, for
    a bound, the same number ("at least 20" for "20 or more").
    """
    if answer.abstained:
        return False
    return any(
        outlet["article"] in cited(answer, place) and _holds(statement.text, outlet)
        for place, statement in enumerate(answer.statements)
    )


def _holds(text: str, outlet: dict[str, Any]) -> bool:
    words = re.escape(outlet["figure"])
    if re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
        return True
    ends = {outlet["low"], outlet["high"]} - {None}
    return any(bool(ends & {figure.low, figure.high}) for figure in quantities(text))
