"""Answers by position: one statement for each, what supports it, and how the positions stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answer_settings import AnswerSettings
from bot.compose import Page
from bot.conflicts import LIKELY, Clash, find_clash, voice_of
from bot.contested import contested, lead_of
from bot.names import key
from bot.phrasing import joined, source_label
from bot.positions import Position, near_copies
from bot.query import Query
from bot.relevance import Candidate
from bot.stated import Stated
from bot.subjects import subject_of, told_apart
from bot.types import Answer, Conflict


def one_a_voice(kept: Sequence[Candidate]) -> list[Candidate]:
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


def answer_by_position(
    query: Query,
    positions: Sequence[Position],
    page: Page,
    settings: AnswerSettings,
    candidates: Sequence[Candidate] = (),
) -> Answer | None:
    """One statement a position, what else supports it, and how the positions stand.

    :param candidates: all sentences found, among which others may oppose a position.
    """
    shown = list(positions[: max(settings.max_statements, 6)])
    clash = find_clash(query, shown)
    placed: dict[int, list[int]] = {}
    said: dict[int, Candidate] = {}
    alike: dict[int, list[Candidate]] = {}
    for number, position in enumerate(shown):
        for member in position.members:
            place = page.state(member, copies=_copies(position, member))
            if place is not None:
                placed[number] = [place]
                said.setdefault(place, member)
                alike[place] = [one for one in position.members if one is not member]
                for others in _by_holder(_further(position, member)):
                    more = page.also(replace(position, members=(member,)), others)
                    if more is not None:
                        placed[number].append(more)
                break
    if not placed:
        return None
    lead, close, conflicts = _clash_words(query, shown, clash, placed)
    apart = _apart_words(query, shown, placed)
    places = [place for places in placed.values() for place in places]
    likely = {place: one for place, one in said.items() if one.chance >= LIKELY}
    conflicts += contested(query, Stated(page, likely, candidates, alike))
    said |= likely
    places += [place for place in said if place not in places]
    lead = lead or lead_of(conflicts)
    parts = [part for part in (apart or lead, page.text(places), close) if part]
    return finish(query, page, " ".join(parts), conflicts)


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


def _by_holder(members: Sequence[Candidate]) -> list[list[Candidate]]:
    """Members in groups of one holder, so that a sentence about each group names one holder."""
    groups: dict[str, list[Candidate]] = {}
    for member in members:
        groups.setdefault(key(member.claim.holder or ""), []).append(member)
    return list(groups.values())


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
    """What each side says, in short: "PISM: at least 137; X: over 140"."""
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


def finish(
    query: Query, page: Page, text: str, conflicts: tuple[Conflict, ...], reason: str | None = None
) -> Answer:
    """The page as an answer; with a reason, as an abstention."""
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
