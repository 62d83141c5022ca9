"""How well attributions are found: ``onrecord eval attribution --data FILE``.

FILE is in one of two formats of JSON lines, gzipped or not: pre-tokenised pieces with BIO labels
({"id", "tokens", "labels"}), or whole articles ({"id", "text", "attributions"}, each attribution
{"source", "cue", "content"} with lists of [start, end) characters). Spans are scored in both;
articles also by whole attributions: is a content found, and with the right source.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.cue_rule import rule_labels
from eval.intervals import Interval, ratio
from eval.span_scores import ROLES, Tagged, WordSpan, f1_scores
from index.attribution.decoding import bio_spans
from index.attribution.linking import link
from index.attribution.tagger import LabelledSpan, Tagger
from index.attribution.words import split_words
from index.errors import CorpusError
from index.sentences import paragraph_spans, sentence_spans
from index.types import Span

_RESAMPLES = 500
_OVERLAP = 0.5
"""Share of the shorter content that must be common for an attribution to count as found."""

Labeller = Callable[[Sequence[Sequence[str]], Sequence[str]], list[list[str]]]
"""Words of pieces and the document of each to BIO labels."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One attribution with all its spans."""

    source: tuple[Span, ...]
    content: tuple[Span, ...]


def evaluate(
    data: Path, tagger: Tagger | None = None, limit: int = 0, alone: bool = False
) -> dict[str, Any]:
    """Score the tagger and, beside it, the cue-word rule.

    :param data: a file in one of the two formats.
    :param limit: only so many pieces or articles (0: all).
    :param alone: read every piece by itself, not in the context of its neighbours of one id.
    :return: the object that ``onrecord eval attribution --json`` prints, without settings; the
        rule's metrics are named ``rule_...``. What cannot be measured (no such span) is left out.
    :raises CorpusError: when the file is in neither format.
    """
    rows = read_rows(data)[: limit or None]
    tagger = tagger or Tagger()
    if "tokens" in rows[0]:
        model = score_pieces(
            rows, lambda words, ids: tagger.tag_tokens(words, None if alone else ids)
        )
        rule = score_pieces(rows, lambda words, _: [rule_labels(piece) for piece in words])
    else:
        texts = [row["text"] for row in rows]
        model = score_articles(rows, tagger.tag(texts))
        rule = score_articles(rows, [rule_spans(text) for text in texts])
    scores = model | {f"rule_{name}": value for name, value in rule.items()}
    metrics = {name: s.as_json() for name, s in scores.items() if s.value is not None}
    return {"suite": "attribution", "n": len(rows), "metrics": metrics}


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read the lines of a data file.

    :raises CorpusError: when it cannot be read or is in neither format.
    """
    opener: Any = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be read as JSON lines: {error}") from error
    for keys in ({"tokens", "labels"}, {"text", "attributions"}):
        if rows and all(isinstance(row, dict) and keys <= row.keys() for row in rows):
            return rows
    raise CorpusError(f"{path}: lines need tokens and labels, or text and attributions")


def score_pieces(rows: Sequence[dict[str, Any]], labeller: Labeller) -> dict[str, Interval]:
    """Score pre-tokenised pieces."""
    ids = [str(row.get("id", number)) for number, row in enumerate(rows)]
    found = labeller([row["tokens"] for row in rows], ids)
    tagged = [
        Tagged(name, tuple(bio_spans(row["labels"])), tuple(bio_spans(labels)))
        for name, row, labels in zip(ids, rows, found, strict=True)
    ]
    return f1_scores(tagged, _RESAMPLES)


def score_articles(
    rows: Sequence[dict[str, Any]], found: Sequence[Sequence[LabelledSpan]]
) -> dict[str, Interval]:
    """Score articles: their spans, and their whole attributions."""
    tagged: list[Tagged] = []
    loose, strict = np.zeros((len(rows), 2)), np.zeros((len(rows), 2))
    for number, (row, spans) in enumerate(zip(rows, found, strict=True)):
        text = row["text"]
        true = {
            (start, end, role)
            for attribution in row["attributions"]
            for role in ROLES
            for start, end in attribution[role]
        }
        for words in _paragraph_words(text):
            tagged.append(
                Tagged(
                    str(row.get("id", number)),
                    tuple(by_words(words, true)),
                    tuple(by_words(words, {(s.start, s.end, s.label) for s in spans})),
                )
            )
        gold = [
            Whole(_spans(a["source"]), _spans(a["content"]))
            for a in row["attributions"]
            if a["content"]
        ]
        linked = [
            Whole(a.source, a.content) for a in link(text, spans, sentence_spans(text)) if a.content
        ]
        loose[number] = (2 * matched(gold, linked, common_of_shorter), len(gold) + len(linked))
        strict[number] = (2 * matched(gold, linked, common_of_union), len(gold) + len(linked))
    scores = f1_scores(tagged, _RESAMPLES)
    scores["attribution_f1"] = ratio(loose, _RESAMPLES, 7)
    scores["attribution_strict_f1"] = ratio(strict, _RESAMPLES, 7)
    return scores


def by_words(words: Sequence[Span], spans: Iterable[tuple[int, int, str]]) -> list[WordSpan]:
    """Turn character spans into spans of the words they touch; none for spans elsewhere."""
    starts = [start for start, _ in words]
    ends = [end for _, end in words]
    out = set()
    for start, end, role in spans:
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        if first < last:
            out.add((first, last, role))
    return sorted(out)


def rule_spans(text: str) -> list[LabelledSpan]:
    """Label a document by the cue-word rule."""
    found = []
    for words in _paragraph_words(text):
        labels = rule_labels([text[a:b] for a, b in words])
        for begin, end, role in bio_spans(labels):
            found.append(LabelledSpan(role, words[begin][0], words[end - 1][1], 1.0))  # type: ignore[arg-type]
    return found


Overlap = Callable[[Sequence[Span], Sequence[Span]], float]


def common_of_shorter(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Common characters as a share of those of the shorter."""
    return _common(a, b) / max(1, min(_size(a), _size(b)))


def common_of_union(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Common characters as a share of all."""
    common = _common(a, b)
    return common / max(1, _size(a) + _size(b) - common)


def matched(gold: Sequence[Whole], found: Sequence[Whole], overlap: Overlap) -> int:
    """Count gold attributions that were found, each by another one.

    Found: contents overlap by at least a half and the sources overlap (or neither has one).
    """
    pairs = sorted(
        (
            (overlap(g.content, f.content), i, k)
            for i, g in enumerate(gold)
            for k, f in enumerate(found)
            if _touch(g.content, f.content) and _same_source(g, f)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for share, i, k in pairs:
        if share >= _OVERLAP and i not in used_gold and k not in used_found:
            used_gold.add(i)
            used_found.add(k)
    return len(used_gold)


def _same_source(a: Whole, b: Whole) -> bool:
    if not a.source or not b.source:
        return not a.source and not b.source
    return common_of_shorter(a.source, b.source) >= _OVERLAP


def _touch(a: Sequence[Span], b: Sequence[Span]) -> bool:
    return min(s for s, _ in a) < max(e for _, e in b) and min(s for s, _ in b) < max(
        e for _, e in a
    )


def _common(a: Sequence[Span], b: Sequence[Span]) -> int:
    return sum(max(0, min(d, f) - max(c, e)) for c, d in a for e, f in b)


def _size(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _spans(raw: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in raw)


def _paragraph_words(text: str) -> list[list[Span]]:
    return [split_words(text, start, end) for start, end in paragraph_spans(text)]
