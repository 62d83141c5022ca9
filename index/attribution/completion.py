"""What the tagger left out of an attribution it began: the content of a cue, or its source.

"The bridge is safe, authorities said." A speaker and a verb of saying that have no content in
their sentence have the rest of the sentence for it; a verb of saying without a speaker has the
name that opens the sentence, when only a description stands between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from index.attribution.cues import cue_words, speaks
from index.types import Span

_SAYS = frozenset(
    """say tell add state report announce according note explain confirm claim write reply recall
    continue testify insist estimate""".split()
)
_AFTERMATH = frozenset(
    """a the to in on at via during by through reporter reporters me us him her them monday tuesday
    wednesday thursday friday saturday sunday morning afternoon evening night late early statement
    release interview news press conference twitter tweet email e-mail phone local later earlier
    today yesterday briefing meeting hearing rally speech forum court video call debate show network
    radio television post blog website week month year last this next ago days hours of for with and
    an his her its their before after shortly soon newspaper station media""".split()
)
"""Words that may follow a trailing "X said": to whom, when, where."""
_LONGEST_TAIL = 9
_OPENING_NAME = re.compile(
    r"^(?:(?:but|and|meanwhile|however|in a statement|on \w+day|earlier|later),?\s+)?"
    r"(?P<name>(?:[A-Z][\w.’'-]*\s){1,4}[A-Z][\w’'-]+)\s?(?:,|--|[—–]|\().{3,160}?(?:,|--|[—–]|\))\s*$",
    re.DOTALL,
)
_SUBJECT = re.compile(
    r"^(?:(?:[A-Z][a-z]+|(?:[Oo]n|[Ii]n|[Aa]t|[Aa]fter|[Ee]arlier|[Ll]ate|[Ll]ast|[Dd]uring|[Bb]y)\s"
    r"[^,]{2,60}),\s+){0,3}(?P<name>(?:(?:[Tt]he|[Aa]n?)\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}(?:\s[a-z]+){0,2}?"
    r"(?:\s(?:in|of|for)\s(?:the\s)?[A-Z][\w.]*)?)\s"
    r"(?:[a-z]+ed|sent|gave|made|took|put|went|met|left|came|held|wrote|spoke)\b.*,\s*$",
    re.DOTALL,
)
_RELATIVE = re.compile(r",\s(which|who)(?:,\s[^,.;]{3,60},)?\s(?:has\s|have\s|had\s)?$")
_FEWEST = 3
"""Words that a content found in this way has at least."""


def missing_content(text: str, sentence: Span, block: Span, taken: Sequence[Span]) -> Span | None:
    """Return the content of a speaker and cue that have none in their sentence.

    :param block: from the first to the last of speaker and cue.
    :param taken: contents that stand in the sentence; any outside of ``block`` ends the search.
    """
    if taken or _SAYS.isdisjoint(cue_words(text[block[0] : block[1]])):
        return None
    lead, tail = text[sentence[0] : block[0]], text[block[1] : sentence[1]]
    if len(lead.split()) >= _FEWEST and _only_circumstances(tail):
        return trimmed(text, sentence[0], block[0])
    if len(tail.split()) >= _FEWEST and len(lead.split()) < _FEWEST:
        return trimmed(text, block[1], sentence[1])
    return None


def _only_circumstances(tail: str) -> bool:
    """Tell whether what follows a trailing "X said" only tells to whom, when or where."""
    words = re.findall(r"[\w'’-]+", tail)
    return len(words) <= _LONGEST_TAIL and all(
        w[0].isupper() or w[0].isdigit() or w.lower() in _AFTERMATH for w in words
    )


def missing_source(text: str, sentence: Span, cue: Span) -> Span | None:
    """Return the name that opens the sentence of a verb of saying."""
    words = text[cue[0] : cue[1]]
    lead = text[sentence[0] : cue[0]]
    relative = _RELATIVE.search(lead[-90:]) if speaks(words) else None
    if relative:
        offset = cue[0] - len(lead[-90:])
        return offset + relative.start(1), offset + relative.end(1)
    if words.split()[:1] and words.split()[0].lower().endswith("ing") and speaks(words):
        hit = _SUBJECT.match(lead)  # "The embassy raised its alert, advising ..."
    elif not _SAYS.isdisjoint(cue_words(words)):
        hit = _OPENING_NAME.match(lead)
    else:
        return None
    return (sentence[0] + hit.start("name"), sentence[0] + hit.end("name")) if hit else None


def sentence_of(sentences: Sequence[Span], at: int) -> Span | None:
    """Return the sentence that holds the character ``at``."""
    place = bisect_right(sentences, (at, 1 << 62)) - 1
    return sentences[place] if place >= 0 and at < sentences[place][1] else None


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without blanks and punctuation at its edges; None when nothing is left."""
    while start < end and text[start] in " \t\n\u00a0,:;":
        start += 1
    while end > start and text[end - 1] in " \t\n\u00a0,;:—–-.":
        end -= 1
    return (start, end) if end > start else None
