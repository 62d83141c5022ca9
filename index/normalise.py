"""Raw file text into clean text: markup, running heads and broken lines go, every word stays.

Each step is a list of edits; together they keep a map from the clean text back to the file.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""``(start, end, replacement)``: characters to replace; edits are ordered and do not overlap."""

_TERMINAL = ".!?:;…\"'”’»)]"
_MAX_HEAD_CHARS = 60
_MAX_HEAD_WORDS = 8


@dataclass(frozen=True, slots=True)
class Normalised:
    """Clean text, and where each of its characters stood in the raw text."""

    text: str
    starts: tuple[int, ...]
    """Clean offsets at which a run of unchanged characters begins, ascending."""
    raws: tuple[int, ...]
    """Raw offset of the first character of each run; an inserted character has that of its edit."""
    lengths: tuple[int, ...]
    """Raw characters that each run covers."""

    def raw_offset(self, offset: int) -> int:
        """Raw character offset of the clean offset; 0 <= offset <= len(text)."""
        if not self.starts:
            return 0
        run = max(bisect_right(self.starts, offset) - 1, 0)
        return self.raws[run] + min(offset - self.starts[run], self.lengths[run])

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw range that covers the clean range [start, end)."""
        if end <= start:
            return self.raw_offset(start), self.raw_offset(start)
        return self.raw_offset(start), self.raw_offset(end - 1) + 1


def normalise(raw: str, markdown: bool = False) -> Normalised:
    """Clean text of one document with its map back to ``raw``."""
    steps: list[Callable[[str], Iterable[Edit]]] = [_line_ends, _links]
    if markdown:
        steps.append(_markdown)
    steps += [_running_heads, _broken_lines]
    if markdown:
        steps.append(_bullets)  # after lines are joined: the mark tells an item from a broken line
    steps.append(_blank_space)
    runs = [(0, 0, len(raw))]
    text = raw
    for step in steps:
        edits = list(step(text))
        if edits:
            text, runs = _apply(text, runs, edits)
    runs = [run for run in runs if run[2] or run[0] < len(text)]
    return Normalised(
        text, tuple(r[0] for r in runs), tuple(r[1] for r in runs), tuple(r[2] for r in runs)
    )


def _apply(
    text: str, runs: list[tuple[int, int, int]], edits: list[Edit]
) -> tuple[str, list[tuple[int, int, int]]]:
    """Text after the edits, with its runs (clean start, raw start, raw length)."""
    starts = [run[0] for run in runs]
    pieces: list[str] = []
    out: list[tuple[int, int, int]] = []
    length = 0

    def raw_of(position: int) -> int:
        run = max(bisect_right(starts, position) - 1, 0)
        return runs[run][1] + min(position - runs[run][0], runs[run][2])

    def keep(start: int, end: int) -> None:
        nonlocal length
        position = start
        while position < end:
            run = max(bisect_right(starts, position) - 1, 0)
            until = min(end, starts[run + 1] if run + 1 < len(starts) else end)
            covered = max(min(runs[run][2] - (position - runs[run][0]), until - position), 0)
            out.append((length, raw_of(position), covered))
            length += until - position
            position = until
        pieces.append(text[start:end])

    last = 0
    for start, end, replacement in edits:
        keep(last, start)
        if replacement:
            out.append((length, raw_of(start), 0))
            pieces.append(replacement)
            length += len(replacement)
        last = end
    keep(last, len(text))
    return "".join(pieces), out


_CONTROL = re.compile(
    r"\r\n?|[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u00ad]|[\x0c\x85\u2028\u2029]"
)
_ANSI = r"\x1b\[[0-9;?]*[ -/]*[@-~]"


def _line_ends(text: str) -> Iterable[Edit]:
    """Line ends become one newline; control characters, which no reader sees, go."""
    for found in re.finditer(_ANSI + "|" + _CONTROL.pattern, text):
        mark = found.group()
        newline = mark[0] in "\r\x0c\x85\u2028\u2029"
        yield found.start(), found.end(), "\n" if newline else ""


_LINK = re.compile(
    r"!?\[((?:\\.|[^\[\]\\\n]){0,500})\]\(([^()\s]{0,2000})(?:\s+\"[^\"\n]{0,300}\")?\)"
)
_ESCAPE = re.compile(r"\\([\\()\[\]*_`#>~|{}])")


def _links(text: str) -> Iterable[Edit]:
    """``[words](target)`` keeps its words; a backslash before punctuation goes."""
    edits: list[Edit] = []
    for found in _LINK.finditer(text):
        edits.append((found.start(), found.start(1), ""))
        edits.append((found.end(1), found.end(), ""))
    covered = [(start, end) for start, end, _ in edits]
    starts = [start for start, _ in covered]
    for found in _ESCAPE.finditer(text):
        at = bisect_right(starts, found.start()) - 1
        if at < 0 or covered[at][1] <= found.start():
            edits.append((found.start(), found.start() + 1, ""))
    return sorted(edit for edit in edits if edit[0] < edit[1])


_MARKDOWN = (
    re.compile(r"^ {0,3}(#{1,6}[ \t]+)", re.M),
    re.compile(r"^[ \t]{0,8}((?:>[ \t]?)+)", re.M),
    re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]{1,2000}?(?<=[^\s*])(\1)(?![\w*])"),
    re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])[^_\n]{1,2000}?(?<=[^\s_])(\1)(?!\w)"),
    re.compile(r"(`)[^`\n]{1,2000}(`)"),
)


_BULLET = re.compile(r"^[ \t]{0,8}([-*+][ \t]+)(?=\S)", re.M)


def _bullets(text: str) -> Iterable[Edit]:
    """The marks of list items go."""
    for found in _BULLET.finditer(text):
        yield found.start(1), found.end(1), ""


def _markdown(text: str) -> Iterable[Edit]:
    """Marks of headings, quotes, emphasis and code go."""
    spans: set[tuple[int, int]] = set()
    for pattern in _MARKDOWN:
        for found in pattern.finditer(text):
            for group in range(1, (found.lastindex or 0) + 1):
                spans.add(found.span(group))
    last = 0
    for start, end in sorted(spans):
        if start >= last and end > start:
            yield start, end, ""
            last = end


def _blocks(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that are not blank, without the white space around them."""
    return [
        (found.start() + len(line) - len(line.lstrip()), found.start() + len(line.rstrip()))
        for found in re.finditer(r"[^\n]+", text)
        if (line := found.group()).strip()
    ]


