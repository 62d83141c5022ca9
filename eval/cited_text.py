"""The running text of some other system, with its [n], as an Answer that can be judged.

Every doubt is decided for the other system: a sentence that cites nothing is given the passage
that shares most words with it, and a text that says it cannot answer has abstained.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.types import Answer, Citation, Statement
from eval.gold_types import GoldSet
from eval.wording import plain_words
from index.annotate import Annotator
from index.sentences import sentence_spans
from index.types import Claim, Passage, Source

_MARKER = re.compile(
    r"\s*[\[(](?:sources?\s+)?(\d{1,2}(?:\s*(?:,|;|and|-)\s*\d{1,2})*)[\])]", re.IGNORECASE
)
_NAMED = re.compile(r"\bsources?\s+(\d{1,2}(?:\s*(?:,|and)\s*\d{1,2})*)", re.IGNORECASE)
_UNANSWERED = re.compile(
    r"\b(?:none of the (?:provided |given |available )?(?:sources|documents|passages)|"
    r"no (?:information|mention|answer|source|evidence|details?)\b|"
    r"(?:sources?|documents?|passages?|text|article|context|it|information)\b[^.]{0,60}?"
    r"\b(?:do(?:es)? not|don't|doesn't|did not|cannot|is not|are not|isn't|aren't)\b[^.]{0,30}?"
    r"\b(?:provide|mention|contain|say|state|specif|indicate|answer|include|give|helpful|"
    r"available|clear|known|address|tell|report)|"
    r"(?:i|we) (?:do not|don't|cannot|can't|am unable|could not|couldn't)\b|"
    r"unable to (?:answer|find))",
    re.IGNORECASE,
)


def answer_from(
    question: str, text: str, shown: Sequence[Passage], gold: GoldSet, annotator: Annotator
) -> Answer:
    """The answer that a text makes.

    :param shown: the passages behind the numbers; [1] is the first.
    :param annotator: who says what in the text is read as in a document.
    """
    text = " ".join(text.split())
    sentences = _sentences(text)
    if not sentences or not shown or _UNANSWERED.search(sentences[0][0]):
        reason = "the text says that it cannot answer" if sentences else "it says nothing"
        return Answer(question=question, answer=text, abstained=True, reason=reason)
    bare = " ".join(sentence for sentence, _ in sentences)
    (claims,) = annotator.claims([Source("reply", bare)])
    statements: list[Statement] = []
    start = 0
    for sentence, numbers in sentences:
        here = [c for c in claims if c.start < start + len(sentence) and c.end > start]
        start += len(sentence) + 1
        cited = tuple(n for n in dict.fromkeys(numbers) if 1 <= n <= len(shown))
        statements.append(_statement(sentence, cited or (_nearest(sentence, shown),), here, shown))
    used = sorted({n for s in statements for n in s.citations})
    return Answer(
        question=question,
        answer=text,
        statements=tuple(statements),
        citations=tuple(_citation(n, shown[n - 1], gold) for n in used),
        generator="baseline",
    )


def _sentences(text: str) -> list[tuple[str, list[int]]]:
    """Each sentence without its markers, and their numbers. What is said twice counts once."""
    out: list[tuple[str, list[int]]] = []
    # A marker behind the full stop goes before it, so that it stays with its sentence.
    text = re.sub(r"([.!?][\"”']?)((?:\s*[\[(][^\])]{1,20}[\])])+)(?=\s|$)", _before_stop, text)
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        found = [*_MARKER.findall(sentence), *_NAMED.findall(_MARKER.sub("", sentence))]
        numbers = [n for each in found for n in _numbers(each)]
        bare = re.sub(r"\s+([.,;!?])", r"\1", _MARKER.sub("", sentence)).strip()
        said = next((kept for sentence, kept in out if sentence == bare), None)
        if said is None and re.search(r"\w", bare):
            out.append((bare, numbers))
        elif out:
            (out[-1][1] if said is None else said).extend(numbers)
    return out


def _before_stop(found: re.Match[str]) -> str:
    return f"{found[2]}{found[1]}" if _MARKER.match(found[2]) else found[0]


def _numbers(listed: str) -> list[int]:
    """The numbers of a marker: 1 and 3 of "1, 3"; 2, 3 and 4 of "2-4"."""
    out: list[int] = []
    for part in re.split(r",|;|and", listed):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        out += range(ends[0], ends[-1] + 1) if ends else ()
    return out


def _nearest(sentence: str, shown: Sequence[Passage]) -> int:
    words = set(plain_words(sentence))
    shared = [len(words & set(plain_words(passage.text))) for passage in shown]
    return shared.index(max(shared)) + 1


def _statement(
    sentence: str, cited: tuple[int, ...], claims: Sequence[Claim], shown: Sequence[Passage]
) -> Statement:
    held = [claim for claim in claims if claim.holder is not None]
    claim = max(held or claims, key=lambda c: c.end - c.start, default=None)
    return Statement(
        text=sentence,
        holder=claim.holder if claim else None,
        stance=claim.stance if claim else "stated",
        hedges=claim.hedges if claim else (),
        quoted=claim.quoted if claim else False,
        source_id=shown[cited[0] - 1].source_id,
        citations=cited,
    )


def _citation(number: int, passage: Passage, gold: GoldSet) -> Citation:
    source = gold.documents[passage.source_id]
    return Citation.of(number, source, passage.id, passage.start, passage.end)
