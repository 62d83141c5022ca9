"""Which sentences are worth reading for a question, and what the reader says of them.

Reading question and sentence together is exact and slow. Shared words and meaning choose what is
read; while nothing read answers, more is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.answer_settings import AnswerSettings
from bot.query import Query
from bot.units import Unit
from index.search import ScoredPassage
from index.types import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.reader import Reading

_LEXICAL, _MEANING, _BEFORE, _RANK = 0.45, 0.8, 0.2, 0.01
"""What makes a sentence worth reading: shared words, meaning, that of the sentence before it, and
the place of its passage in the search. Of 295 development questions on news in other words the
answer is among the 8 first with 0.78 (0.73 by shared words and meaning), among 24 with 0.94."""
_ENOUGH = 0.2
"""The reader's probability of the best sentence from which no further ones are read."""


class ReaderLike(Protocol):
    """What answering needs of the reader (bot/reader.py)."""

    def read_spans(
        self, question: str, passages: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> list[list[Reading]]:
        """One reading for each span of each passage."""


class EncoderLike(Protocol):
    """What answering needs of the encoder (index/encoder.py)."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, one a text, of length one."""


def nearness(
    units: Sequence[Unit],
    lexical: Sequence[float],
    meaning: Sequence[float],
    before: Sequence[float],
) -> list[float]:
    """How much each sentence is worth reading: the larger the more."""
    return [
        _LEXICAL * lexical[n] + _MEANING * meaning[n] + _BEFORE * before[n] - _RANK * unit.passage
        for n, unit in enumerate(units)
    ]


def readings_of(
    query: Query,
    units: Sequence[Unit],
    passages: Sequence[ScoredPassage],
    settings: AnswerSettings,
    reader: ReaderLike | None,
    near: Sequence[float],
) -> dict[int, Reading]:
    """The reader's readings of the nearest sentences, and of further ones while none answers."""
    if reader is None:
        return {}
    chosen = sorted(range(len(units)), key=lambda place: -near[place])
    first, more = settings.read_sentences, settings.read_further
    read = _read(query, units, passages, reader, chosen[:first])
    if more and not any(reading.score >= _ENOUGH for reading in read.values()):
        read |= _read(query, units, passages, reader, chosen[first : first + more])
    return read


def _read(
    query: Query,
    units: Sequence[Unit],
    passages: Sequence[ScoredPassage],
    reader: ReaderLike,
    chosen: Sequence[int],
) -> dict[int, Reading]:
    """The reader's readings of the sentences at some places."""
    places: dict[int, list[int]] = {}
    for place in sorted(chosen):
        places.setdefault(units[place].passage, []).append(place)
    texts = [passages[number].passage.text for number in places]
    starts = [passages[number].passage.start for number in places]
    spans = [
        [(units[place].start - start, units[place].end - start) for place in inside]
        for start, inside in zip(starts, places.values(), strict=True)
    ]
    read: dict[int, Reading] = {}
    readings = reader.read_spans(query.complete, texts, spans)
    for inside, results in zip(places.values(), readings, strict=True):
        read.update(zip(inside, results, strict=True))
    return read


def meanings_before(units: Sequence[Unit], meaning: Sequence[float]) -> list[float]:
    """For each sentence the cosine to the question of the one before it, 0 where there is none."""
    places = {(unit.source.id, unit.text): n for n, unit in enumerate(units)}
    found = (places.get((unit.source.id, unit.before)) for unit in units)
    return [meaning[place] if place is not None else 0.0 for place in found]


def meanings(
    query: Query,
    units: Sequence[Unit],
    lexical: Sequence[float],
    settings: AnswerSettings,
    encoder: EncoderLike,
) -> list[float]:
    """Cosines to the question of the sentences that share most words with it."""
    chosen = sorted(range(len(units)), key=lambda place: -lexical[place])[: settings.read_claims]
    cosines = [0.0] * len(units)
    if not chosen:
        return cosines
    vectors = encoder.embed([query.complete, *(units[place].text for place in chosen)])
    for place, cosine in zip(chosen, vectors[1:] @ vectors[0], strict=True):
        cosines[place] = float(cosine)
    return cosines
