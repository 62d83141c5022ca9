"""Spans into attributions: which content belongs to which cue, and which cue to which source.

Every cue opens an attribution. A content goes to the cue that suits it best by what stands
between them (a comma before a trailing cue, a colon after a leading one, a quotation that goes on
after its interruption); a cue takes the source beside it, or shares that of the cue before it
("X said ..., adding that ..."). Contents that no cue of their sentence claims are quotations that
go on in a paragraph of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.attribution.completion import missing_content, missing_source, sentence_of
from index.attribution.fit import GAP, QUOTE, Scene, content_fit, source_fit
from index.types import Span

_CLOSED = re.compile(r"[”»]\W*$")
_PASSIVE = frozenset(["when", "if", "was", "were", "been", "being", "is", "are"])


class Labelled(Protocol):
    """A span with its label: "source", "cue" or "content"."""

    @property
    def label(self) -> str:
        """Which of the three it is."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character after the last."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source), by which words (cue), is said to hold what (content)."""

    source: tuple[Span, ...]
    """The words that name the holder; empty when nobody is named."""
    cue: Span | None
    """The words that attribute; None for a quotation that goes on without them."""
    content: tuple[Span, ...]
    """What is held, in order; at least one span."""
    parent: int | None = None
    """Place, in the same list, of the attribution whose content this one stands in."""


def link(text: str, spans: Sequence[Labelled], sentences: Sequence[Span]) -> list[Attribution]:
    """Link labelled spans into attributions, ordered by where they begin.

    :param text: the text that the spans point into.
    :param spans: source, cue and content spans, in any order.
    :param sentences: the sentences of ``text``, in order.
    """
    if not sentences:
        return []
    by_label: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for span in spans:
        if span.start < span.end:
            by_label[span.label].append((span.start, span.end))
    scene = Scene(
        text,
        tuple(a for a, _ in sentences),
        *(tuple(sorted(set(by_label[k]))) for k in ("source", "cue", "content")),
    )
    sources = _sources(scene)
    pairs = zip(sources, scene.cues, strict=True)
    sources = [s or _opening_name(scene, sentences, c) for s, c in pairs]
    added = _left_out(scene, sentences, sources)
    scene = replace(scene, contents=tuple(sorted({*scene.contents, *added})))
    contents = _contents(scene, sources) | added
    contents |= _unfed(scene, sentences, sources, contents)
    found: list[Attribution] = []
    for cue, source in zip(scene.cues, sources, strict=True):
        own = tuple(k for k, c in contents.items() if c == cue)
        if own:
            found.append(Attribution((source,) if source else (), cue, own))
    return nested(sorted(found, key=extent))


def _opening_name(scene: Scene, sentences: Sequence[Span], cue: Span) -> Span | None:
    sentence = sentence_of(sentences, cue[0])
    return missing_source(scene.text, sentence, cue) if sentence else None


def _left_out(
    scene: Scene, sentences: Sequence[Span], sources: Sequence[Span | None]
) -> dict[Span, Span]:
    """Return contents that no span marks, each with its cue."""
    added: dict[Span, Span] = {}
    for cue, source in zip(scene.cues, sources, strict=True):
        sentence = sentence_of(sentences, cue[0])
        if source is None or sentence is None or sentence_of(sentences, source[0]) != sentence:
            continue
        block = min(cue[0], source[0]), max(cue[1], source[1])
        others = [c for c in scene.cues if c != cue and sentence[0] <= c[0] < sentence[1]]
        taken = [k for k in scene.contents if k[0] < sentence[1] and sentence[0] < k[1]]
        content = missing_content(scene.text, sentence, block, [*taken, *others])
        if content:
            added[content] = cue
    return added


def _unfed(
    scene: Scene,
    sentences: Sequence[Span],
    sources: Sequence[Span | None],
    linked: dict[Span, Span],
) -> dict[Span, Span]:
    """Return, for cues that got nothing, the whole sentence before a trailing "X said"."""
    fed = set(linked.values())
    added: dict[Span, Span] = {}
    for cue, source in zip(scene.cues, sources, strict=True):
        sentence = sentence_of(sentences, cue[0])
        if cue in fed or source is None or sentence is None or source[0] < sentence[0]:
            continue
        block = min(cue[0], source[0]), max(cue[1], source[1])
        if scene.text[sentence[0] : block[0]].rstrip("”\"’' ").endswith(","):
            content = missing_content(scene.text, sentence, block, ())
            if content and content not in linked:
                added[content] = cue
    return added


def extent(attribution: Attribution, content: Sequence[Span] | None = None) -> Span:
    """Return the range from the first to the last of an attribution's spans.

    :param content: stands for the attribution's own content, where only a part of it matters.
    """
    spans = [*attribution.source, *(attribution.content if content is None else content)]
    if attribution.cue:
        spans.append(attribution.cue)
    return min(a for a, _ in spans), max(b for _, b in spans)


def nested(found: Sequence[Attribution]) -> list[Attribution]:
    """Name as parent the smallest attribution whose content holds another one whole."""
    placed = []
    for place, inner in enumerate(found):
        start, end = extent(inner)
        around = [
            (b - a, other)
            for other, outer in enumerate(found)
            if other != place
            for a, b in outer.content
            if a <= start and end <= b
        ]
        parent = min(around)[1] if around else None
        placed.append(Attribution(inner.source, inner.cue, inner.content, parent))
    return placed


def _sources(scene: Scene) -> list[Span | None]:
    """Return the source of each cue, in order."""
    chosen: list[Span | None] = []
    for place, cue in enumerate(scene.cues):
        scored = [(source_fit(scene, s, cue), s) for s in _near(scene.sources, cue, 3)]
        best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
        source = best[1] if best[0] > 0 else None
        if source is None and place:
            source = _shared(scene, scene.cues[place - 1], cue, chosen[place - 1])
        chosen.append(source)
    for place in range(len(chosen) - 2, -1, -1):
        cue, following = scene.cues[place], scene.cues[place + 1]
        if chosen[place] is None and _opens(scene, cue):  # "Conceding that ..., he warned ..."
            chosen[place] = _shared(scene, following, cue, chosen[place + 1])
    return chosen


def _opens(scene: Scene, cue: Span) -> bool:
    """Tell whether ``cue`` opens its sentence as a participle does."""
    lead = scene.text[scene.starts[scene.sentence(cue[0])] : cue[0]]
    words = scene.text[cue[0] : cue[1]].split()
    return bool(words) and words[0].lower().endswith("ing") and len(lead.split()) <= 2


def _shared(scene: Scene, before: Span, cue: Span, source: Span | None) -> Span | None:
    """The source of the cue before, for a cue without its own in the same sentence."""
    if source is None or scene.sentence(before[0]) != scene.sentence(cue[0]):
        return None
    lead = scene.text[max(0, cue[0] - 12) : cue[0]].split()
    if lead and lead[-1].lower() in _PASSIVE and scene.text[cue[0] : cue[1]].endswith("ed"):
        return None  # "when asked whether": somebody else asks
    return source


def _contents(scene: Scene, sources: Sequence[Span | None]) -> dict[Span, Span]:
    """Return the cue of each content that has one."""
    source_of = dict(zip(scene.cues, sources, strict=True))
    scores: dict[Span, list[tuple[float, Span]]] = {}
    for content in scene.contents:
        near = _near(scene.cues, content, 3)
        scores[content] = sorted(
            ((content_fit(scene, content, c, source_of[c]), c) for c in near), reverse=True
        )
    linked = {k: s[0][1] for k, s in scores.items() if s and s[0][0] > 0}
    _feed(scores, linked)
    _carry_on(scene, linked)
    return linked


def _feed(scores: dict[Span, list[tuple[float, Span]]], linked: dict[Span, Span]) -> None:
    """Give a cue that got nothing a content that suits it nearly as well as its own cue."""
    for content, ranked in scores.items():
        if content not in linked:
            continue
        mine = linked[content]
        for score, cue in ranked:
            fed = list(linked.values())
            if cue not in fed and score > 0.5 and fed.count(mine) > 1:
                linked[content] = cue
                break


def _carry_on(scene: Scene, linked: dict[Span, Span]) -> None:
    """Link what goes on from linked content with nothing between to the same cue.

    Forward for a quotation that opens anew ('"...," he said. "..."'), backward for one that
    was cut in two before its cue comes.
    """
    pairs = list(zip(scene.contents, scene.contents[1:], strict=False))
    for before, content in pairs:
        if content in linked or before not in linked:
            continue
        quoted = scene.text[content[0]] in QUOTE or scene.text[content[0] - 1] in QUOTE
        open_ = not _CLOSED.search(scene.text[before[0] : content[0]])
        open_ = open_ and not _next_sentence(scene, before, content)
        if (quoted or open_) and GAP.fullmatch(scene.between(before, content)):
            linked[content] = linked[before]
    for content, following in reversed(pairs):
        if (
            content in linked
            or following not in linked
            or _next_sentence(scene, content, following)
        ):
            continue
        if GAP.fullmatch(scene.between(content, following)):
            linked[content] = linked[following]


def _next_sentence(scene: Scene, content: Span, following: Span) -> bool:
    """Tell whether a sentence ends between two contents of which one is a paraphrase."""
    if scene.sentence(content[1] - 1) == scene.sentence(following[0]):
        return False
    before, after = content[0], following[0]
    return not all(scene.text[at] in QUOTE or scene.text[at - 1] in QUOTE for at in (before, after))


def _near(spans: Sequence[Span], of: Span, reach: int) -> Sequence[Span]:
    """The ``reach`` spans to either side of ``of``."""
    place = bisect_right(spans, of)
    return spans[max(0, place - reach) : place + reach]
