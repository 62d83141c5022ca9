"""A document into its claims: the spans linked, holders resolved, stances judged, nothing left out.

Every sentence that states something yields at least one claim. An attribution yields one claim a
sentence of its content, so that a claim can be quoted alone; the narrator's own clauses yield
claims without holder.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.attribution.cast import Cast, Holder
from index.attribution.cues import cue_class, speaks
from index.attribution.holders import pronouns_of, resolve_holders
from index.attribution.linking import Attribution, Labelled, extent, link, nested
from index.attribution.nested import nested_in
from index.attribution.own_words import own_clauses, says_nothing
from index.attribution.quotes import quoted_spans, share_quoted
from index.attribution.reported import (
    noun_attributions,
    second_contents,
    split_participles,
    transcript_attributions,
)
from index.attribution.stance import narrator_stance, stance_of
from index.sentences import sentence_spans
from index.types import Claim, Source, Span

UNNAMED = "an unnamed speaker"
"""Holder of a quotation that the document gives to nobody."""

_CITING = re.compile(
    r"\b(?:citing|quoting|relying on)\s+((?:[^\s,;:()“”\"]+\s?){1,9})", re.IGNORECASE
)
_CITABLE = re.compile(
    r"\b(?:sources?|officials?|people|persons?|documents?|reports?|records?|data|studies|study|"
    r"statements?|spokes\w+|insiders?|aides?|investigators?|police|authorities|prosecutors|"
    r"witnesses|experts?|researchers|diplomats?|lawyers?|figures|filings?|papers|agency|agencies|"
    r"ministry|media|interviews?|memos?|emails?|polls?|surveys?|analysts?|intelligence)\b"
)
_CITING_CUE = re.compile(r"\W*(?:citing|quoting|relying on)\W*", re.IGNORECASE)
_RELATIVE = re.compile(r"[’'s]*,?\s*(?:which|who)\b")
_ASIDE = re.compile(r"\s*\([^()]{12,}\)$")
_SAID = re.compile(r"\W*(?:that|whether|how|why|if)\b|.*[“\"]", re.IGNORECASE | re.DOTALL)
_BARE_CUE = re.compile(r"\W*(?:about|on|over|of|for|in|to|from)?\W*", re.IGNORECASE)
_INK = re.compile(r"[^\s,;:—–-]")


@dataclass(frozen=True, slots=True)
class _Document:
    """One document with all that claims are made from."""

    source: Source
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]
    quotes: list[Span]
    attributions: tuple[Attribution, ...]
    holders: tuple[Holder | None, ...]

    @property
    def text(self) -> str:
        return self.source.text

    def sentence(self, at: int) -> int:
        """Place of the sentence that holds the character ``at``."""
        return max(0, bisect_right(self.starts, at) - 1)

    def around(self, span: Span) -> Span:
        """The sentence or sentences that ``span`` stands in."""
        first, last = self.sentence(span[0]), self.sentence(max(span[0], span[1] - 1))
        return self.sentences[first][0], max(self.sentences[last][1], span[1])


def claims_of(source: Source, spans: Sequence[Labelled]) -> list[Claim]:
    """Return all claims of a document, in order of the text.

    :param source: the document.
    :param spans: its source, cue and content spans, into ``source.text``.
    :return: claims whose ``text`` equals ``source.text[start:end]``; ``passage_id`` is left empty.
    """
    document = _read(source, spans)
    claims: list[Claim] = []
    for place in range(len(document.attributions)):
        claims += _attributed(document, place)
    claims += _unlinked_quotations(document, claims)
    claims += _own(document, claims)
    return sorted(set(claims), key=lambda c: (c.start, c.end, c.holder or ""))


def _read(source: Source, spans: Sequence[Labelled]) -> _Document:
    sentences = tuple(sentence_spans(source.text))
    attributions = tuple(_attributions(source.text, spans, sentences))
    starts = tuple(a for a, _ in sentences)
    quotes = quoted_spans(source.text)
    words = (source.text[a:b] for attribution in attributions for a, b in attribution.source)
    speakers = frozenset(w for w in words if " " not in w)
    cast = Cast(source.text, sentences, speakers, quotes, source.title)
    holders = tuple(resolve_holders(cast, attributions))
    return _Document(source, sentences, starts, quotes, attributions, holders)


def _attributions(
    text: str, spans: Sequence[Labelled], sentences: Sequence[Span]
) -> list[Attribution]:
    """Link the tagger's spans, and add what hangs on nouns, participles and inner cues."""
    linked = second_contents(text, sentences, link(text, spans, sentences))
    linked = split_participles(text, linked)
    linked += noun_attributions(text, sentences, linked)
    linked += transcript_attributions(text, sentences, linked)
    return nested_in(text, nested(sorted(linked, key=extent)))


# -- attributions ------------------------------------------------------------------------------


