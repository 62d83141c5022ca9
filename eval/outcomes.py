"""What a run leaves for every question: the reply, how it was judged, and whether it passed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.types import Answer
from eval.gold_types import GoldSet, Question
from eval.judging import Judgement
from eval.ranking import Ranking


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answerer gives back for one question."""

    answer: Answer
    ranking: Ranking | None = None
    """None for answerers that do not retrieve."""
    milliseconds: float = 0.0
    """Wall time of this question alone, without the turns before it."""
    error: str = ""
    """One line where the answerer failed; the answer is then empty."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question of a run."""

    gold: GoldSet
    question: Question
    reply: Reply
    judgement: Judgement

    @property
    def faults(self) -> list[str]:
        """What is wrong with the answer, a line each; empty: it passed."""
        if self.reply.error:
            return [f"error: {self.reply.error}"]
        judged, question = self.judgement, self.question
        faults = [f"states what must not be stated: {p}" for p in judged.forbidden]
        if question.answerable:
            faults += self._answer_faults()
        elif not (judged.answer.abstained or judged.corrected):
            faults.append("answers though the documents do not")
        for item in judged.conveyed:
            if item.fact.holder is not None and item.manner == "flat":
                faults.append(f"laundered: {item.fact.key} is stated flat")
            elif item.fact.holder is not None and item.manner == "other":
                faults.append(f"wrong speaker: {item.fact.key} is attributed to somebody else")
            elif item.manner != "named":
                faults.append(f"not attributed: {item.fact.key}")
            if not item.hedged:
                faults.append(f"hedge lost: {item.fact.key}")
        if judged.false_conflicts:
            faults.append(f"false conflicts: {judged.false_conflicts}")
        if not all(c.supports for c in judged.citations):
            faults.append("a citation does not support its sentence")
        return list(dict.fromkeys(faults))

    def _answer_faults(self) -> list[str]:
        judged, question = self.judgement, self.question
        if judged.answer.abstained:
            return ["abstains though the documents answer"]
        missing = [
            "|".join(group)
            for group, there in zip(question.expect, judged.reported, strict=True)
            if not there
        ]
        faults = [f"missing: {key}" for key in missing]
        absent = set(question.conflicts) - set(judged.conflicts_found)
        return faults + [f"conflict not shown: {key}" for key in sorted(absent)]


@dataclass(frozen=True, slots=True)
class Run:
    """All questions put to one answerer."""

    name: str
    outcomes: tuple[Outcome, ...]
    settings: str = ""
    """Fingerprint of the settings; empty for answerers without any."""
    seconds: float = 0.0
    """Wall time of everything: opening the documents and asking."""

    @property
    def sentences(self) -> dict[str, int]:
        """What became of a language model's sentences: passed, repaired, ...; empty without one."""
        counts: Counter[str] = Counter()
        for outcome in self.outcomes:
            counts.update(outcome.reply.answer.sentences)
        return dict(counts)