def _unfinished(text: str, span: tuple[int, int]) -> bool:
    """The block stops in the middle of a sentence: no final mark, last word not a heading's."""
    block = text[span[0] : span[1]]
    return block[-1] not in _TERMINAL and (block[-1] in ",-–—" or len(block) > _MAX_HEAD_CHARS)


def _goes_on(text: str, span: tuple[int, int]) -> bool:
    """The block begins as the rest of a sentence does: with a small letter."""
    return text[span[0]].islower()


def _head_shaped(block: str) -> bool:
    """Short, without a final mark, in capitals, title case or figures: how heads and feet look."""
    words = block.split()
    if len(block) > _MAX_HEAD_CHARS or len(words) > _MAX_HEAD_WORDS or block[-1] in ".!?,;:":
        return False
    return all(
        not word[0].islower() or word in ("of", "the", "and", "page", "p.") for word in words
    )


def _running_heads(text: str) -> Iterable[Edit]:
    """Running heads and feet, found by shape and place, never by name.

    A head-shaped line is one when it cuts a sentence in two (the block before stops in the
    middle, the block after goes on), or when the same line, numbers aside, stands alone three
    times or more and is in capitals or bears a number.
    """
    blocks = _blocks(text)
    shapes = [re.sub(r"\d+", "0", text[start:end]) for start, end in blocks]
    counts = Counter(shapes)
    for place, (start, end) in enumerate(blocks):
        block = text[start:end]
        if not _head_shaped(block) or place == 0:
            continue
        cuts = (
            place + 1 < len(blocks)
            and _unfinished(text, blocks[place - 1])
            and _goes_on(text, blocks[place + 1])
        )
        repeated = counts[shapes[place]] >= 3 and (block.isupper() or "0" in shapes[place])
        if cuts:
            yield blocks[place - 1][1], blocks[place + 1][0], "\n"
        elif repeated:
            yield blocks[place - 1][1], end, ""


def _hard_wrapped(text: str) -> int:
    """Width at which the text's lines are broken, in characters; 0 when they are not."""
    lines = [line.rstrip() for line in text.split("\n")]
    followed = [a for a, b in itertools.pairwise(lines) if a.strip() and b.strip()]
    if len(followed) < 4:
        return 0
    width = max(len(line) for line in followed)
    open_ended = sum(line[-1] not in _TERMINAL for line in followed)
    full = sum(len(line) > 0.7 * width for line in followed)
    return width if width <= 120 and open_ended > len(followed) / 2 < full else 0


def _broken_lines(text: str) -> Iterable[Edit]:
    """A line break inside a sentence becomes a space; paragraphs stay apart."""
    blocks = _blocks(text)
    width = _hard_wrapped(text)
    vocabulary: set[str] | None = None
    for before, after in itertools.pairwise(blocks):
        gap = text[before[1] : after[0]]
        single = gap.count("\n") == 1
        hyphen = text[before[1] - 1] == "-" and before[1] >= 2 and text[before[1] - 2].isalpha()
        joins = _goes_on(text, after) and (
            text[before[1] - 1] not in _TERMINAL if single else _unfinished(text, before)
        )
        full_line = width and single and before[1] - before[0] > 0.6 * width
        if hyphen and single and _goes_on(text, after):
            left = re.search(r"[^\W\d_]+-$", text[max(before[1] - 60, 0) : before[1]])
            right = re.match(r"[^\W\d_]+", text[after[0] : after[0] + 60])
            if vocabulary is None:
                vocabulary = set(re.findall(r"[^\W\d_]+", text.lower()))
            whole = (left.group()[:-1] + right.group()).lower() if left and right else ""
            yield before[1] - (whole in vocabulary), after[0], ""
        elif joins or full_line:
            yield before[1], after[0], " "


def _blank_space(text: str) -> Iterable[Edit]:
    """No blank at the ends of lines or of the text, no more than one blank line."""
    for found in re.finditer(r"[^\S\n]*\n\s*|^\s+|[^\S\n]+$", text):
        start, end = found.span()
        if start == 0 or end == len(text):
            replacement = ""
        else:
            replacement = "\n\n" if found.group().count("\n") > 1 else "\n"
        if found.group() != replacement:
            yield start, end, replacement
