"""Checks each sentence of an answer against the words it cites, whoever composed it.

What cannot be found in the cited text is withdrawn, never patched: the marker's span must be
exact, every name, number, date and quotation of the sentence must stand in the cited text (or name
the holder or the source), the holder or source must be named, and hedges must survive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.clarity import people_meant
from bot.dates import moments
from bot.dates import relation as time_relation
from bot.names import key, same_name
from bot.phrasing import source_label
from bot.quantities import Quantity, quantities
from bot.quantities import relation as figure_relation
from bot.support import written_names
from bot.terms import edit_distance, stems
from bot.types import Citation
from index.types import Claim, Source

_QUOTED = re.compile(r"[“«]([^”»]{2,})[”»]|\"([^\"]{2,})\"")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = re.compile(rf"\b(?:{'|'.join(m for m in _MONTHS if m not in ('March', 'May'))})\b")
"""Months named alone ("as early as July"); March and May may be other words."""
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
        or _missing_name(sentence, context, known, evidence)
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


def _missing_name(
    sentence: str, context: str, known: Sequence[str], evidence: Sequence[Evidence]
) -> str | None:
    """A name that is not told.

    The full name of a surname, or who a "she" is, may stand elsewhere in the document.
    """
    flat = key(context)
    told = [context[a:b] for a, b in written_names(context)]
    for start, end in written_names(sentence):
        name = sentence[start:end]
        if key(name) in flat or any(key(name) in key(one) for one in known):
            continue
        same = [one for one in (*known, *told) if same_name(name, one) and not _misspelt(name, one)]
        longer = not any(len(key(one).split()) >= len(key(name).split()) for one in same)
        if same and not _namesake(name, same, told) and (not longer or _in_full(name, evidence)):
            continue
        words = key(" ".join(word for word in name.split() if word[:1].isupper())).split()
        if all(word in flat for word in words) and not _namesake(name, same, told):
            continue
        if any(same_name(name, one) for piece in evidence for one in _meant(piece)):
            continue
        return f"name does not stand in the source: {name}"
    return None


def _misspelt(name: str, known: str) -> bool:
    """True when a name is taken over with a slip: as many words, one of them only nearly right."""
    mine, theirs = key(name).split(), key(known).split()
    return len(mine) == len(theirs) and any(
        a != b and edit_distance(a, b, 1) <= 1 and a.rstrip("s") != b.rstrip("s")
        for a, b in zip(mine, theirs, strict=True)
    )


def _meant(piece: Evidence) -> frozenset[str]:
    start, end = piece.claim.sentence
    return people_meant(piece.source, start, end) if end > start else frozenset()


def _in_full(name: str, evidence: Sequence[Evidence]) -> bool:
    """True when a full name stands in one of the documents, however its title is written."""
    wanted = re.compile(r"\W+".join(map(re.escape, key(name).split())), re.IGNORECASE)
    sources = (piece.source for piece in evidence)
    return any(wanted.search(text) for one in sources for text in (one.title, one.text))


def _namesake(name: str, same: Sequence[str], told: Sequence[str]) -> bool:
    """True when a full name fits a bare surname only, and the cited text has another's full name.

    "Ana Lund" where the text tells of "Lund" and of "Piet Lund" may be either.
    """
    parts = key(name).split()
    if len(parts) < 2 or any(len(key(one).split()) > 1 for one in same):
        return False
    others = [key(one).split() for one in told]
    return any(len(one) > 1 and one[-1] == parts[-1] and one[0] != parts[0] for one in others)


def _missing_figure(sentence: str, context: str, known: Sequence[str]) -> str | None:
    given = quantities(context)
    for figure in quantities(_without(sentence, known)):
        if figure.kind == "year" and figure.text in context:
            continue
        if figure.text.lower() == "one" and _single(sentence[figure.end :], context):
            continue
        if not any(figure.kind == other.kind and _tells(figure, other) for other in given):
            return f"figure does not stand in the source: {figure.text}"
    return None


def _single(after: str, context: str) -> bool:
    """True for "one survivor" where the cited text has "a survivor"."""
    noun = re.match(r"\s*([a-z][\w’'-]*)", after)
    wanted = rf"\ban?\s+(?:[\w’'-]+\s+)?{re.escape(noun[1])}\b" if noun else ""
    return bool(wanted) and re.search(wanted, context, re.IGNORECASE) is not None


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
    for match in _MONTH.finditer(sentence):
        there = any(time.month == _MONTHS.index(match[0]) + 1 for time in given)
        if not there and not re.search(rf"\b{match[0][:3]}(?:{match[0][3:]})?\b", context):
            return f"time does not stand in the source: {match[0]}"
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
    return any(same_name(sentence[a:b], name) for a, b in written_names(sentence))


def _missing_hedge(sentence: str, claim: Claim) -> str | None:
    flat = _flat(sentence)
    for hedge in claim.hedges:
        if _flat(hedge) not in flat:
            return f"hedge lost: {hedge}"
    return None


def resolves(answer_text: str, citations: Mapping[int, Citation]) -> bool:
    """True when every marker of a text is in the list of citations."""
    return all(int(n) in citations for n in re.findall(r"\[(\d+)\]", answer_text))
