"""The way from passages to an answer: score, group, compare, compose, verify, or abstain."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.abstain import why
from bot.accusers import by_accuser
from bot.announced import with_announced
from bot.answer_classes import class_of
from bot.answer_settings import AnswerSettings
from bot.chance import Weighed, weigh
from bot.compose import Page
from bot.conflicts import find_clash
from bot.contrast import with_contrasts
from bot.exchanges import takes_back
from bot.nearest import EncoderLike, ReaderLike
from bot.overview import overview
from bot.position_answer import answer_by_position, finish, one_a_voice
from bot.positions import group
from bot.premise import Premise, premise_of, supported
from bot.query import Query
from bot.relevance import Candidate, score_units
from bot.settled import settled
from bot.sites import asks_where, with_sites
from bot.spelling import respelt
from bot.statement_answer import answer_by_statement
from bot.summary import asks_summary, leading
from bot.tolls import harm_asked
from bot.types import Answer, Citation, Conflict, Statement
from bot.units import units_of
from bot.verify import Evidence
from index.search import ScoredPassage
from index.types import Source


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed answer with what each of its statements rests on."""

    answer: Answer
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    """For each statement, the claims it cites; empty for an overview, which nobody rewrites."""


def answer(
    query: Query,
    passages: Sequence[ScoredPassage],
    sources: Mapping[str, Source],
    settings: AnswerSettings,
    reader: ReaderLike | None = None,
    encoder: EncoderLike | None = None,
) -> Answer:
    """As :func:`draft`, the answer alone."""
    return draft(query, passages, sources, settings, reader, encoder).answer


def draft(
    query: Query,
    passages: Sequence[ScoredPassage],
    sources: Mapping[str, Source],
    settings: AnswerSettings,
    reader: ReaderLike | None = None,
    encoder: EncoderLike | None = None,
) -> Draft:
    """Answer a question from passages, or abstain with the reason.

    :param passages: best first; for an overview all that are to be compared.
    :param sources: the sources of the passages, by id.
    :param reader: reads question and passage together; None: words and meaning decide.
    :param encoder: gives meaning where there is no reader.
    """
    if query.kind == "overview":
        return Draft(overview(query, units_of(passages, sources), settings))
    if query.parts:
        return _several(query, passages, sources, settings, reader, encoder)
    started = time.perf_counter()
    query = respelt(query, (found.passage.text for found in passages))
    units = units_of(passages, sources)
    candidates = score_units(query, units, passages, settings, reader, encoder)
    scored = time.perf_counter()
    candidates = with_contrasts(query, candidates)
    doubted = premise_of(query)
    if doubted is not None and (supported(doubted, units) or _told(query, candidates)):
        doubted = None
    weighed = weigh(query, candidates, doubted is not None)
    plain_from = _TOLL if harm_asked(query) else _PLAIN
    plain = any(candidate.chance >= plain_from for candidate in weighed.strictly)
    sure = doubted is None and (weighed.answered >= _OPEN or plain)
    chosen = _strictly(weighed) if sure else []
    least = settings.answer_threshold + (_DOUBT if doubted is not None else 0.0)
    if not chosen and weighed.answered >= least:
        chosen = [c for c in weighed.candidates if c.score >= settings.statement_threshold]
    if not chosen:
        candidates = weighed.candidates
    if asks_summary(query):
        chosen = leading(query, candidates) or chosen
    elif query.wanted in ("statement", "yes/no"):
        chosen = with_announced(chosen, candidates)
    chosen = by_accuser(query, chosen, weighed.candidates)
    chosen = with_sites(query, chosen, weighed.candidates)
    page = Page(several=len({candidate.unit.source.id for candidate in chosen}) > 1)
    made = _compose(query, chosen, page, settings, candidates) if chosen else None
    if made is None:
        made = _abstain(query, candidates, page, settings, doubted, weighed.answered)
    timings = {
        "read": round((scored - started) * 1000, 2),
        "compose": round((time.perf_counter() - scored) * 1000, 2),
    }
    made = made.model_copy(update={"timings_ms": timings})
    return Draft(made, () if made.abstained else tuple(page.evidence))


