"""The way from passages to an answer: score, group, compare, compose, verify, or abstain."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.abstain import answers, why
from bot.answer_classes import class_of
from bot.answer_settings import AnswerSettings
from bot.compose import Page, marked
from bot.conflicts import Clash, denies, find_clash, opposed, rebuttal, voice_of
from bot.contrast import with_contrasts
from bot.overview import overview
from bot.phrasing import joined, source_label
from bot.positions import Position, group, near_copies
from bot.query import Query
from bot.relevance import (
    Candidate,
    EncoderLike,
    ReaderLike,
    Unit,
    claim_in,
    score_units,
    units_of,
)
from bot.spelling import respelt
from bot.subjects import subject_of, told_apart
from bot.terms import overlap, stems
from bot.types import Answer, Citation, Conflict, Statement
from index.search import ScoredPassage
from index.types import Source


def answer(
    query: Query,
    passages: Sequence[ScoredPassage],
    sources: Mapping[str, Source],
    settings: AnswerSettings,
    reader: ReaderLike | None = None,
    encoder: EncoderLike | None = None,
) -> Answer:
    """Answer a question from passages, or abstain with the reason.

    :param passages: best first; for an overview all that are to be compared.
    :param sources: the sources of the passages, by id.
    :param reader: reads question and passage together; None: words and meaning decide.
    :param encoder: gives meaning where there is no reader.
    """
    if query.kind == "overview":
        return overview(query, units_of(passages, sources), settings)
    if query.parts:
        return _several(query, passages, sources, settings, reader, encoder)
    started = time.perf_counter()
    query = respelt(query, (found.passage.text for found in passages))
    units = units_of(passages, sources)
    candidates = score_units(query, units, passages, settings, reader, encoder)
    scored = time.perf_counter()
    candidates = with_contrasts(query, candidates)
    chosen = [candidate for candidate in candidates if answers(query, candidate, settings)]
    page = Page(several=len({candidate.unit.source.id for candidate in chosen}) > 1)
    made = _compose(query, chosen, page, settings, units) if chosen else None
    if made is None:
        made = _abstain(query, candidates, page, settings)
    timings = {
        "read": round((scored - started) * 1000, 2),
        "compose": round((time.perf_counter() - scored) * 1000, 2),
    }
    return made.model_copy(update={"timings_ms": timings})


def _several(
    query: Query,
    passages: Sequence[ScoredPassage],
    sources: Mapping[str, Source],
    settings: AnswerSettings,
    reader: ReaderLike | None,
    encoder: EncoderLike | None,
) -> Answer:
    """Several questions in one: their answers one after the other, markers renumbered."""
    parts = [
        answer(replace(part, parts=()), passages, sources, settings, reader, encoder)
        for part in query.parts
    ]
    return merged(query.text, parts)


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
    units: Sequence[Unit],
) -> Answer | None:
    """The answer from sentences that answer; None when all of them were withdrawn."""
    best = chosen[0].score
    kept = [c for c in chosen if c.score >= settings.keep_ratio * best]
    positions = group(_one_a_voice(kept)) if query.single else []
    sure = [p for p in positions if p.best.words and p.best.words.fit >= 0.6]
    if positions and (query.wanted in _MEASURED or (sure and query.wanted != "statement")):
        return _by_position(query, positions, page, settings)
    if len(positions) > 1 and (class_of(query) or find_clash(query, positions)):
        return _by_position(query, positions, page, settings)
    return _by_statement(query, kept, page, settings, units)


def _one_a_voice(kept: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate of each voice in each source: to one question it gives one answer."""
    seen: set[tuple[str, str]] = set()
    first: list[Candidate] = []
    for candidate in kept:
        if candidate.words is None:
            continue
        voice = (candidate.claim.holder or "", candidate.unit.source.id)
        if voice not in seen:
            seen.add(voice)
            first.append(candidate)
    return first


_MEASURED = frozenset(("number", "money", "percent", "age", "date", "duration"))


