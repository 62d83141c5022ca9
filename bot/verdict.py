"""Judges a sentence that was written freely, such as by a language model, by what it cites.

A composed sentence repeats its source's words, so :mod:`bot.verify` need only look for what must
not be missing. A free one may also bring in what nobody said, give words to the wrong speaker, or
turn a denial into a statement. Each stretch of a sentence is held to the claims that its own
markers name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.doubts import hedge_words, lost_bound, lost_doubt, lost_hedge, lost_limit
from bot.names import key
from bot.plans import lost_plan, lost_stance, lost_weighing
from bot.polarity import added_denial, lost_denial, overstated_cue
from bot.right_speaker import (
    cues_for,
    flat,
    holder_names,
    named_by,
    own_context,
    source_names,
    without_speakers,
    wrong_speaker,
)
from bot.roles import new_doer, new_sufferer, turned_round
from bot.speaking import speakings
from bot.support import contrary_words, misplaced_figure, novel_words, rephrased
from bot.terms import STOPWORDS, stem, stems
from bot.verify import Evidence, missing

MARKER = re.compile(r"\s*\[(\d{1,4}(?:\s*[,;&]\s*\d{1,4})*)\]")
_GROUP = re.compile(r"(?:\s*\[\d{1,4}(?:\s*[,;&]\s*\d{1,4})*\])+")
_LONGEST = 600
"""Characters: nothing longer is one sentence that can be held to its claims."""
_FREE_FROM = 7
"""Content words from which on one word of a stretch may be new, if it is no contrary."""


_IS = r"\b(?:is|are|was|were|be|been|being|become|became)\s+(?:not\s+)?(?:the|an?)\s+"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a sentence."""

    why: str | None
    """Why it fails, None when it passes."""
    evidence: tuple[Evidence, ...] = ()
    """What it rests on, in the order of its markers; empty when it fails."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence up to their markers."""

    text: str
    markers: tuple[int, ...]


def without_markers(sentence: str) -> str:
    """A sentence without its markers."""
    bare = MARKER.sub("", sentence)
    return re.sub(r"\s+([.,;:?!])", r"\1", " ".join(bare.split()))


def markers_in(sentence: str) -> list[int]:
    """The numbers of the markers of a sentence, in order."""
    return [int(n) for match in MARKER.finditer(sentence) for n in re.findall(r"\d+", match[1])]


def stretches(sentence: str) -> list[Stretch]:
    """The stretches of a sentence, each with the markers behind it.

    Words behind the last marker belong to it; so do words behind markers that lead the sentence.
    """
    found: list[Stretch] = []
    at, held = 0, ""
    for match in _GROUP.finditer(sentence):
        text = f"{held}{sentence[at : match.start()]}".strip()
        at, held = match.end(), ""
        numbers = tuple(int(n) for n in re.findall(r"\d+", match[0]))
        if not any(c.isalnum() for c in text):
            # Markers in front: they are those of the words behind.
            rest = _GROUP.search(sentence, at)
            tail = sentence[at : rest.start() if rest else len(sentence)]
            if not found and any(c.isalnum() for c in tail):
                found.append(Stretch(tail.strip(), numbers))
                at += len(tail)
            elif found:
                found[-1] = Stretch(found[-1].text, found[-1].markers + numbers)
            continue
        found.append(Stretch(text, numbers))
    tail = sentence[at:]
    if found and any(c.isalnum() for c in tail):
        last = found[-1]
        found[-1] = Stretch(f"{last.text}{tail}".strip(), last.markers)
    return found


def judge(sentence: str, claims: Mapping[int, Sequence[Evidence]]) -> Verdict:
    """Whether a sentence may be shown, by the claims that its markers name.

    :param claims: for each marker what it stands for: one claim, or several of one source sentence.
    """
    sentence = " ".join(sentence.split())
    if len(sentence) > _LONGEST:
        return Verdict("too long for one sentence")
    parts = stretches(sentence)
    if not parts:
        return Verdict("no citation")
    unknown = [n for part in parts for n in part.markers if n not in claims]
    if unknown:
        return Verdict(f"there is no claim [{unknown[0]}]")
    evidence: list[Evidence] = []
    before = ""
    for part in parts:
        chosen = _choose(part, before, claims)
        if isinstance(chosen, str):
            return Verdict(chosen)
        evidence += chosen
        before = f"{before} {part.text}"
    return Verdict(None, tuple(dict.fromkeys(evidence)))


def _choose(
    part: Stretch, before: str, claims: Mapping[int, Sequence[Evidence]]
) -> list[Evidence] | str:
    """The claims that bear a stretch, one for each marker; or why they do not."""
    chosen: list[Evidence] = []
    numbers = list(dict.fromkeys(part.markers))
    labels = tuple(n for number in numbers for p in claims[number] for n in source_names(p))
    for number in numbers:
        why: str | None = "no citation"
        for piece in _likeliest(part.text, claims[number]):
            failed = _failing(part.text, before, [piece], labels)
            if failed is None:
                chosen.append(piece)
                why = None
                break
            why = failed if why == "no citation" else why
        if why is not None:
            together = _together(part, before, claims, labels) if len(numbers) > 1 else None
            return together or why
    return chosen