_DOUBT = 0.3
"""How much surer an answer must be where the documents do not tell what the question supposes."""
_OPEN = 0.3
"""Below this probability that the documents answer, words that fit the question answer nothing."""
_PLAIN = 0.6
"""From this probability on a sentence that answers by a strict reading is enough."""
_TOLL = 0.25
"""The same for tolls, whose words the rules know better: "shot" tells of the injured."""
_SURELY = 0.75
"""Least probability of a sentence without a name that is told where a name is asked for."""
_LIKELY = 0.8
"""Least score, once weighed, of a sentence that is told beside those of a strict reading."""


def _strictly(weighed: Weighed) -> list[Candidate]:
    """The sentences that answer by a strict reading, and behind them others that are likely to.

    Their words are close to the question's: by these they are ordered, which tells the nearest
    answer from others of its kind better than the weighing does.
    """
    found = weighed.strictly
    if not found:
        return []
    known = {(c.unit.source.id, c.unit.start) for c in found}
    others = [
        replace(c, score=min(c.score, 0.85) * found[0].score)
        for c in weighed.candidates
        if c.score >= _LIKELY and (c.unit.source.id, c.unit.start) not in known
    ]
    found = [
        replace(c, score=max(c.score, 0.85 * found[0].score)) if c.chance >= _LIKELY**2 else c
        for c in found
    ]
    return sorted([*found, *others], key=lambda c: -c.score)


def _told(query: Query, candidates: Sequence[Candidate]) -> bool:
    """True when a time or place is told for sure: then what it is asked of happened.

    "Ann Orr (2 July 1829 - 3 May 1901)" tells when she was born without the word.
    """
    return query.wanted in ("date", "place") and any(
        c.words is not None and c.words.fit >= 0.95 for c in candidates
    )


def _several(
    query: Query,
    passages: Sequence[ScoredPassage],
    sources: Mapping[str, Source],
    settings: AnswerSettings,
    reader: ReaderLike | None,
    encoder: EncoderLike | None,
) -> Draft:
    """Several questions in one: their answers one after the other, markers renumbered."""
    parts = [
        draft(replace(part, parts=()), passages, sources, settings, reader, encoder)
        for part in query.parts
    ]
    whole = merged(query.text, [part.answer for part in parts])
    if any(not part.answer.abstained and not part.evidence for part in parts):
        return Draft(whole)  # an overview among them
    evidence: list[tuple[Evidence, ...]] = []
    shift = 0
    for part in parts:
        # An abstention may state what is nearest; it stays as it is, with nothing to rewrite from.
        rests = part.evidence or ((),) * len(part.answer.statements)
        evidence += [tuple(_shifted(piece, shift) for piece in pieces) for pieces in rests]
        shift += len(part.answer.citations)
    return Draft(whole, tuple(evidence))


def _shifted(piece: Evidence, shift: int) -> Evidence:
    """The same evidence with its citation renumbered."""
    marker = piece.citation.marker + shift
    return replace(piece, citation=piece.citation.model_copy(update={"marker": marker}))


