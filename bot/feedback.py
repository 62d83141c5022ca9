"""What readers said of answers: kept in SQLite, exported as candidates for the gold set."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from bot.types import Answer
from index.errors import OnRecordError

Verdict = Literal[
    "right", "wrong citation", "lost attribution", "missed conflict", "should have abstained"
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
FILE = "feedback.sqlite"
LONGEST_COMMENT = 2000
_TABLE = """CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,         -- UTC, ISO 8601
    verdict TEXT NOT NULL,
    comment TEXT NOT NULL,
    question TEXT NOT NULL,   -- as it was asked
    complete TEXT NOT NULL,   -- with what it left out filled in
    answer TEXT NOT NULL,     -- the answer as JSON
    settings TEXT NOT NULL,   -- the settings in force as JSON
    person TEXT               -- who was signed in
)"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One reader's word on one answer."""

    verdict: str
    comment: str
    question: str
    complete: str
    answer: Answer
    settings: dict[str, Any]
    person: str | None = None
    at: str = ""
    """When it was given (UTC, ISO 8601); set by the store."""


class FeedbackStore:
    """The feedback of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def add(self, feedback: Feedback) -> None:
        """Keep it.

        :raises OnRecordError: for an unknown verdict, or if it cannot be written.
        """
        if feedback.verdict not in VERDICTS:
            raise OnRecordError(f"verdict {feedback.verdict!r}: use one of {', '.join(VERDICTS)}")
        row = (
            datetime.now(UTC).isoformat(timespec="seconds"),
            feedback.verdict,
            feedback.comment[:LONGEST_COMMENT],
            feedback.question,
            feedback.complete,
            feedback.answer.model_dump_json(),
            json.dumps(feedback.settings, sort_keys=True),
            feedback.person,
        )
        with self._open() as db, db:
            db.execute(
                "INSERT INTO feedback "
                "(at, verdict, comment, question, complete, answer, settings, person) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def all(self) -> list[Feedback]:
        """All feedback, oldest first."""
        if not self._file.exists():
            return []
        with self._open() as db:
            rows = db.execute(
                "SELECT verdict, comment, question, complete, answer, settings, person, at "
                "FROM feedback ORDER BY id"
            ).fetchall()
        return [
            Feedback(
                r[0], r[1], r[2], r[3], Answer.model_validate_json(r[4]), json.loads(r[5]), *r[6:]
            )
            for r in rows
        ]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=10)) as db:
                db.execute(_TABLE)
                yield db
        except (sqlite3.Error, OSError) as error:
            raise OnRecordError(f"feedback cannot be kept in {self._file}: {error}") from error


def candidates(kept: list[Feedback]) -> list[dict[str, Any]]:
    """Gold-set candidates: what was asked and cited, with what the reader found, for an editor.

    Each names the exact words that the answer cited and what it stated of whom, so that an editor
    can turn it into facts of eval/gold/; nothing of it is taken for right.
    """
    return [
        {
            "id": f"feedback-{number}",
            "ask": feedback.question,
            **({"complete": feedback.complete} if feedback.complete != feedback.question else {}),
            "verdict": feedback.verdict,
            **({"comment": feedback.comment} if feedback.comment else {}),
            "given": feedback.at,
            "answered": feedback.answer.answer,
            "abstained": feedback.answer.abstained,
            "facts": [
                _fact(feedback.answer, place) for place in range(len(feedback.answer.statements))
            ],
            "conflicts": [
                {"kind": c.kind, "statements": list(c.statements)}
                for c in feedback.answer.conflicts
            ],
            "settings": feedback.answer.settings,
        }
        for number, feedback in enumerate(kept, 1)
    ]


def _fact(answer: Answer, place: int) -> dict[str, Any]:
    statement = answer.statements[place]
    quotes = {citation.marker: citation.quote for citation in answer.citations}
    return {
        "source": statement.source_id,
        "holder": statement.holder,
        "stance": statement.stance,
        "says": statement.text,
        "quote": [quotes[n] for n in statement.citations if n in quotes],
    }
