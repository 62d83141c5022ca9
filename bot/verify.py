"""Checks each sentence of an answer against the words it cites, whoever composed it.

What cannot be found in the cited text is withdrawn, never patched: the marker's span must be
exact, every name, number, date and quotation of the sentence must stand in the cited text (or name
the holder or the source), the holder or source must be named, and hedges must survive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dates import moments
from bot.dates import relation as time_relation
from bot.names import key, names_in, same_name
from bot.phrasing import source_label
from bot.quantities import Quantity, quantities
from bot.quantities import relation as figure_relation
from bot.terms import stems
from bot.types import Citation
from index.types import Claim, Source

_QUOTED = re.compile(r"[“«]([^”»]{2,})[”»]|\"([^\"]{2,})\"")
_SAME_SPACE = re.compile(r"\s+")
_SOURCE_MARKER = re.compile(r"\s*\[\d[\d,;\s–-]*\]")
"""A number in brackets in a document: no marker of ours (bot/phrasing.py leaves it out)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence rests on."""

    claim: Claim
    source: Source
    citation: Citation
    beside: tuple[Claim, ...] = ()
    """The other claims of the same sentence: their words are not this claim's."""

    @property
    def context(self) -> str:
        """The text the sentence may draw on: the citation and the sentence around the claim."""
        quote, around = self.citation.quote, self.around
        return quote if around in quote else f"{quote}\n{around}"

    @property
    def around(self) -> str:
        """The sentence around the claim, or empty."""
        start, end = self.claim.sentence
        return self.source.text[start:end] if end > start else ""


def check(sentence: str, evidence: Sequence[Evidence], hedged: bool = True) -> str | None:
    """Why a sentence must be withdrawn; None when all of it stands in what it cites.

    :param evidence: what its markers stand for; empty evidence fails.
    :param hedged: whether the hedges of the first claim must stand in the sentence (False where
        the sentence does not repeat the claim's content).
    """
    if not evidence:
        return "no citation"
    for piece in evidence:
        quote = piece.source.text[piece.citation.start : piece.citation.end]
        if quote != piece.citation.quote or not quote.strip():
            return f"marker [{piece.citation.marker}] does not resolve to its words"
    return (
        missing(sentence, evidence)
        or _missing_voice(sentence, evidence)
        or (_missing_hedge(sentence, evidence[0].claim) if hedged else None)
    )


def missing(sentence: str, evidence: Sequence[Evidence], known: Sequence[str] = ()) -> str | None:
    """The quotation, name, figure or time of a sentence that its citations do not hold.

    :param known: further names that may stand in it (sources that are cited beside).
    """
    context = "\n".join(piece.context for piece in evidence)
    known = [*known, *(name for piece in evidence for name in _speakers(piece))]
    return (
        _missing_quotation(sentence, context)
        or _missing_name(sentence, context, known)
        or _missing_figure(sentence, context, known)
        or _missing_time(sentence, context, known, evidence[0].source.published)
    )


def _speakers(piece: Evidence) -> list[str]:
    claim, source = piece.claim, piece.source
    names = [
        claim.holder or "",
        claim.holder_words or "",
        *claim.chain,
        source.publisher,
        source.title,
    ]
    return [name for name in [*names, source.name, source.author] if name]


def _flat(text: str) -> str:
    text = _SOURCE_MARKER.sub("", text.replace("’", "'").replace("‘", "'"))
    return _SAME_SPACE.sub(" ", text).casefold()


def _missing_quotation(sentence: str, context: str) -> str | None:
    flat = _flat(context)
    for match in _QUOTED.finditer(sentence):
        words = _flat(match[1] or match[2]).strip(" .,;:!?")
        if words not in flat:
            return f"quoted words do not stand in the source: {match[0]}"
    return None


def _missing_name(sentence: str, context: str, known: Sequence[str]) -> str | None:
    flat = key(context)
    told = [context[a:b] for a, b in names_in(context)]
    for start, end in names_in(sentence):
        name = sentence[start:end]
        if key(name) in flat or any(key(name) in key(one) or same_name(name, one) for one in known):
            continue
        words = [word for word in name.split() if word[:1].isupper()]
        if any(same_name(name, one) for one in told) or all(key(word) in flat for word in words):
            continue
        return f"name does not stand in the source: {name}"
    return None


def _missing_figure(sentence: str, context: str, known: Sequence[str]) -> str | None:
    given = quantities(context)
    for figure in quantities(_without(sentence, known)):
        if figure.kind == "year" and figure.text in context:
            continue
        if not any(figure.kind == other.kind and _tells(figure, other) for other in given):
            return f"figure does not stand in the source: {figure.text}"
    return None


def _tells(figure: Quantity, given: Quantity) -> bool:
    """True for the same figure, or for a rough one ("about 300") around one given exactly."""
    if figure_relation(figure, given) == "same":
        return True
    exact = given.low > 0 and given.high < float("inf") and not given.approximate
    return figure.approximate and exact and figure.low <= given.low <= given.high <= figure.high


def _without(sentence: str, names: Sequence[str]) -> str:
    """A sentence with the names of sources and holders made blank: their digits are no figures."""
    for name in sorted(names, key=len, reverse=True):
        if any(c.isdigit() for c in name):
            sentence = sentence.replace(name, " ")
    return sentence


def _missing_time(
    sentence: str, context: str, known: Sequence[str], published: str | None
) -> str | None:
    given = moments(context, published)
    for name in sorted(known, key=len, reverse=True):
        sentence = sentence.replace(name, " ")  # "USA Today" is no day
    for time in moments(sentence, published):
        if time.relative or time.text.lower() in context.lower():
            continue
        if not any(time_relation(time, other) == "same" for other in given):
            return f"time does not stand in the source: {time.text}"
    return None


def _missing_voice(sentence: str, evidence: Sequence[Evidence]) -> str | None:
    """The holder of each claim must be named, or the source where the words are its own."""
    for piece in evidence:
        claim = piece.claim
        if claim.holder is None:
            names = [source_label(piece.source), piece.source.author, piece.source.publisher]
        else:
            names = [claim.holder, claim.holder_words or "", *claim.chain]
        if not any(name and _names(sentence, name) for name in names):
            return f"does not name who says it: {claim.holder or source_label(piece.source)}"
    return None


def _names(sentence: str, name: str) -> bool:
    if key(name) in key(sentence):
        return True
    words = [word for word in stems(name) if len(word) > 2]
    if words and set(words) <= stems(sentence):
        return True
    return any(same_name(sentence[a:b], name) for a, b in names_in(sentence))


def _missing_hedge(sentence: str, claim: Claim) -> str | None:
    flat = _flat(sentence)
    for hedge in claim.hedges:
        if _flat(hedge) not in flat:
            return f"hedge lost: {hedge}"
    return None


def resolves(answer_text: str, citations: Mapping[int, Citation]) -> bool:
    """True when every marker of a text is in the list of citations."""
    return all(int(n) in citations for n in re.findall(r"\[(\d+)\]", answer_text))
