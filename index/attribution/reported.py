"""Attributions that hang on a noun or a participle, which the tagger often passes over.

"the admission by ISIS that ...", "Washington's insistence that ...", "the embassy sent a warning
that ...", "said that ..., implying that ...", "said that ..., and that ...".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.attribution.completion import missing_source
from index.attribution.linking import Attribution, extent
from index.types import Span

_NOUN = (
    r"(?:admission|allegation|announcement|assertion|assurance|claim|accusation|complaint|"
    r"conclusion|contention|denial|finding|insistence|prediction|promise|statement|suggestion|"
    r"testimony|threat|vow|warning|message|communiqué|notice|alert)s?"
)
_NAME = (
    r"(?<![\w-])(?:(?:the|The)\s)?[A-Z][\w.&’'-]*"
    r"(?:\s(?:(?:of|in|for|the)\s){0,2}[A-Z][\w.&’'-]*){0,5}"
)
_CONTENT = r"(?P<content>that\s[^“\"\n]+?)"
_END = (
    r"(?=\s*(?:[.;:!?]|[“\"”]|,\s(?:especially|but|while|although|though|which|and)\b"
    r"|\sand\sthe\b|$))"
)
_FORMS = (
    re.compile(rf"(?P<cue>\b{_NOUN})\s(?:by|from)\s(?P<source>{_NAME})\s{_CONTENT}{_END}"),
    re.compile(
        rf"(?P<source>{_NAME})(?:['’]s|(?<=s)['’])\s(?P<cue>(?:[a-z]+\s)?{_NOUN})\s{_CONTENT}{_END}"
    ),
    re.compile(
        rf"(?P<source>(?<![\w-])(?:(?:the|The)\s)?(?:[A-Z][\w.&’'-]*\s){{1,4}}(?:[a-z]+\s)?(?:in\s[A-Z]\w+\s)?)"
        rf"(?P<cue>(?:sent|issued|gave|made|released|published|posted|delivered)\s(?:an?|the|its|his|her)\s"
        rf"(?:\w+\s)?{_NOUN})\s(?:(?!that\b)[\w’'.]+\s){{0,9}}{_CONTENT}"
        rf"(?=\s*(?:[.;!?]|,\swhile\b|,\sand\b|,\sbut\b|$))"
    ),
)
_RAISED = re.compile(
    r"(?P<cue>\b(?:doubt|question|concern|fear|suspicion|objection|allegation|accusation|criticism)s?\s"
    r"(?:have|has|had|were|was)\s(?:also\s)?(?:been\s)?(?:raised|voiced|expressed|made|levelled))\sby,?\s"
    r"(?:among\sothers,\s)?(?P<source>[^,.;:“”\"\n]{3,90}?)\s(?:about|over|regarding)\s"
    r"(?P<content>[^“\"\n.]{8,})"
)
_ORIGIN = re.compile(
    rf"(?P<source>(?<![\w-])[A-Z][a-z]+(?:n|sh|ese|i|ch))\s(?P<cue>{_NOUN})\s{_CONTENT}{_END}"
)
_ADVISING = re.compile(
    r",\s(?P<cue>advising|urging|warning|telling|ordering|asking)\s"
    r"(?P<content>(?:[\w’'-]+\s){1,3}(?:not\s)?to\s[a-z][^“\"\n]*?)\W*$"
)
_ALSO_THAT = re.compile(r",\s(?:including|and)\s(?=that\s)")
_PARTICIPLE = re.compile(
    r",\s(?:also\s|thus\s|thereby\s)?(?P<cue>(?:imply|add|suggest|claim|warn|not|argu|stat|say|insist|"
    r"stress|explain|alleg|announc|assert)ing)\s(?P<content>(?:that\s)?[^“\"]{12,})$"
)
_AND_THAT = re.compile(r"^[^“\"\n]{0,90}?\band\s(?P<content>that\s[^“\"]{12,}?)\W*$")


def split_participles(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Cut "..., implying that ..." off a paraphrase: it is another saying of the same holder."""
    found: list[Attribution] = []
    for attribution in attributions:
        start, end = attribution.content[-1]
        hit = _PARTICIPLE.search(text[start:end])
        if hit is None or text[start] in "“\"'‘" or hit.start() < 12:
            found.append(attribution)
            continue
        kept = (*attribution.content[:-1], (start, start + hit.start()))
        rest = (start + hit.start("content"), start + hit.end("content"))
        cue = (start + hit.start("cue"), start + hit.end("cue"))
        found.append(Attribution(attribution.source, attribution.cue, kept))
        found.append(Attribution(attribution.source, cue, (rest,)))
    return found


