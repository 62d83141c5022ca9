"""A language model's own opinion of answers, beside the rules and never in their place.

``onrecord eval --judge`` shows each sentence of the answers with what it cites to the model of
``[llm]`` and asks whether it holds. A model as a judge is not reliable, and none is used unless it
is asked for: its verdicts are counted by themselves, with how often they agree with the rules
(Zheng et al. 2023, "Judging LLM-as-a-judge with MT-Bench and Chatbot Arena", tell of its biases).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.llm.claim_sheet import harmless
from bot.llm.client import open_model
from bot.llm.prompts import Prompt, load_prompts
from bot.llm.settings import LLMSettings
from bot.llm.types import LanguageModel, LLMError
from bot.settings import SettingsError
from bot.types import Answer, Statement
from eval.outcomes import Outcome, Run

_WORD = re.compile(r"\b(yes|no)\b", re.IGNORECASE)
_LONGEST = 1500
"""Characters of a passage that are shown."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """What a model said of the sentences of a run."""

    model: str
    asked: int
    """Sentences that were shown to it."""
    yes: int
    unclear: int
    """Replies that are neither yes nor no, and calls that failed."""
    compared: int
    """Sentences that convey a gold fact, so that the rules have a verdict, and that got a clear
    reply."""
    agreed: int
    """Of those, the ones of which model and rules say the same."""

    def as_json(self) -> dict[str, object]:
        """Counts, and the two shares (None where nothing was counted)."""
        clear = self.asked - self.unclear
        return {
            "model": self.model,
            "asked": self.asked,
            "yes": self.yes,
            "unclear": self.unclear,
            "compared": self.compared,
            "agreed": self.agreed,
            "share_yes": self.yes / clear if clear else None,
            "share_agreed": self.agreed / self.compared if self.compared else None,
        }

    def line(self) -> str:
        """One line for people."""
        return (
            f"judge {self.model}: yes to {self.yes} of {self.asked} sentences, "
            f"{self.unclear} unclear; agrees with the rules on {self.agreed} of {self.compared}"
        )


def opened(settings: LLMSettings) -> Callable[[Run], Opinions]:
    """What asks the model that is set. :raises SettingsError: where none is."""
    model = open_model(settings)
    if model is None:
        raise SettingsError("--judge needs a model: set llm.provider, llm.base_url and llm.model")
    return partial(opinions, model, load_prompts(settings.prompts).judge)


def opinions(model: LanguageModel, prompt: Prompt, run: Run) -> Opinions:
    """Ask a model about every sentence of a run's answers that cites something.

    :param prompt: prompts/judge.md, or one in its place.
    """
    asked = yes = unclear = compared = agreed = 0
    for outcome in run.outcomes:
        for number, statement in enumerate(outcome.reply.answer.statements):
            passages = list(cited(outcome.reply.answer, statement))
            if not passages:
                continue
            asked += 1
            said = verdict_of(model, prompt, statement.text, passages)
            if said is None:
                unclear += 1
                continue
            yes += said
            ruled = rules_say(outcome, number)
            if ruled is not None:
                compared += 1
                agreed += said == ruled
    return Opinions(model.name, asked, yes, unclear, compared, agreed)


def verdict_of(
    model: LanguageModel, prompt: Prompt, sentence: str, passages: Sequence[str]
) -> bool | None:
    """Whether a model says that a sentence holds; None where it says neither or fails."""
    shown = "\n".join(f"- {harmless(passage[:_LONGEST])}" for passage in passages)
    try:
        reply = model.complete(prompt.fill(passages=shown, sentence=harmless(sentence)))
    except LLMError:
        return None
    words = {word.lower() for word in _WORD.findall(reply)}
    return words == {"yes"} if len(words) == 1 else None


def cited(answer: Answer, statement: Statement) -> Iterator[str]:
    """The passages that a statement cites."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    for marker in statement.citations:
        if marker in by_marker:
            yield by_marker[marker].quote


def rules_say(outcome: Outcome, number: int) -> bool | None:
    """Whether the rules hold a statement for right; None where it conveys no gold fact."""
    conveyed = [c for c in outcome.judgement.conveyed if c.statement == number]
    if not conveyed:
        return None
    places = [c.supports for c in outcome.judgement.citations if c.statement == number]
    return all(c.manner == "named" and c.hedged for c in conveyed) and all(places)
