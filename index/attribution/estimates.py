"""Figures that somebody gives without a word of saying: "Acme puts it at 900, the union at 1,400".

The tagger reads words of speech; a price that is "put at 40 million by the ministry", or a second
figure that shares the verb of the first, it passes over. So do opinions that open with whose they
are ("In their account", "In the view of the union").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.attribution.linking import Attribution, extent
from index.types import Span

_DET = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Oo]ne)"
_NP = (
    rf"(?:{_DET}\s(?:[\w’'-]+\s){{0,4}}?[\w’'-]+|(?:the\s)?[A-Z][\w.’'-]*(?:\s(?:of\s)?[A-Z][\w.’'-]*){{0,4}})"
    rf"(?:,\s[^,.;:“”\"]{{3,60}},)?"
)
_FIGURE = (
    r"(?:(?:about|around|some|nearly|almost|over|under|at least|at most|more than|less than|"
    r"close to|up to|no more than|between|“|\"|certainly|well over|only|just|roughly|"
    r"approximately)\s?){0,3}(?:[$€£]\s?)?(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"dozens|hundreds|thousands|half|a (?:third|quarter|fifth|tenth|dozen|hundred|thousand))\b"
)
_PUTS = (
    r"(?:(?:has|have|had|also|now)\s)?"
    r"(?:puts?|estimates?|estimated|reckons?|numbers?|values?|valued)"
)
_ACTIVE = re.compile(
    rf"(?:^|(?<=[,;:]\s))(?P<source>{_NP})\s(?P<cue>{_PUTS})\s"
    rf"(?P<content>(?:(?!that\b)[\w’'-]+\s){{1,9}}?at\s{_FIGURE}[^,;:“”\"]*?)(?=[.,;]?\s*$|[.;]\s|,\s)"
)
_PASSIVE = re.compile(
    rf"^(?P<content>[^“”\"]{{6,120}}?),?\s(?P<cue>(?:is|are|was|were|has been|have been)\s"
    rf"(?:\w+ly\s)?(?:put|estimated|valued|reckoned|given))\s(?:at|as)\s{_FIGURE}[^,;:“”\"]{{0,40}}?\sby\s"
    rf"(?P<source>{_NP})(?=\W*$|[,;]\s)"
)
_SECOND = re.compile(
    rf"(?:,|;)\s(?:(?:and|while|but)\s)?(?P<source>{_NP})"
    rf"(?<!\bspoke)(?<!\bspeaks)(?<!\bput)(?<!\bputs)(?<!\bsaid)(?<!\bsays)\s(?P<content>(?:at|of|to|for)\s"
    rf"{_FIGURE}[^,;:“”\"]*[”\"]?)(?=[.,;]|\s*$)"
)
_FIRST = re.compile(
    rf"^\W*(?P<source>{_NP})\s(?P<cue>(?:{_PUTS}|speaks? of|spoke of|talks? of|talked of|says|said|"
    rf"counts?|counted))\s(?P<content>(?:(?!that\b)[\w’'-]+\s){{0,6}}?(?:at\s)?{_FIGURE}[^,;:“”\"]*)"
)
_PUT = re.compile(r"\b(?:puts?|numbers?|values?|valued|given)\b")
_AT_FIGURE = re.compile(rf"\b(?:at|as)\s{_FIGURE}")
_VIEW = re.compile(
    rf"^(?:But\s|And\s|Yet\s)?(?P<cue>[Ii]n)\s(?P<source>{_NP}|(?:his|her|its|their|our|my))"
    rf"(?:['’]s?)?\s(?P<view>(?:own\s)?(?:account|view|opinion|version|judge?ment|telling|estimation|"
    rf"reading|eyes|assessment|estimate)),?\s(?P<content>[^“”\"]{{12,}}?)\W*$"
)
_UNCOMMAED = re.compile(
    r"^(?P<cue>According to)\s(?P<source>(?:[\w’'-]+\s){1,12}?)"
    r"(?P<content>(?:he|she|they|it|there|nobody|no one)\s(?![.,])[^“”\"]{8,}?)\W*$"
)


def gives_figure(cue: str, content: str) -> bool:
    """Tell whether a cue puts a figure on something ("puts", "it at 900")."""
    return _PUT.search(cue) is not None and _AT_FIGURE.search(content) is not None


def estimates(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions with those of figures and views, in sentences that had none of them.

    :param attributions: linked; what stands in a sentence read here anew gives way to it.
    """
    found = list(attributions)
    for start, end in sentences:
        if end - start > 400:
            continue
        mine = [a for a in found if start <= extent(a)[0] < end]
        said = text[start:end]
        fresh = _shared(said, start) or _put(said, start, mine) or _view(said, start, mine)
        if fresh:
            taken = [a.content[0] for a in fresh]
            found = [a for a in found if a not in mine or not _same(a, taken)]
            found += fresh
    return found


def _same(attribution: Attribution, contents: Sequence[Span]) -> bool:
    """Tell whether an attribution covers most of one of the contents; what is nested does not."""
    return any(
        2 * (min(d, y) - max(c, x)) > y - x for x, y in contents for c, d in attribution.content
    )


def _shared(said: str, start: int) -> list[Attribution]:
    """Two figures with one verb: "The office speaks of 107 cases, the union of 150"."""
    first = _FIRST.match(said)
    second = _SECOND.search(said, first.start("content")) if first else None
    if first is None or second is None:
        return []
    cue = _span(first, "cue", start)
    content = start + first.start("content"), start + min(first.end("content"), second.start())
    return [
        Attribution((_span(first, "source", start),), cue, (content,)),
        Attribution((_span(second, "source", start),), cue, (_span(second, "content", start),)),
    ]


def _put(said: str, start: int, mine: Sequence[Attribution]) -> list[Attribution]:
    """A figure that somebody puts on something, or that is put on it by somebody."""
    passive = _PASSIVE.match(said)
    if passive and not any(a.source for a in mine):
        content = (start + passive.start("content"), start + passive.start("source") - 4)
        return [
            Attribution(
                (_span(passive, "source", start),), _span(passive, "cue", start), (content,)
            )
        ]
    active = _ACTIVE.search(said)
    if active and not any(a.source for a in mine):
        return [
            Attribution(
                (_span(active, "source", start),),
                _span(active, "cue", start),
                (_span(active, "content", start),),
            )
        ]
    return []


def _view(said: str, start: int, mine: Sequence[Attribution]) -> list[Attribution]:
    """What opens with whose view it is, and "According to" that no comma parts from its content."""
    for form in (_VIEW, _UNCOMMAED):
        hit = form.match(said)
        if hit is None or any(
            a.source and a.cue and form is _VIEW and extent(a)[0] == start for a in mine
        ):
            continue
        source = _span(hit, "source", start)
        bare = re.sub(r"(?:['’]s?)?\s*$", "", said[source[0] - start : source[1] - start])
        source = source[0], source[0] + len(bare)
        cue = _span(hit, "cue", start) if form is _UNCOMMAED else _span(hit, "view", start)
        return [Attribution((source,), cue, (_span(hit, "content", start),))]
    return []


def _span(hit: re.Match[str], group: str, start: int) -> Span:
    return start + hit.start(group), start + hit.end(group)
