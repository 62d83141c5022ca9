"""How well each sentence of the retrieved passages answers the question.

A sentence is judged by the question's words that it meets (its title and the sentence before count
less), by meaning (encoder) and, where a reader is present, by the reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer_classes import class_of, members_in
from bot.answer_figures import AnswerWords
from bot.answer_settings import AnswerSettings
from bot.answer_words import find_answer
from bot.blame import ADMITS, blame_in
from bot.claim_choice import claims_for
from bot.dates import Moment
from bot.initialisms import stems_with
from bot.nearest import EncoderLike, ReaderLike, meanings, meanings_before, nearness, readings_of
from bot.quantities import Quantity
from bot.query import BLAME, Query
from bot.question_kind import DAY_ASKED
from bot.speakers import spoken_by
from bot.terms import WEAK, meets, stem, stems, weight
from bot.units import Unit
from index.search import ScoredPassage
from index.types import Claim

if TYPE_CHECKING:
    pass


_CORRECTION = re.compile(
    r"\b(?:(?:previous|earlier)\s+version\s+of\s+this|correction\s*:)", re.IGNORECASE
)
"""A sentence that tells what was wrong before is no answer beside those that tell what is right."""


_FURNITURE = re.compile(
    r"\bhide caption\b|^\W*photos?:|\bphotos:.*\bphotos:|\b\d+ of \d+\b\s+photos?|\bclick here\b|"
    r"\bread more\b|\bsign up (?:for|to)\b|\bsubscribe\b|\bstory highlights\b|\bfollow (?:us|@)|"
    r"\bshare this\b|\bmust watch\b|\ball rights reserved\b|\badvertisement\b|\bcopyright \d{4}\b|"
    r"\bjust watched\b|\breplay more videos\b|\bcontributed to this report\b",
    re.IGNORECASE,
)
"""Captions, links and notices of a web page: they stand in the text but tell nothing in it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its scores for one question, and the claim of it that answers."""

    unit: Unit
    claim: Claim
    lexical: float
    """Share of the question's words met, 0 to 1."""
    meaning: float
    """Cosine to the question, 0 where not measured."""
    read: float | None
    """The reader's probability that the sentence answers; None where it did not read it."""
    score: float
    """All together, about 0 to 1, above 1 for a sentence with everything; once weighed
    (bot/chance.py) the probability that it answers."""
    words: AnswerWords | None
    """The answering words, in characters of the sentence."""
    absent: tuple[str, ...] = ()
    """Words of the question that stand nowhere in what was found."""
    seldom: tuple[str, ...] = ()
    """Words of the question that stand in few of the sentences found."""
    before: float = 0.0
    """Cosine of the sentence before it to the question."""
    ranked: float = 0.0
    """What the encoder's ranker makes of it, on about the scale of a cosine; the cosine where there
    is no ranker."""
    chance: float = 1.0
    """The probability that it answers (bot/chance.py), once weighed."""

    @property
    def sure(self) -> bool:
        """True when the reader is all but certain that the sentence answers."""
        return self.read is not None and self.read >= 0.85


def score_units(
    query: Query,
    units: Sequence[Unit],
    passages: Sequence[ScoredPassage],
    settings: AnswerSettings,
    reader: ReaderLike | None = None,
    encoder: EncoderLike | None = None,
) -> list[Candidate]:
    """The sentences as candidates, best first. Without reader and encoder words alone decide."""
    lexical = [_lexical(query, unit) for unit in units]
    # The reader chooses sentences well; its answer words are too often others (the card).
    words = [find_answer(query, unit.text, unit.source.published) for unit in units]
    known = meanings(query, units, lexical, settings, encoder)
    meaning, before = known.cosines, meanings_before(units, known.cosines)
    near = nearness(query, units, lexical, known, [told.fit if told else 0.0 for told in words])
    readings = readings_of(query, units, passages, settings, reader, near)
    absent, seldom = _spread(query, units)
    found: list[Candidate] = []
    for place, unit in enumerate(units):
        reading = readings.get(place)
        read = reading.score if reading is not None else None
        score = _together(lexical[place], meaning[place], read, encoder is not None)
        score = min(1.0, score * _discount(query, unit)) + _closeness(query, unit, words[place])
        for claim, answer in claims_for(unit, words[place], query):
            if _held_answer(query, claim, unit):
                score += 0.25 if query.speaker else 0.15
            found.append(
                Candidate(
                    unit,
                    claim,
                    lexical[place],
                    meaning[place],
                    read,
                    score,
                    answer,
                    absent,
                    seldom,
                    before[place],
                    (known.ranked or known.cosines)[place],
                )
            )
    return sorted(found, key=lambda candidate: -candidate.score)


