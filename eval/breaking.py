"""Breaks a right statement in one way by rule: what a verifier must catch, in any number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.compose import marked
from bot.names import key, same_name
from bot.speaking import speakings
from bot.types import Statement
from bot.verify import Evidence

_FIGURE = re.compile(r"(?<![\w.,:-])(\d{2,})(?![\w:]|[.,]\d)")
_NOT = re.compile(r"\b(was|were|is|are|had|has|have|did|does|do|will|would|could) not\b")
_VERB = re.compile(r"\b(was|were|is|are|will|would|could|may)\b(?! not)")


def broken(
    statement: Statement,
    pieces: Sequence[Evidence],
    beside: Sequence[Sequence[Evidence]],
) -> Iterator[tuple[str, str]]:
    """What can be broken in a statement: (how, the broken sentence with its markers).

    :param pieces: what the statement rests on.
    :param beside: what the other statements of the answer rest on.
    """
    whole, claim = marked(statement), pieces[0].claim
    for hedge in statement.hedges[:1]:
        if hedge.lower() in statement.text.lower():
            bare = re.sub(rf"\s*\b{re.escape(hedge)}\b", "", whole, count=1, flags=re.IGNORECASE)
            yield "hedge", bare
    figure = _FIGURE.search(statement.text)
    if figure:
        changed = str(int(figure[1][::-1])) if figure[1] != figure[1][::-1] else figure[1] + "0"
        other = changed if changed not in pieces[0].context else str(int(figure[1]) * 3 + 1)
        yield "number", re.sub(rf"(?<![\w.,]){figure[1]}(?![\w])", other, whole, count=1)
    yield "marker", re.sub(r"\[\d+\]", "[97]", whole)
    if claim.holder:
        name = next((n for n in (claim.holder_words, claim.holder) if n and n in whole), None)
        stranger = next(
            (
                piece.claim.holder
                for others in beside
                for piece in others
                if piece.claim.holder
                and not same_name(piece.claim.holder, claim.holder)
                and key(piece.claim.holder) not in key(statement.text)
            ),
            "Maria Keller",
        )
        changed = whole
        if name:
            changed = re.sub(rf"(?<![A-Z] )\b{re.escape(name)}", stranger, whole)
        if changed != whole:
            yield "speaker", changed
        bare = claim.text.strip(' .,“”"')
        if not speakings(bare):
            yield "laundered", f"{bare[:1].upper()}{bare[1:]} [{pieces[0].citation.marker}]."
    if _NOT.search(statement.text):
        yield "negation", _NOT.sub(r"\1", whole, count=1)
    elif _VERB.search(claim.text) and claim.text in statement.text:
        flipped = whole.replace(claim.text, _VERB.sub(r"\1 not", claim.text, count=1))
        if flipped != whole:
            yield "negation", flipped
    yield "clause", f"{whole.rstrip('.')} and secretly bribed the judges."
