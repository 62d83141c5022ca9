"""Answers made elsewhere, or in an earlier run, put through the same judging."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from bot.types import Answer
from eval.gold_checks import GoldError
from eval.gold_types import GoldSet, Question
from eval.outcomes import Reply


class SavedAnswers:
    """Answers by question id, from JSON lines {"id", "answer"}.

    That is what ``onrecord batch`` writes, and questions.jsonl of an earlier run. A question
    without a line counts as an error of the answerer.
    """

    settings = ""

    def __init__(self, path: Path) -> None:
        self.name = path.stem if path.stem != "questions" else path.parent.name
        self._answers: dict[str, tuple[Answer, float]] = {}
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise GoldError(f"{path}: cannot be read ({error})") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                self._add(line, f"{path}:{number}")

    def _add(self, line: str, where: str) -> None:
        try:
            row = json.loads(line)
            answer = Answer.model_validate(row["answer"])
            self._answers[str(row["id"])] = answer, float(row.get("milliseconds", 0))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise GoldError(f"{where}: no Answer: {place}: {first['msg']}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f'{where}: needs {{"id", "answer"}} ({error})') from error

    def open(self, gold: GoldSet) -> Callable[[Question], Reply]:
        """What answers the questions of one set."""

        def ask(question: Question) -> Reply:
            answer, spent = self._answers[question.id]
            return Reply(answer, None, spent)

        return ask