_READ, _READ_MIDDLE = 0.25, 0.15
"""Weight of the reader's probability, and where it neither lifts nor lowers a score."""


def _held_answer(query: Query, claim: Claim, unit: Unit) -> bool:
    """True for a holder's claim where holders are asked for: whose words, or whom they blame.

    Who makes the deed his own answers a question of blame as well, in the words of a report too.
    """
    if query.speaker:
        return claim.holder is not None and spoken_by(claim, unit.source, query.speaker)
    if not query.asks_blame:
        return False
    if claim.holder is None:
        return ADMITS.search(unit.text) is not None
    if any(meets(stem(term), stems(claim.text)) for term in query.terms if BLAME.search(term)):
        return True
    return not query.terms and bool(blame_in(claim.text).accused)


def _spread(query: Query, units: Sequence[Unit]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The question's words that no sentence meets, and those that few meet."""
    told = [stems_with(query.names, unit.text) for unit in units]
    titles = stems("\n".join({unit.source.title for unit in units}))
    counts = {
        term: sum(meets(stem(term), words) > 0 for words in told)
        for term in query.terms
        if not meets(stem(term), titles)
    }
    named = [name.split() for name in query.names]
    absent = tuple(
        term
        for term, count in counts.items()
        if not count
        # A part of a name may be left out: the name is absent when all of it is.
        and not any(term in name and any(counts.get(p, 1) for p in name) for name in named)
    )
    few = max(2, len(units) // 20)
    return absent, tuple(term for term, count in counts.items() if 0 < count <= few)


def _together(lexical: float, meaning: float, read: float | None, encoded: bool) -> float:
    """One score from the parts that there are."""
    score = 0.65 * lexical + 0.5 * max(0.0, meaning) if encoded else lexical
    return score if read is None else score + _READ * (read - _READ_MIDDLE)


def _discount(query: Query, unit: Unit) -> float:
    """Less for a sentence that tells what was wrong before, and for what belongs to the page."""
    if _FURNITURE.search(unit.text):
        return 0.5
    return 0.4 if query.wanted != "statement" and _CORRECTION.search(unit.text) else 1.0


def _lexical(query: Query, unit: Unit) -> float:
    """Weighted share of the question's words that a sentence meets; its surroundings count less."""
    told = stems_with(query.names, unit.text)
    around = stems_with(query.names, f"{unit.source.title}\n{unit.before}")
    passage = stems_with(query.names, unit.around)
    asked = class_of(query)
    member = asked is not None and bool(members_in(asked, unit.text, query.complete))
    total = met = 0.0
    for term in query.terms:
        value = weight(term)
        here = 0.9 if stem(term) == asked and member else meets(stem(term), told)
        if here < 0.8:
            here = max(here, 0.75 * meets(stem(term), around), 0.6 * meets(stem(term), passage))
        met += value * here
        total += value
    return met / total if total else 0.6


def _closeness(query: Query, unit: Unit, words: AnswerWords | None) -> float:
    """A little for a place at the head of the news, and for surer and fuller answer words."""
    head = 0.0 if query.speaker else max(0.0, 1.0 - unit.start / 1000)
    if words is None:
        return 0.08 * head
    if isinstance(words.value, Quantity):
        return 0.15 * head + 0.3 * (words.fit - 0.5) - 0.1 * _another_year(unit)
    value = 0.08 * head + 0.3 * (words.fit - 0.4)
    if isinstance(words.value, Moment):
        known = (words.value.year, words.value.month, words.value.day)
        value += 0.03 * sum(part is not None for part in known)
        if DAY_ASKED.search(query.complete):
            value += 0.15 * (words.value.day is not None)
    return value


def _another_year(unit: Unit) -> bool:
    """True when a sentence names a year well before its document: it tells of something else."""
    published = unit.source.published
    if not published:
        return False
    years = re.findall(r"\b(1[89]\d\d|20\d\d)\b", unit.text)
    return any(int(year) < int(published[:4]) - 1 for year in years)


def missing_terms(query: Query, candidate: Candidate) -> list[str]:
    """Words of the question that neither the sentence nor its surroundings meet."""
    told = stems_with(query.names, candidate.unit.around) | stems(candidate.unit.source.title)
    asked = class_of(query) if candidate.words is not None else None
    return [
        term
        for term in query.terms
        if stem(term) != asked
        and stem(term) not in WEAK
        and term.lower() not in WEAK
        and not meets(stem(term), told)
    ]
