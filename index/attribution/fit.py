"""How well spans suit each other: a source its cue, a content its cue, by what stands between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span

GAP = re.compile(r"[\s,;:—–\-\"“”'‘’(.…?!]*")
"""What may stand between spans that go together."""
QUOTE = "\"“‘«'"
"""What a quotation opens with."""
_LEADS = re.compile(
    r"[\s,:—–\-(\"“‘']*(?:that|whether|if|how|why|as|by|of|for|to)?\s*[:\"“‘']*", re.I
)
_TRAILS = re.compile(r"[,?!…—–][\"”’'»]*\s*$|^[\"”’'»]*[,—–(]")
_AFTER = frozenset(["according", "per", "by", "from", "cited", "quoted"])


@dataclass(frozen=True, slots=True)
class Scene:
    """The text with its spans by label, each list in order."""

    text: str
    starts: tuple[int, ...]
    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]

    def sentence(self, at: int) -> int:
        """Return the place of the sentence that holds character ``at``."""
        return bisect_right(self.starts, at) - 1

    def between(self, left: Span, right: Span) -> str:
        """Return the text between two spans."""
        return self.text[left[1] : right[0]]

    def inside(self, spans: Sequence[Span], left: int, right: int) -> int:
        """Count ``spans`` that lie in ``[left, right)``."""
        count = 0
        for place in range(bisect_left(spans, (left, 0)), len(spans)):
            start, end = spans[place]
            if start >= right:
                break
            count += end <= right
        return count


def source_fit(scene: Scene, source: Span, cue: Span) -> float:
    """How well ``source`` suits ``cue``; above 0 when it may be its source."""
    if source[0] >= cue[0] and source[1] <= cue[1]:
        return 5.0
    left, right = (source, cue) if source < cue else (cue, source)
    gap = scene.between(left, right)
    apart = abs(scene.sentence(source[0]) - scene.sentence(cue[0]))
    score = 3.0 - 3.0 * apart - len(gap) / 60
    score -= 2.0 * scene.inside(scene.cues, left[1], right[0])
    score -= 1.5 * scene.inside(scene.contents, left[1], right[0])
    if not gap.strip():
        score += 0.5
    first = next(iter(scene.text[cue[0] : cue[1]].lower().split()), "")
    if source > cue:
        score += 2.0 if first in _AFTER else -0.4
        if not GAP.fullmatch(gap) and first not in _AFTER:
            score -= 1.5
    elif first in _AFTER:
        score -= 2.0
    return score


def content_fit(scene: Scene, content: Span, cue: Span, source: Span | None) -> float:
    """How well ``content`` suits ``cue``; above 0 when it may be its content."""
    if content[0] <= cue[0] and cue[1] <= content[1]:
        return -1.0  # a cue inside a content is that of another attribution
    apart = abs(scene.sentence(content[0]) - scene.sentence(cue[0]))
    last = abs(scene.sentence(max(content[0], content[1] - 1)) - scene.sentence(cue[0]))
    score = 3.0 - 1.5 * min(apart, last)
    # The cue with its source beside it is one block; what counts is what lies outside of it.
    block = (min(cue[0], source[0]), max(cue[1], source[1])) if source else cue
    if block[0] <= content[0] and content[1] <= block[1]:
        block = cue
    left, right = (content, block) if content < block else (block, content)
    gap = scene.between(left, right)
    score -= 2.0 * scene.inside(scene.cues, left[1], right[0])
    score -= 0.8 * scene.inside(scene.contents, left[1], right[0])
    score -= 1.0 * scene.inside(scene.sources, left[1], right[0])
    score -= min(len(gap), 180) / 60
    tail = scene.text[max(content[0], content[1] - 3) : content[1]] + gap[:2]
    if content < block:
        trails = _TRAILS.search(tail)
        score += 1.5 if trails else -1.0 - 3.0 * min(last, 1)
        score -= 0.0 if trails or len(gap) < 25 else 2.0
    elif _LEADS.fullmatch(gap):
        score += 1.5
    elif apart and ":" not in gap and scene.text[content[0]] not in QUOTE:
        score -= 2.0  # a paraphrase does not go on into the next sentence
    return score