def _together(
    part: Stretch, before: str, claims: Mapping[int, Sequence[Evidence]], labels: tuple[str, ...]
) -> list[Evidence] | None:
    """Several claims of one voice may bear a stretch together, each telling a part of it."""
    pieces = [_likeliest(part.text, claims[n])[0] for n in dict.fromkeys(part.markers)]
    voices = {(key(p.claim.holder or ""), p.source.id) for p in pieces}
    if len(voices) != 1 or _failing(part.text, before, pieces, labels) is not None:
        return None
    return pieces


def _likeliest(text: str, pieces: Sequence[Evidence]) -> list[Evidence]:
    """Claims by how much of them a text tells, the most first."""
    told = stems(text)

    def share(piece: Evidence) -> float:
        named = any(n and named_by(text, n) for n in (piece.claim.holder, piece.claim.holder_words))
        own = [w for w in stems(piece.claim.text) if w not in STOPWORDS]
        return (0.5 if named else 0.0) + sum(w in told for w in own) / max(len(own), 1)

    return sorted(pieces, key=share, reverse=True)


def _failing(
    text: str, before: str, pieces: Sequence[Evidence], labels: tuple[str, ...]
) -> str | None:
    """Why a stretch may not rest on some claims of one voice; None when it may.

    :param labels: names of all sources that the stretch cites.
    """
    first = pieces[0]
    claim = first.claim
    context = "\n".join(piece.context for piece in pieces)
    spoken = speakings(text, cues_for(claim))
    voice = text if any(not s.unnamed for s in spoken) or not before else f"{before}; {text}"
    bare = without_speakers(text, spoken)
    whole = (
        missing(text, pieces, labels)
        or wrong_speaker(voice, pieces, context, labels)
        or _unsupported(text, pieces, context, labels)
        or misplaced_figure(text, context)
        or added_denial(text, [x for p in pieces for x in (p.citation.quote, p.around)], labels)
        or next((over for s in spoken if (over := overstated_cue(s, context))), None)
        or turned_round(text, context)
        or new_doer(text, context)
        or new_sufferer(text, context)
    )
    return whole or next((lost for p in pieces if (lost := _lost(text, bare, p))), None)


def _lost(text: str, bare: str, piece: Evidence) -> str | None:
    """What a stretch leaves out that changes a claim.

    :param bare: the stretch without its speakers' names.
    """
    claim = piece.claim
    return (
        lost_denial(text, claim, piece.citation.quote)
        or lost_hedge(f"{text} {rephrased(text)}", claim)
        or lost_doubt(f"{text} {rephrased(text)}", claim, piece.citation.quote)
        or lost_bound(text, claim)
        or lost_limit(text, claim)
        or lost_stance(bare, claim)
        or lost_plan(bare, claim)
        or lost_weighing(bare, claim)
    )


def _unsupported(
    text: str, pieces: Sequence[Evidence], context: str, labels: tuple[str, ...]
) -> str | None:
    """The words of a stretch that its claims do not tell; None when they tell all that counts."""
    names = [name for piece in pieces for name in (*holder_names(piece), piece.source.publisher)]
    names += labels
    single = len({key(s.who[0]) for s in speakings(text) if not s.unnamed and s.who}) <= 2
    own = single and not _verbatim(text, context)
    told = stems(own_context(pieces) if own else context) | stems(" ".join(names))
    told |= stems(" ".join(p.claim.cue or "" for p in pieces)) | stems(rephrased(context))
    told = told.union(*(hedge_words(p.claim) for p in pieces))
    against = contrary_words(text, told)
    if against:
        return f"the contrary of what is cited: {against[0]}"
    text = rephrased(text)
    strange = novel_words(text, told)
    if strange:
        # Whom "he" means may stand in the sentences before.
        near = stems(f"{_before(pieces[0])} {pieces[0].source.title}")
        speakers = " ".join(who for s in speakings(text) for who in s.who)
        meant = [
            w
            for w in strange
            if re.search(rf"\b[Tt]he\s+{re.escape(w)}\b", text) or w in speakers.split()
        ]
        strange = [w for w in strange if w not in meant or stem(w) not in near]
    # What tells how or why somebody acted ("secretly") is never free.
    manner = any(re.fullmatch(r"[a-z]{3,}ly", word) for word in strange)
    said_of = any(re.search(rf"{_IS}{re.escape(word)}\b", text) for word in strange)
    many = len(novel_words(text, frozenset())) >= _FREE_FROM
    free = 1 if many and not manner and not said_of else 0
    if len(strange) > free:
        return f"words that nobody cited says: {', '.join(strange)}"
    return None


def _verbatim(text: str, context: str) -> bool:
    """True when most of a stretch stands in the cited words as it is."""
    left, right = flat(text).split(), flat(context).split()
    block = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return block.size >= 0.7 * len(left)


def _before(piece: Evidence, most: int = 700) -> str:
    """The end of what stands before a citation."""
    start = piece.citation.start
    return piece.source.text[max(0, start - most) : start]