def _by_position(
    query: Query, positions: Sequence[Position], page: Page, settings: AnswerSettings
) -> Answer | None:
    """One statement a position, what else supports it, and how the positions stand."""
    shown = list(positions[: max(settings.max_statements, 6)])
    clash = find_clash(query, shown)
    placed: dict[int, list[int]] = {}
    for number, position in enumerate(shown):
        for member in position.members:
            place = page.state(member, copies=_copies(position, member))
            if place is not None:
                placed[number] = [place]
                others = _further(position, member)
                more = page.also(replace(position, members=(member,)), others)
                if more is not None:
                    placed[number].append(more)
                break
    if not placed:
        return None
    lead, close, conflicts = _clash_words(query, shown, clash, placed)
    apart = _apart_words(query, shown, placed)
    text = page.text([place for places in placed.values() for place in places])
    parts = [part for part in (apart or lead, text, close) if part]
    return _finish(query, page, " ".join(parts), conflicts)


def _copies(position: Position, stated: Candidate) -> list[Candidate]:
    """Members by other sources that repeat the stated sentence: a wire story, one origin."""
    found: dict[str, Candidate] = {}
    for member in position.members:
        source = member.unit.source.id
        if source != stated.unit.source.id and near_copies(member.unit.text, stated.unit.text):
            found.setdefault(source, member)
    return list(found.values())


def _further(position: Position, stated: Candidate) -> list[Candidate]:
    """Members of a position by other sources than the stated one, one each, copies left out."""
    found: list[Candidate] = []
    seen = {stated.unit.source.id}
    for member in position.members:
        if member.unit.source.id in seen or near_copies(member.unit.text, stated.unit.text):
            continue
        seen.add(member.unit.source.id)
        found.append(member)
    return found


def _clash_words(
    query: Query, shown: Sequence[Position], clash: Clash | None, placed: Mapping[int, list[int]]
) -> tuple[str, str, tuple[Conflict, ...]]:
    """Opening and closing sentence of a conflict, and the conflict itself."""
    if clash is None or sum(place in placed for place in clash.places) < 2:
        return "", "", ()
    statements = tuple(n for place in clash.places for n in placed.get(place, ()))
    close = ""
    if clash.kind == "superseded":
        later = shown[clash.places[0]].best.unit.source
        lead = (
            "The figure was revised."
            if _numeric(shown, clash)
            else "An earlier report was revised."
        )
        close = f"The later report is that of {source_label(later)} ({later.published})."
    elif clash.kind == "figures":
        lead = "The figures differ."
        close = "" if clash.exclusive else "They do not exclude each other."
    elif clash.kind == "responsibility":
        lead = "The sources differ on who is responsible."
    else:
        lead = "The sources differ."
    if clash.kind != "superseded" and clash.note and clash.exclusive:
        close = f"The latest of these reports is that of {clash.note}."
    summary = " ".join(part for part in (lead, _sides(shown, clash), close) if part)
    return lead, close, (Conflict(kind=clash.kind, summary=summary, statements=statements),)


def _numeric(shown: Sequence[Position], clash: Clash) -> bool:
    return all(
        words is not None and not isinstance(words.value, str)
        for words in (shown[place].best.words for place in clash.places)
    )


def _sides(shown: Sequence[Position], clash: Clash) -> str:
    """As "PISM: at least 137; X: over 140." """
    sides = []
    for place in clash.places:
        best = shown[place].best
        voice = voice_of(best)
        if best.words is not None:
            sides.append(f"{voice}: {best.words.text}")
    return "; ".join(sides) + "." if sides else ""


def _apart_words(query: Query, shown: Sequence[Position], placed: Mapping[int, list[int]]) -> str:
    """Says that the sources speak of different things of one name."""
    labels: list[str] = []
    for number in placed:
        label = subject_of(query, shown[number].best.unit.source)
        if label and all(told_apart(label, other) for other in labels):
            labels.append(label)
    if len(labels) < 2:
        return ""
    return f"The documents speak of different ones of this name: {joined(labels)}."


