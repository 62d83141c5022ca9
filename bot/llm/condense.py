"""Checks a follow-up that a language model has completed against the conversation.

The rule-based completion (:mod:`bot.memory`) stands unless the model's keeps every name, number
and negation, and brings in nothing that the conversation does not hold.
"""

from __future__ import annotations

import re

from bot.llm.claim_sheet import as_words
from bot.llm.on_time import until
from bot.llm.prompts import Prompt
from bot.llm.types import LanguageModel, LLMError
from bot.memory import Memory
from bot.names import names_in, same_name
from bot.quantities import quantities
from bot.support import novel_words
from bot.terms import content_words, stem, stems

LONGEST = 300
_NOT = re.compile(r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without)\b|n['’]t\b", re.I)
_LEANS = re.compile(
    r"^(?:and|but|so|also|then|what about|how about|why|when|where|who|how)\b.{0,24}$|"
    r"^(?:and|but|so)\b|\b(?:he|she|him|her|his|hers|they|them|their|it|its|this|that|there|"
    r"else|one|those|these)\b",
    re.IGNORECASE,
)
_ASKING = frozenset(
    "who what when where why how which whose did does do was were is are say said about".split()
)


def condensed(
    model: LanguageModel, prompt: Prompt, question: str, ruled: str, memory: Memory, deadline: float
) -> str:
    """A follow-up completed by a model, where that holds; else as the rules completed it.

    :param ruled: the rule-based completion.
    :param deadline: of ``time.monotonic()``.
    """
    if not memory.turns or (ruled == question and not leans(question)):
        return ruled
    turns = "\n".join(f"- {as_words(turn.query.complete)}" for turn in memory.turns[-4:])
    messages = prompt.fill(turns=turns, question=as_words(question))
    try:
        reply = "".join(until(deadline, lambda: model.stream(messages), 2 * LONGEST))
    except LLMError:
        return ruled
    line = next((line.strip(' "“”') for line in reply.splitlines() if line.strip()), "")
    return line if holds(line, question, ruled, memory) else ruled


def leans(question: str) -> bool:
    """True for a question that may need the turns before it."""
    return _LEANS.search(question.strip()) is not None


def said_before(memory: Memory) -> str:
    """The conversation's words: questions as asked and as completed, and who was named."""
    return "\n".join(
        f"{turn.asked} {turn.query.complete} {', '.join(turn.holders)}." for turn in memory.turns
    )


def holds(condensed: str, question: str, ruled: str, memory: Memory) -> bool:
    """True when a model's completion of a follow-up may stand in place of the rule-based one.

    :param question: as asked.
    :param ruled: the rule-based completion.
    """
    if not condensed or len(condensed) > LONGEST or "\n" in condensed:
        return False
    known = f"{said_before(memory)} {question} {ruled}"
    return (
        not _new_words(condensed, known)
        and _keeps_names(condensed, f"{question}\n{ruled}")
        and _same_figures(condensed, question, known)
        and len(_NOT.findall(condensed)) == len(_NOT.findall(ruled))
        and all(stem(word) in stems(condensed) for word in _telling(question))
    )


def _new_words(condensed: str, known: str) -> bool:
    told = stems(known) | _ASKING
    names = [condensed[a:b] for a, b in names_in(condensed)]
    there = [known[a:b] for a, b in names_in(known)]
    strangers = [
        n for n in names if not any(same_name(n, k) for k in there) and not stems(n) <= stems(known)
    ]
    return bool(strangers or novel_words(condensed, told))


def _keeps_names(condensed: str, needed: str) -> bool:
    have = [condensed[a:b] for a, b in names_in(condensed)]
    return all(
        any(same_name(needed[a:b], name) for name in have) or stems(needed[a:b]) <= stems(condensed)
        for a, b in names_in(needed)
    )


def _same_figures(condensed: str, question: str, known: str) -> bool:
    def values(text: str) -> set[tuple[float, float]]:
        return {(q.low, q.high) for q in quantities(text)}

    return values(question) <= values(condensed) <= values(known)


def _telling(question: str) -> list[str]:
    """Words of the question as asked that must not be lost."""
    return [word for word in content_words(question) if word.lower() not in ("else",)]
