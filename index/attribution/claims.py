"""A document into its claims: the spans linked, holders resolved, stances judged, nothing left out.

Every sentence that states something yields at least one claim. An attribution yields one claim a
sentence of its content, so that a claim can be quoted alone; the narrator's own clauses yield
claims without holder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.attribution.cues import cue_class
from index.attribution.estimates import gives_figure
from index.attribution.holders import pronouns_of
from index.attribution.linking import Attribution, Labelled, extent
from index.attribution.own_words import says_nothing
from index.attribution.reading import Document, by_sentence, chain_of, is_quoted, read_document
from index.attribution.stance import stance_of
from index.attribution.unclaimed import own_words, unlinked_quotations
from index.types import Claim, Source, Span

_CITING_CUE = re.compile(r"\W*(?:citing|quoting|relying on)\W*", re.IGNORECASE)
_SAID = re.compile(r"\W*(?:that|whether|how|why|if)\b|.*[“\"]", re.IGNORECASE | re.DOTALL)
_SEEMS = re.compile(
    r"\W*(?:(?:also|still|now|only|not|has|have|had|does|did|would|\w+ly)\s+)*"
    r"(?:appear|seem)(?:s|ed|ing)?(?:\s+(?:to|that|as|like|to\s+be))?\W*",
    re.IGNORECASE,
)
_BARE_CUE = re.compile(r"\W*(?:about|on|over|of|for|in|to|from)?\W*", re.IGNORECASE)


def claims_of(source: Source, spans: Sequence[Labelled]) -> list[Claim]:
    """Return all claims of a document, in order of the text.

    :param source: the document.
    :param spans: its source, cue and content spans, into ``source.text``.
    :return: claims whose ``text`` equals ``source.text[start:end]``; ``passage_id`` is left empty.
    """
    document = read_document(source, spans)
    claims: list[Claim] = []
    for place in range(len(document.attributions)):
        claims += _attributed(document, place)
    claims += unlinked_quotations(document, claims)
    claims += own_words(document, claims)
    return sorted(set(claims), key=lambda c: (c.start, c.end, c.holder or ""))


def _attributed(document: Document, place: int) -> Iterator[Claim]:
    """Yield the claims of one attribution: one for each sentence its content stands in."""
    attribution = document.attributions[place]
    if _only_cites(document, attribution) or _only_tells(document, attribution):
        return
    for sentence, parts in _claimed(document, attribution):
        whole = document.sentences[sentence]
        labelled = attribution.cue and document.text[slice(*attribution.cue)] == ":"
        held = labelled or is_quoted(document, parts)  # a question that somebody asks is theirs
        if says_nothing(document.text, whole) and not held:
            continue
        yield _claim(document, place, parts)


def _only_cites(document: Document, attribution: Attribution) -> bool:
    """Tell whether an attribution only names whom a source relies on ("citing two officials")."""
    cue = attribution.cue
    return cue is not None and bool(_CITING_CUE.fullmatch(document.text[cue[0] : cue[1]]))


def _only_tells(document: Document, attribution: Attribution) -> bool:
    """Tell whether no word of the cue is known as one of saying or thinking ("arrested").

    What somebody "appears to" do is what the narrator thinks, not they.

    What it tells is then the narrator's own statement, unless the content reads as something said.
    """
    if attribution.cue is None:
        return False
    cue = document.text[slice(*attribution.cue)]
    if _SEEMS.fullmatch(cue):
        return any(source[1] <= attribution.cue[0] for source in attribution.source)
    if cue_class(cue) is not None:
        return False
    start, end = attribution.content[0]
    if gives_figure(cue, document.text[start:end]):
        return False
    said = _SAID.match(document.text[start:end])
    bare = _BARE_CUE.fullmatch(cue)  # "doubts about", "Roe:"
    return not said and not bare and not is_quoted(document, attribution.content)


def _claimed(
    document: Document, attribution: Attribution
) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Yield sentence and parts of each claim: parts are joined where the cue stands between."""
    for sentence, parts in by_sentence(document, attribution.content):
        joined = [parts[0]]
        for part in parts[1:]:
            cue = attribution.cue
            if cue and joined[-1][1] <= cue[0] and cue[1] <= part[0]:
                joined.append(part)
            else:
                yield sentence, tuple(joined)
                joined = [part]
        yield sentence, tuple(joined)


def _claim(document: Document, place: int, parts: tuple[Span, ...]) -> Claim:
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
        chain=chain_of(document, place),
        cue=text[attribution.cue[0] : attribution.cue[1]] if attribution.cue else None,
        stance=stance,
        hedges=hedges,
        quoted=is_quoted(document, parts),
        parts=parts if len(parts) > 1 else (),
        clause=clause,
        sentence=document.around(clause),
    )