def merged(question: str, parts: Sequence[Answer]) -> Answer:
    """Answers to several questions as one; abstained only when all of them are."""
    texts: list[str] = []
    statements: list[Statement] = []
    conflicts: list[Conflict] = []
    citations: list[Citation] = []
    for part in parts:
        shift, places = len(citations), len(statements)
        citations += [c.model_copy(update={"marker": c.marker + shift}) for c in part.citations]
        text = part.answer
        for citation in reversed(part.citations):
            text = text.replace(f"[{citation.marker}]", f"[#{citation.marker + shift}]")
        texts.append(text.replace("[#", "["))
        statements += [
            s.model_copy(update={"citations": tuple(n + shift for n in s.citations)})
            for s in part.statements
        ]
        conflicts += [
            c.model_copy(update={"statements": tuple(n + places for n in c.statements)})
            for c in part.conflicts
        ]
    silent = all(part.abstained for part in parts)
    return Answer(
        question=question,
        answer="\n\n".join(texts),
        abstained=silent,
        reason=" ".join(part.reason or "" for part in parts).strip() or None if silent else None,
        statements=tuple(statements),
        conflicts=tuple(conflicts),
        citations=tuple(citations),
        withdrawn=tuple(gone for part in parts for gone in part.withdrawn),
    )


def _compose(
    query: Query,
    chosen: Sequence[Candidate],
    page: Page,
    settings: AnswerSettings,
    candidates: Sequence[Candidate],
) -> Answer | None:
    """The answer from sentences that answer; None when all of them were withdrawn."""
    chosen = settled(query, chosen)
    best = chosen[0].score
    # Of counts of casualties each source's is told, in whatever words it stands.
    ratio = max(settings.keep_ratio, _RIVAL) if query.wanted in _TIMES else settings.keep_ratio
    least = 0.0 if harm_asked(query) else ratio * best
    kept = [c for c in chosen if c.score >= least]
    # Who blames whom is told voice by voice, as the accused are often called by no name; a town and
    # a hall in it are no rival answers.
    compared = query.single and not (query.asks_blame or asks_where(query))
    # Where another sentence answers as surely and by no name, names alone would leave it out.
    nameless = any(c.words is None and c.chance >= _SURELY for c in kept)
    if query.wanted in ("person", "name") and nameless:
        compared = False
    positions = group(one_a_voice(kept)) if compared else []
    sure = [p for p in positions if p.best.words and p.best.words.fit >= 0.6]
    if positions and (query.wanted in _MEASURED or (sure and query.wanted != "statement")):
        return answer_by_position(query, positions, page, settings, candidates)
    if len(positions) > 1 and (class_of(query) or find_clash(query, positions)):
        return answer_by_position(query, positions, page, settings, candidates)
    return answer_by_statement(query, kept, page, settings, candidates)


_TIMES, _RIVAL = frozenset(("date", "duration")), 0.8
"""A time that stands in a much less likely sentence is that of another event, no other answer."""
_MEASURED = frozenset(("number", "money", "percent", "age", "date", "duration"))


def _abstain(
    query: Query,
    candidates: Sequence[Candidate],
    page: Page,
    settings: AnswerSettings,
    doubted: Premise | None = None,
    answered: float = 0.0,
) -> Answer:
    """Say that the documents do not answer, and what they say that is nearest."""
    reason, near = why(query, candidates, doubted, answered)
    page = Page(several=True, withdrawn=page.withdrawn)
    if settings.show_nearest and near:
        shown: dict[str, list[int]] = {}
        for candidate in near[: 2 * settings.max_statements]:
            source = candidate.unit.source.id
            if source in shown or len(shown) >= (2 if query.counted else 1):
                continue
            told = [candidate, *_set_right(candidate, candidates)]
            places = [place for one in told if (place := page.state(one)) is not None]
            if places:
                shown[source] = places
        if shown:
            said = page.text([place for places in shown.values() for place in places])
            return finish(query, page, f"{reason} The nearest they come: {said}", (), reason)
    return finish(query, page, reason, (), reason)


def _set_right(candidate: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentence behind one that takes something back: it tells what is right."""
    if not takes_back(candidate.unit):
        return []
    source, end = candidate.unit.source, candidate.unit.end
    behind = [c for c in candidates if c.unit.source.id == source.id and c.unit.start >= end]
    nearest = sorted(behind, key=lambda c: c.unit.start)[:1]
    return [c for c in nearest if not source.text[end : c.unit.start].strip(" ")]