def _attributed(document: _Document, place: int) -> Iterator[Claim]:
    """Yield the claims of one attribution: one for each sentence its content stands in."""
    attribution = document.attributions[place]
    if _only_cites(document, attribution) or _only_tells(document, attribution):
        return
    for sentence, parts in _claimed(document, attribution):
        whole = document.sentences[sentence]
        labelled = attribution.cue and document.text[slice(*attribution.cue)] == ":"
        held = labelled or _quoted(document, parts)  # a question that somebody asks is theirs
        if says_nothing(document.text, whole) and not held:
            continue
        yield _claim(document, place, parts)


def _only_cites(document: _Document, attribution: Attribution) -> bool:
    """Tell whether an attribution only names whom a source relies on ("citing two officials")."""
    cue = attribution.cue
    return cue is not None and bool(_CITING_CUE.fullmatch(document.text[cue[0] : cue[1]]))


def _only_tells(document: _Document, attribution: Attribution) -> bool:
    """Tell whether no word of the cue is known as one of saying or thinking ("arrested").

    What it tells is then the narrator's own statement, unless the content reads as something said.
    """
    if attribution.cue is None or cue_class(document.text[slice(*attribution.cue)]) is not None:
        return False
    start, end = attribution.content[0]
    said = _SAID.match(document.text[start:end])
    bare = _BARE_CUE.fullmatch(document.text[slice(*attribution.cue)])  # "doubts about", "Roe:"
    return not said and not bare and not _quoted(document, attribution.content)