def _by_statement(
    query: Query,
    kept: Sequence[Candidate],
    page: Page,
    settings: AnswerSettings,
    units: Sequence[Unit],
) -> Answer | None:
    """The best sentences, no two saying the same, and denials among them shown as such."""
    placed: dict[int, Candidate] = {}
    least = settings.further_ratio * kept[0].score
    for candidate in kept:
        heard = any(voice_of(candidate) == voice_of(other) for other in placed.values())
        # Another voice is worth hearing at a lower score.
        if candidate.score < least * (1.0 if heard or query.speaker else 0.9):
            continue
        if len(placed) >= settings.max_statements:
            break
        if any(_repeats(candidate, other) for other in placed.values()):
            continue
        place = page.state(candidate)
        if place is not None:
            placed.setdefault(place, candidate)
    if not placed:
        return None
    conflicts = _yes_and_no(query, placed) or _denials(placed)
    if query.kind not in ("said", "who says"):
        conflicts += _rebutted(placed, page, units)
    lead = "The sources differ." if conflicts else ""
    text = page.text(sorted(placed))
    return _finish(query, page, f"{lead} {text}".strip(), conflicts)


def _repeats(a: Candidate, b: Candidate) -> bool:
    if a.unit.start == b.unit.start and a.unit.source.id == b.unit.source.id:
        return True
    return near_copies(a.unit.text, b.unit.text)


def _yes_and_no(query: Query, placed: Mapping[int, Candidate]) -> tuple[Conflict, ...]:
    """For a yes/no question: the voices that say so against those that say the contrary."""
    if query.wanted != "yes/no":
        return ()
    signs = {
        place: denies(query, candidate)
        for place, candidate in placed.items()
        if overlap(query.terms, stems(candidate.unit.text)) >= 0.6
    }
    if len(set(signs.values())) < 2:
        return ()
    against = {voice_of(placed[place]) for place, sign in signs.items() if sign}
    pro = {voice_of(placed[place]) for place, sign in signs.items() if not sign}
    if pro == against:
        return ()
    summary = f"{joined(sorted(pro))} against {joined(sorted(against))}."
    return (Conflict(kind="denial", summary=summary, statements=tuple(sorted(signs))),)


def _rebutted(
    placed: dict[int, Candidate], page: Page, units: Sequence[Unit]
) -> tuple[Conflict, ...]:
    """Statements that another voice rebuts in the sentence behind: both are shown."""
    found: list[Conflict] = []
    for place, candidate in list(placed.items()):
        against: list[int] = []
        for unit in rebuttal(candidate, units):
            reply = Candidate(unit, claim_in(unit), 0.0, 0.0, None, 0.0, None)
            if voice_of(reply) == voice_of(candidate):
                break
            second = page.state(reply, whole=not against)
            if second is not None and second != place:
                placed.setdefault(second, reply)
                against.append(second)
        if against:
            summary = f"{voice_of(placed[against[0]])} rejects what {voice_of(candidate)} says."
            found.append(Conflict(kind="denial", summary=summary, statements=(place, *against)))
    return tuple(found)


def _denials(placed: Mapping[int, Candidate]) -> tuple[Conflict, ...]:
    """Pairs of statements of different voices of which one denies what the other says."""
    found: list[Conflict] = []
    places = list(placed)
    for i, first in enumerate(places):
        for second in places[i + 1 :]:
            a, b = placed[first].claim, placed[second].claim
            same_voice = a.holder == b.holder and a.source_id == b.source_id
            if same_voice or not opposed(a, b):
                continue
            found.append(
                Conflict(
                    kind="denial",
                    summary="One of these statements denies what the other says.",
                    statements=(first, second),
                )
            )
    return tuple(found)


def _finish(
    query: Query, page: Page, text: str, conflicts: tuple[Conflict, ...], reason: str | None = None
) -> Answer:
    return Answer(
        question=query.text,
        answer=text,
        abstained=reason is not None,
        reason=reason,
        statements=tuple(page.statements),
        conflicts=conflicts,
        citations=tuple(page.citations),
        withdrawn=tuple(page.withdrawn),
    )


def _abstain(
    query: Query, candidates: Sequence[Candidate], page: Page, settings: AnswerSettings
) -> Answer:
    """Say that the documents do not answer, and what they say that is nearest."""
    reason, near = why(query, candidates)
    page = Page(several=True, withdrawn=page.withdrawn)
    if settings.show_nearest and near:
        place = page.state(near[0])
        if place is not None:
            said = marked(page.statements[place])
            return _finish(query, page, f"{reason} The nearest they come: {said}", (), reason)
    return _finish(query, page, reason, (), reason)