def second_contents(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Add to each paraphrase what goes on with "and that" to the end of its sentence."""
    extents = sorted(extent(a) for a in attributions)
    found: list[Attribution] = []
    for attribution in attributions:
        end = attribution.content[-1][1]
        stop = next((b for a, b in sentences if a < end <= b), end)
        hit = _AND_THAT.match(text[end:stop])
        free = not any(a < stop and end < b for a, b in extents)
        if hit and free:
            more = (end + hit.start("content"), end + hit.end("content"))
            content = (*attribution.content, more)
            found.append(Attribution(attribution.source, attribution.cue, content))
        else:
            found.append(attribution)
    return found


def noun_attributions(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return attributions by a noun of saying that overlap no cue already found.

    One that stands inside a found content is kept: it is nested there.
    """
    named = [a for a in attributions if a.source]  # one that names its source goes before others
    cues = sorted(a.cue for a in named if a.cue)
    sources = {s for a in named for s in a.source}
    contents = [c for a in named for c in a.content]
    found: list[Attribution] = []
    for start, end in sentences:
        for form in (*_FORMS, _RAISED, _ORIGIN):
            for hit in form.finditer(text, start, end):
                source, cue, content = (
                    _trimmed(text, *hit.span(g)) for g in ("source", "cue", "content")
                )
                clash = any(a < cue[1] and cue[0] < b for a, b in cues) or content in contents
                if clash or source in sources:
                    continue
                crossing = any(
                    a < content[1] and content[0] < b and not (a <= source[0] and content[1] <= b)
                    for a, b in contents
                )
                if not crossing or form is _FORMS[-1]:
                    found.append(Attribution((source,), cue, _parts(text, content)))
                    cues.append(cue)
        advice = _ADVISING.search(text[start:end])
        if advice:
            cue = start + advice.start("cue"), start + advice.end("cue")
            speaker = missing_source(text, (start, end), cue)
            if speaker and not any(a < cue[1] and cue[0] < b for a, b in cues):
                content = start + advice.start("content"), start + advice.end("content")
                found.append(Attribution((speaker,), cue, (content,)))
    return found


def _parts(text: str, content: Span) -> tuple[Span, ...]:
    """Cut content at ", including that" and "and that"."""
    parts: list[Span] = []
    start = content[0]
    for cut in _ALSO_THAT.finditer(text, *content):
        parts.append((start, cut.start()))
        start = cut.end()
    return (*parts, (start, content[1])) if parts and start < content[1] else (content,)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_LABEL = re.compile(
    r"(?m)^[“\"']?(?P<source>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3})(?P<cue>:)[ \t]+(?=\S)"
)


def transcript_attributions(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return what the labelled speakers of a transcript say ("JONES: I saw it.").

    A line counts when at least two lines of the document are labelled in capitals and speakers
    come again, or line upon line, so that "CORRECTION:" is nobody; what an attribution covers
    already is left to it.
    """
    labels = list(_LABEL.finditer(text))
    if len(labels) < 2 or not (_recurring(labels) or _in_turn(text, labels)):
        return []
    covered = [c for a in attributions for c in a.content]
    found = []
    for hit in labels:
        stop = text.find("\n", hit.end())
        end = len(text) if stop < 0 else stop
        parts = tuple(
            (max(a, hit.end()), min(b, end)) for a, b in sentences if a < end and hit.end() < b
        )
        parts = tuple(p for p in parts if not any(a < p[1] and p[0] < b for a, b in covered))
        if parts:
            found.append(Attribution((hit.span("source"),), hit.span("cue"), parts))
    return found


def _recurring(labels: Sequence[re.Match[str]]) -> bool:
    return len({hit["source"] for hit in labels}) < len(labels)


def _in_turn(text: str, labels: Sequence[re.Match[str]]) -> bool:
    """Tell whether a labelled line answers the question of the one before."""
    lines = (text[a.end() : b.start()].rstrip() for a, b in pairwise(labels))
    return any(line.endswith("?") and "\n" not in line for line in lines)
