"""Which sentences are worth reading for a question, and what the reader says of them.

Reading question and sentence together is exact and slow. Shared words and meaning choose what is
read; while nothing read answers, more is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.answer_settings import AnswerSettings
from bot.query import Query
from bot.speakers import is_source, spoken_by
from bot.units import Unit
from index.ranker import ranker_of
from index.search import ScoredPassage
from index.types import Source, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.reader import Reading

_LEXICAL, _MEANING, _BEFORE, _RANK = 0.45, 0.8, 0.2, 0.01
"""What makes a sentence worth reading: shared words, meaning, that of the sentence before it, and
the place of its passage in the search."""
_LEXICAL_RANKED, _FIT = 0.2, 0.15
"""The same for shared words where a ranker judges meaning (index/ranker.py), and for words of the
type that is asked for. Of what twelve development sets in other words expect, 0.81 is then among
the first 8 and 0.64 among the first 3; by words and cosine alone 0.75 and 0.57."""
_HELD = 0.2
"""What it is worth that the speaker who is asked for holds a claim in the sentence."""
_ENOUGH = 0.65
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


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the vectors of the sentences say of each, 0 where none was made."""

    cosines: list[float]
    """To the question."""
    ranked: list[float] | None = None
    """By the encoder's ranker; None where it has none."""


def nearness(
    query: Query,
    units: Sequence[Unit],
    lexical: Sequence[float],
    meaning: Meanings,
    fits: Sequence[float],
) -> list[float]:
    """How much each sentence is worth reading: the larger the more.

    :param fits: how well words of the type that is asked for fit, 0 where there are none.
    """
    known, by_words, by_type = meaning.cosines, _LEXICAL, 0.0
    if meaning.ranked is not None:
        known, by_words, by_type = meaning.ranked, _LEXICAL_RANKED, _FIT
    before = meanings_before(units, known)
    return [
        by_words * lexical[n]
        + _MEANING * known[n]
        + _BEFORE * before[n]
        - _RANK * unit.passage
        + by_type * fits[n]
        + _HELD * (query.speaker is not None and _speaks_in(unit, query.speaker))
        for n, unit in enumerate(units)
    ]


def _speaks_in(unit: Unit, speaker: str) -> bool:
    """True when the speaker is the holder of a claim in a sentence."""
    return any(c.holder and spoken_by(c, unit.source, speaker) for c in unit.claims)


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
    asked: dict[str, dict[int, list[int]]] = {}
    for place in sorted(chosen):
        question = question_for(query, units[place].source)
        asked.setdefault(question, {}).setdefault(units[place].passage, []).append(place)
    read: dict[int, Reading] = {}
    for question, places in asked.items():
        texts = [passages[number].passage.text for number in places]
        starts = [passages[number].passage.start for number in places]
        spans = [
            [(units[place].start - start, units[place].end - start) for place in inside]
            for start, inside in zip(starts, places.values(), strict=True)
        ]
        readings = reader.read_spans(question, texts, spans)
        for inside, results in zip(places.values(), readings, strict=True):
            read.update(zip(inside, results, strict=True))
    return read


def question_for(query: Query, source: Source) -> str:
    """The question as it is put to a source's sentences.

    Whoever wrote a text is not named in it: "What does the Herald say about the bridge?" is put
    to the Herald's own sentences without the Herald.
    """
    if query.speaker is None or not is_source(source, query.speaker):
        return query.complete
    if query.kind != "said":
        return query.topic or query.complete
    return f"What is said {query.topic}?" if _ABOUT.match(query.topic) else query.complete


_ABOUT = re.compile(r"(?:about|on|of|regarding|concerning)\s", re.IGNORECASE)


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
    encoder: EncoderLike | None,
) -> Meanings:
    """What the encoder makes of the sentences that share most words with the question."""
    chosen = sorted(range(len(units)), key=lambda place: -lexical[place])[: settings.read_claims]
    cosines = [0.0] * len(units)
    if encoder is None or not chosen:
        return Meanings(cosines)
    vectors = encoder.embed([query.complete, *(units[place].text for place in chosen)])
    for place, cosine in zip(chosen, vectors[1:] @ vectors[0], strict=True):
        cosines[place] = float(cosine)
    ranker = ranker_of(encoder)
    if ranker is None:
        return Meanings(cosines)
    ranked = [0.0] * len(units)
    for place, score in zip(chosen, ranker.score(vectors[0], vectors[1:]), strict=True):
        ranked[place] = float(score)
    return Meanings(cosines, ranked)
