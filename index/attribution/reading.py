"""One document read for its claims: sentences, quotations, attributions and their holders."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.attribution.cast import Cast, Holder
from index.attribution.estimates import estimates
from index.attribution.extents import mended
from index.attribution.holders import resolve_holders
from index.attribution.interviews import with_interview
from index.attribution.linking import Attribution, Labelled, extent, link, nested
from index.attribution.nested import nested_in
from index.attribution.quotes import quoted_spans, share_quoted
from index.attribution.relatives import with_heads
from index.attribution.reported import (
    noun_attributions,
    second_contents,
    split_participles,
    transcript_attributions,
)
from index.sentences import sentence_spans
from index.types import Source, Span

_CITING = re.compile(
    r"\b(?:citing|quoting|relying on)\s+((?:[^\s,;:()“”\"]+\s?){1,9})", re.IGNORECASE
)
_CITABLE = re.compile(
    r"\b(?:sources?|officials?|people|persons?|documents?|reports?|records?|data|studies|study|"
    r"statements?|spokes\w+|insiders?|aides?|investigators?|police|authorities|prosecutors|"
    r"witnesses|experts?|researchers|diplomats?|lawyers?|figures|filings?|papers|agency|agencies|"
    r"ministry|media|interviews?|memos?|emails?|polls?|surveys?|analysts?|intelligence)\b"
)
_ASIDE = re.compile(r"\s*\([^()]{12,}\)$")
_INK = re.compile(r"[^\s,;:—–-]")


@dataclass(frozen=True, slots=True)
class Document:
    """One document with all that claims are made from."""

    source: Source
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]
    quotes: list[Span]
    attributions: tuple[Attribution, ...]
    holders: tuple[Holder | None, ...]

    @property
    def text(self) -> str:
        """The text that all spans point into."""
        return self.source.text

    def sentence(self, at: int) -> int:
        """Place of the sentence that holds the character ``at``."""
        return max(0, bisect_right(self.starts, at) - 1)

    def around(self, span: Span) -> Span:
        """The sentence or sentences that ``span`` stands in."""
        first, last = self.sentence(span[0]), self.sentence(max(span[0], span[1] - 1))
        return self.sentences[first][0], max(self.sentences[last][1], span[1])


def read_document(source: Source, spans: Sequence[Labelled]) -> Document:
    """Link the spans of a document and resolve who holds each attribution."""
    sentences = tuple(sentence_spans(source.text))
    attributions = tuple(_attributions(source.text, spans, sentences))
    starts = tuple(a for a, _ in sentences)
    quotes = quoted_spans(source.text)
    words = (source.text[a:b] for attribution in attributions for a, b in attribution.source)
    speakers = frozenset(w for w in words if " " not in w)
    cast = Cast(source.text, sentences, speakers, quotes, source.title)
    holders = tuple(resolve_holders(cast, attributions))
    return Document(source, sentences, starts, quotes, attributions, holders)


def _attributions(
    text: str, spans: Sequence[Labelled], sentences: Sequence[Span]
) -> list[Attribution]:
    """Link the tagger's spans, and add what hangs on nouns, participles and inner cues."""
    linked = mended(text, sentences, with_heads(text, sentences, link(text, spans, sentences)))
    linked = estimates(text, sentences, linked)
    linked = second_contents(text, sentences, linked)
    linked = split_participles(text, linked)
    nouns = noun_attributions(text, sentences, linked)
    said = [c for a in nouns for c in a.content]
    linked = [a for a in linked if a.source or not _overlap(a.content, said)] + nouns
    linked += transcript_attributions(text, sentences, linked)
    linked = with_interview(text, sentences, linked)
    return nested_in(text, nested(sorted(linked, key=extent)))


def _overlap(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


def by_sentence(document: Document, content: Sequence[Span]) -> list[tuple[int, tuple[Span, ...]]]:
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


def is_quoted(document: Document, parts: Sequence[Span]) -> bool:
    """Tell whether most of ``parts`` stands in quotation marks."""
    inside = sum(share_quoted(document.quotes, a, b) * (b - a) for a, b in parts)
    return inside > 0.5 * sum(b - a for a, b in parts)


def chain_of(document: Document, place: int) -> tuple[str, ...]:
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


def _cited(document: Document, attribution: Attribution) -> str | None:
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