def _claimed(
    document: _Document, attribution: Attribution
) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Yield sentence and parts of each claim: parts are joined where the cue stands between."""
    for sentence, parts in _by_sentence(document, attribution.content):
        joined = [parts[0]]
        for part in parts[1:]:
            cue = attribution.cue
            if cue and joined[-1][1] <= cue[0] and cue[1] <= part[0]:
                joined.append(part)
            else:
                yield sentence, tuple(joined)
                joined = [part]
        yield sentence, tuple(joined)


def _by_sentence(
    document: _Document, content: Sequence[Span]
) -> list[tuple[int, tuple[Span, ...]]]:
    """Cut content at the ends of sentences: the parts in each, without blank edges."""
    pieces: dict[int, list[Span]] = {}
    for start, end in content:
        at = start
        for sentence in range(document.sentence(start), document.sentence(end - 1) + 1):
            stop = min(end, document.sentences[sentence][1])
            piece = _trim(document.text, max(at, document.sentences[sentence][0]), stop)
            if piece:
                pieces.setdefault(sentence, []).append(piece)
            at = stop
    return [(s, _apart(parts)) for s, parts in sorted(pieces.items())]


def _apart(parts: Sequence[Span]) -> tuple[Span, ...]:
    """Join parts that overlap."""
    joined: list[Span] = []
    for start, end in sorted(parts):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _trim(text: str, start: int, end: int) -> Span | None:
    first = _INK.search(text, start, end)
    if first is None:
        return None
    aside = _ASIDE.search(text[first.start() : end])
    if aside and aside.start() > 12 and text[first.start()] not in "“\"‘'":
        end = first.start() + aside.start()  # the narrator's remark inside a paraphrase
    while end > first.start() and text[end - 1] in " \t\n\u00a0,;:—–-":
        end -= 1
    if not any(c.isalnum() for c in text[first.start() : end]):
        return None
    return first.start(), end


def _claim(document: _Document, place: int, parts: tuple[Span, ...]) -> Claim:
    """Make the claim of attribution ``place`` with content ``parts``, all in one sentence."""
    attribution = document.attributions[place]
    holder = document.holders[place]
    text = document.text
    start, end = parts[0][0], parts[-1][1]
    stance, hedges = stance_of(text, attribution.cue, parts, pronouns_of(holder))
    clause = extent(attribution, parts)
    if document.sentence(clause[1] - 1) - document.sentence(clause[0]) > 2:
        clause = document.sentences[document.sentence(start)]
    return Claim(
        source_id=document.source.id,
        text=text[start:end],
        start=start,
        end=end,
        holder=holder.name if holder else None,
        holder_words=holder.words if holder else None,
        chain=_chain(document, place),
        cue=text[attribution.cue[0] : attribution.cue[1]] if attribution.cue else None,
        stance=stance,
        hedges=hedges,
        quoted=_quoted(document, parts),
        parts=parts if len(parts) > 1 else (),
        clause=clause,
        sentence=document.around(clause),
    )


def _quoted(document: _Document, parts: Sequence[Span]) -> bool:
    inside = sum(share_quoted(document.quotes, a, b) * (b - a) for a, b in parts)
    return inside > 0.5 * sum(b - a for a, b in parts)


def _chain(document: _Document, place: int) -> tuple[str, ...]:
    """Who relays whom, from the outermost; empty for a claim that nobody relays."""
    names: list[str] = []
    seen = set()
    at: int | None = place
    while at is not None and at not in seen:
        seen.add(at)
        holder = document.holders[at]
        if holder:
            names.insert(0, holder.name)
        at = document.attributions[at].parent
    cited = _cited(document, document.attributions[place])
    if cited and names and cited not in names:
        names.append(cited)
    return tuple(names) if len(names) > 1 else ()


def _cited(document: _Document, attribution: Attribution) -> str | None:
    """Whom the source itself cites, beside the attribution and outside its content."""
    start, end = extent(attribution, attribution.content)
    last = document.sentences[document.sentence(end - 1)][1]
    hit = _CITING.search(document.text, start, max(end, last))
    contents = (c for a in document.attributions for c in a.content)
    if hit is None or any(a <= hit.start() < b for a, b in contents):
        return None
    words = hit.group(1).strip(" .’'")
    named = re.fullmatch(r"(?:the )?[A-Z][\w.&’'-]*(?:(?: of(?: the)?)? [A-Z][\w.&’'-]*)*", words)
    return words if named or _CITABLE.search(words) else None


# -- what no attribution covers ----------------------------------------------------------------


def _unlinked_quotations(document: _Document, claims: Sequence[Claim]) -> list[Claim]:
    """Quoted sentences without attribution: the speaker of the same or the last quotation.

    They are never the narrator's words; where no speaker is near they go to an unnamed one.
    """
    covered = {document.sentence(a) for c in claims for a, _ in (c.parts or ((c.start, c.end),))}
    speaker: int | None = None
    found: list[Claim] = []
    by_sentence: dict[int, int] = {}
    for place, attribution in enumerate(document.attributions):
        for sentence, parts in _by_sentence(document, attribution.content):
            if _quoted(document, parts):
                by_sentence[sentence] = place
    for number, span in enumerate(document.sentences):
        if number in covered:
            speaker = by_sentence.get(number)
            continue
        if share_quoted(document.quotes, *span) < 0.9 or not says_something(document, span):
            speaker = None
            continue
        owner = _same_quotation(document, span, by_sentence)
        owner = speaker if owner is None else owner
        found.append(_continued(document, span, owner))
        speaker = owner
    return found


def says_something(document: _Document, span: Span) -> bool:
    """Tell whether a quoted sentence has words; a quoted question is a claim of its speaker."""
    return any(c.isalpha() for c in document.text[span[0] : span[1]])


def _same_quotation(document: _Document, span: Span, by_sentence: dict[int, int]) -> int | None:
    """The attribution of another sentence between the same quotation marks."""
    at = bisect_right(document.quotes, (span[0], len(document.text))) - 1
    if at < 0:
        return None
    start, end = document.quotes[at]
    for sentence in range(document.sentence(start), document.sentence(end - 1) + 1):
        if sentence in by_sentence:
            return by_sentence[sentence]
    return None


def _continued(document: _Document, span: Span, place: int | None) -> Claim:
    text = document.text
    holder = document.holders[place] if place is not None else None
    stance, hedges = stance_of(text, None, [span], pronouns_of(holder) or frozenset(["i", "we"]))
    return Claim(
        source_id=document.source.id,
        text=text[span[0] : span[1]],
        start=span[0],
        end=span[1],
        holder=holder.name if holder else UNNAMED,
        holder_words=holder.words if holder else "",
        chain=_chain(document, place) if place is not None else (),
        stance=stance,
        hedges=hedges,
        quoted=True,
        clause=span,
        sentence=span,
    )


def _own(document: _Document, claims: Sequence[Claim]) -> list[Claim]:
    """The narrator's sentences and clauses."""
    taken: dict[int, list[Span]] = {}
    for claim in claims:
        if claim.cue is not None and not claim.quoted and not speaks(claim.cue):
            continue
        start = _own_end(document.text, claim)
        for sentence in range(
            document.sentence(claim.clause[0]), document.sentence(claim.clause[1] - 1) + 1
        ):
            first, last = document.sentences[sentence]
            taken.setdefault(sentence, []).append(
                (max(first, start), max(first, min(last, claim.clause[1])))
            )
    found = []
    for number, span in enumerate(document.sentences):
        if says_nothing(document.text, span):
            continue
        for parts in own_clauses(document.text, span, sorted(taken.get(number, []))):
            found.append(_own_claim(document, span, parts))
    return found


def _own_end(text: str, claim: Claim) -> int:
    """Where the narrator's words end: after the source when a relative clause attributes."""
    start, end = claim.clause
    words = claim.holder_words or ""
    if words and text.startswith(words, start):
        source = start + len(words)
        if _RELATIVE.match(text, source, end):
            return source
    return start


def _own_claim(document: _Document, sentence: Span, parts: tuple[Span, ...]) -> Claim:
    start, end = parts[0][0], parts[-1][1]
    stance, hedges = narrator_stance(document.text, (start, end))
    return Claim(
        source_id=document.source.id,
        text=document.text[start:end],
        start=start,
        end=end,
        stance=stance,
        hedges=hedges,
        quoted=share_quoted(document.quotes, start, end) > 0.5,
        parts=parts if len(parts) > 1 else (),
        clause=sentence,
        sentence=sentence,
    )
