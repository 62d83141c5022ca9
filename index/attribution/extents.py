"""How far an attribution reaches in its sentence, where the tagger stopped short or turned round.

"The road was wet, and the lights were out, she said" is hers from its first word; "Nobody, he said
on Monday, would come" is his to its end; "Two aides said Minister Roe was ill" is the aides'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.attribution.completion import sentence_of, trimmed
from index.attribution.cues import cue_class, speaks
from index.attribution.linking import Attribution, extent
from index.attribution.parts import has_role
from index.types import Span

_JOINED = re.compile(r"(?:,|;)?\s+(?:and|but)\s+$|;\s+$")
_FINITE = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does)\s"
)
_OTHER_CLAUSE = re.compile(
    r"^\W*(?:(?i:but|and|while|whereas|although|though)\s+(?:(?:the|an?|this|these|his|her|its|"
    r"their|our|he|she|it|they|we|I|there|some|many|police|officials|others|nobody|no)\s|[A-Z])"
    r"|(?i:who|which|when|as|after|before|while|although|though|adding|citing|noting|speaking|"
    r"referring|according|in an?|in the|on \w+day|at an?|during|because|since|\w+ing|so)\b)"
)
"""What may follow a tag and be the narrator's: a clause with a subject of its own, an aside."""
_TAG_EDGE = re.compile(r"^[^,.;:“”\"]{0,60},\s+")
_CIRCUMSTANCE = re.compile(
    r"^\s*(?:(?:in|on|at|to|during|through|via|by|last|this|late|early|afterwards|later|then|"
    r"earlier|yesterday|today|again|\w+ly)\b[^,.;:“”\"]{0,70})?$",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(r"[:;—–]\s+")
_MARKS = '"“”«»'
_LEAST = 2
"""Words of the shortest remainder that is taken in."""
_PASSIVE = re.compile(r"\W*(?:been|was|were|being)\s", re.IGNORECASE)
_COLON = re.compile(r":\s+(?=[^\W\d_]|[\"“«])")
_AFTER_AFTER_PASSIVE = re.compile(r"\W*(?:been|was|were|being)\s", re.IGNORECASE)
_COLON = re.compile(r":\s+(?=[^\W\d_]|[\"“«])")
_AFTER_COLON = re.compile(r"[\"”’'»]?:\s+(?=[^\W\d_])")
_PART = re.compile(r",\s(?P<part>(?:its|his|her|their|the)\s(?:[\w’'-]+\s?){1,6})$")
_TELLER = re.compile(r"(?:(?:our|the|an?|his|her|their|its|one)\s|[A-Z])(?:[^\s,]+,?\s?){1,12}$")
_SPEECH = re.compile(r"[\"“«‘]")
_THAT_FIRST = re.compile(
    r"^(?P<content>That\s[^,.;:“”\"]{10,120}?)\s(?P<source>he|she|they|it|[A-Z]\w+(?:\s[A-Z]\w+)?)\s"
    r"(?P<cue>(?:(?:has|have|had|also|later|firmly|flatly)\s)?(?:denie[ds]|den(?:y|ied)|disputed?s?|"
    r"rejecte?d?s?|confirmed?s?|admit(?:s|ted)?|doubt(?:s|ed)?))\W*$"
)


def mended(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions with their contents reaching as far as the sentence gives them.

    :param attributions: linked, in order of the text; those without cue are left as they are.
    """
    reached: list[Attribution] = []
    for attribution in attributions:
        if attribution.cue and _PASSIVE.match(text[slice(*attribution.cue)]):
            reached.append(attribution)  # whoever stands before it is told, not telling
            continue
        turned = _turned(text, sentences, _without_part(text, attribution))
        longer = _to_the_end(text, sentences, turned, attributions)
        reached.append(_from_the_start(text, sentences, longer, attributions))
    reached = [a for a in reached if not _swallowed(text, a, reached)]
    found = [part for a in reached for part in _at_colon(text, sentences, a, reached)]
    covered = [extent(a) for a in found]
    for start, end in sentences:
        hit = _THAT_FIRST.match(text[start:end])
        if hit and not any(a < end and start < b for a, b in covered):
            source, cue, content = (
                (start + hit.start(g), start + hit.end(g)) for g in ("source", "cue", "content")
            )
            found.append(Attribution((source,), cue, (content,)))
    return found


def _without_part(text: str, attribution: Attribution) -> Attribution:
    """Give the speaker the description that closes the content ("..., its head, Jo Roe, said")."""
    if not attribution.source or len(attribution.content) != 1:
        return attribution
    (start, end), source = attribution.content[0], attribution.source[0]
    tail = _PART.search(text[start:end])
    if not tail or not re.fullmatch(r",\s", text[end : source[0]]) or not has_role(tail["part"]):
        return attribution
    named = start + tail.start("part"), source[1]
    return replace(
        attribution,
        source=(named, *attribution.source[1:]),
        content=((start, start + tail.start()),),
    )


def _turned(text: str, sentences: Sequence[Span], attribution: Attribution) -> Attribution:
    """Put right who says what where the words after the cue were taken for the speaker.

    "Two aides, who gave no names, said Minister Roe was ill": a speaker is no clause. "Nine weeks,
    reckons our treasurer, Jo Roe": what follows the verb at the end and states nothing is one.
    """
    cue = attribution.cue
    if cue is None or not speaks(text[slice(*cue)]):
        return attribution
    sentence = sentence_of(sentences, cue[0])
    lead = trimmed(text, sentence[0], cue[0]) if sentence else None
    if sentence is None or lead is None:
        return attribution
    if attribution.source:
        source = attribution.source[0]
        clause = source[0] >= cue[1] and _FINITE.search(text[slice(*source)])
        who = re.search(r"\b(?:who|which|whose)\b", text[slice(*source)])
        whole = all(c[1] <= cue[0] and c[0] >= sentence[0] for c in attribution.content)
        if clause and not who and whole and not text[: cue[0]].rstrip().endswith(tuple(_MARKS)):
            if text[cue[0] - 2 : cue[0]] == ", " and "who" not in text[slice(*lead)]:
                return attribution
            content = trimmed(text, source[0], sentence[1])
            return replace(attribution, source=(lead,), content=(content or source,))
        return attribution
    content = attribution.content[0]
    last = trimmed(text, cue[1], sentence[1])
    ahead = text[sentence[0] : cue[0]].rstrip()
    if (
        len(attribution.content) == 1
        and last is not None
        and content[0] >= cue[1]
        and content[1] >= last[1]
        and ahead.endswith(",")
        and len(ahead.split()) >= _LEAST
        and not _FINITE.search(text[slice(*content)])
        and not _SPEECH.search(text[slice(*content)])
        and _TELLER.match(text[slice(*content)])
        and not text[slice(*cue)].endswith("ing")
    ):
        return replace(attribution, source=(content,), content=(lead,))
    return attribution


def _tag(
    text: str, sentences: Sequence[Span], attribution: Attribution
) -> tuple[Span, Span] | None:
    """The sentence of a tag of speech with its speaker ("she said"), and where the tag stands."""
    cue, source = attribution.cue, attribution.source
    sentence = sentence_of(sentences, cue[0]) if cue else None
    if cue is None or sentence is None or not source or not speaks(text[slice(*cue)]):
        return None
    return sentence, (min(cue[0], source[0][0]), max(cue[1], source[0][1]))


def _to_the_end(
    text: str,
    sentences: Sequence[Span],
    attribution: Attribution,
    others: Sequence[Attribution],
) -> Attribution:
    """Take in what follows a tag set between commas: "Nobody, he said, would come"."""
    tag = _tag(text, sentences, attribution)
    if tag is None:
        return attribution
    sentence, block = tag
    if not text[: block[0]].rstrip().endswith(",") or block[1] > sentence[1]:
        return attribution
    before = [c for c in attribution.content if sentence[0] <= c[0] and c[1] <= block[0]]
    if not before and all(c[0] >= block[1] for c in attribution.content):
        before = _lead(text, sentence, block, attribution, others)
    if not before:
        return attribution
    edge = _TAG_EDGE.match(text[block[1] : sentence[1]])
    if edge is None or not _CIRCUMSTANCE.match(edge.group().rstrip(" ,")):
        return attribution
    start = block[1] + edge.end()
    rest = trimmed(text, start, sentence[1])
    if rest is None or len(text[slice(*rest)].split()) < _LEAST:
        return attribution
    if _OTHER_CLAUSE.match(text[slice(*rest)]) or _taken(rest, attribution, others):
        return attribution
    behind = [c for c in attribution.content if c[0] >= block[1]]
    if any(c[0] < rest[0] or c[1] > rest[1] + 2 for c in behind):
        return attribution
    return replace(attribution, content=(*before, rest))


def _lead(
    text: str,
    sentence: Span,
    block: Span,
    attribution: Attribution,
    others: Sequence[Attribution],
) -> list[Span]:
    """The words before a tag between commas that the tagger passed over, from the last colon."""
    cut = list(_CLAUSE_START.finditer(text[sentence[0] : block[0]]))
    lead = trimmed(text, sentence[0] + (cut[-1].end() if cut else 0), block[0])
    if lead is None or any(mark in text[slice(*lead)] for mark in _MARKS + ","):
        return []
    named = [a for a in others if a.cue and lead[0] <= a.cue[0] < lead[1]]
    return [] if named else [lead]


def _swallowed(text: str, attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """Tell whether a passive "been told" stands whole in what another of the same holder holds."""
    cue = attribution.cue
    if cue is None or not _PASSIVE.match(text[slice(*cue)]):
        return False
    start, end = min(cue[0], attribution.content[0][0]), attribution.content[-1][1]
    return any(
        other.cue != cue
        and (not attribution.source or other.source == attribution.source)
        and any(a <= start and end <= b + 2 for a, b in other.content)
        for other in others
    )


def _from_the_start(
    text: str,
    sentences: Sequence[Span],
    attribution: Attribution,
    others: Sequence[Attribution],
) -> Attribution:
    """Take in the clause before one that a closing tag attributes, joined to it by "and"."""
    tag = _tag(text, sentences, attribution)
    if tag is None:
        return attribution
    sentence, block = tag
    start, end = attribution.content[0]
    if not (sentence[0] < start and end <= block[0]) or text[start] in _MARKS:
        return attribution
    lead = text[sentence[0] : start]
    cut = list(_CLAUSE_START.finditer(lead))
    first = sentence[0] + (cut[-1].end() if cut else 0)
    lead = text[first:start]
    if not text[end : block[0]].lstrip("\"”’'").startswith(","):
        return attribution
    medial = not re.match(r"[^,]{0,70}$", text[block[1] : sentence[1]])
    if not _JOINED.search(lead) or len(lead.split()) < _LEAST + 1 or medial:
        return attribution
    if any(mark in lead for mark in _MARKS) or _taken((first, start), attribution, others):
        return attribution
    return replace(attribution, content=((first, end), *attribution.content[1:]))


def _at_colon(
    text: str,
    sentences: Sequence[Span],
    attribution: Attribution,
    others: Sequence[Attribution],
) -> list[Attribution]:
    """Part what stands behind a colon: the holder's own words on what the cue reports.

    "She denied that it was late: "We were on time."" denies the first and states the second;
    "The firm disputes this: a letter had been sent" tells why.
    """
    cue = attribution.cue
    sentence = sentence_of(sentences, cue[0]) if cue else None
    if cue is None or sentence is None or not attribution.source:
        return [attribution]
    if cue_class(text[slice(*cue)]) not in ("deny", "ask", "plan", "warn", "say", "believe"):
        return [attribution]
    for place, (start, end) in enumerate(attribution.content):
        if start < cue[1] or start < sentence[0] or text[start] in _MARKS:
            continue
        hit = _COLON.search(text, start, end)
        if hit and hit.start() - start >= 2:
            kept = (*attribution.content[:place], (start, hit.start()))
            rest = (hit.end(), end), *attribution.content[place + 1 :]
            first = replace(attribution, content=kept)
            if _taken(rest[0], attribution, others):
                return [first]
            return [first, replace(attribution, cue=None, content=rest)]
        after = _AFTER_COLON.match(text, end)
        rest_of = trimmed(text, after.end(), sentence[1]) if after else None
        last = place == len(attribution.content) - 1
        if last and rest_of and not _taken(rest_of, attribution, others):
            return [attribution, replace(attribution, cue=None, content=(rest_of,))]
    return [attribution]


def _taken(span: Span, mine: Attribution, others: Sequence[Attribution]) -> bool:
    """Tell whether another speaker's attribution stands in a span."""
    return any(
        other.cue != mine.cue
        and other.source
        and other.source != mine.source
        and extent(other)[0] < span[1]
        and span[0] < extent(other)[1]
        for other in others
    )
