"""Finds the two sides of a question: yes and no, different ones blamed, different figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer_figures import figures_in
from bot.blame import Blame, asks_involvement, blame_in, clauses, differ, one_deed, one_party
from bot.conflicts import MEASURED, voice_of
from bot.exchanges import holder_of, judgement_of, one_voice
from bot.names import names_in, same_name
from bot.phrasing import joined
from bot.positions import near_copies
from bot.quantities import Quantity, relation
from bot.query import BLAME, Query
from bot.relevance import Candidate
from bot.rival_figures import Rival, rivals
from bot.signs import NEAR, against, sign_of
from bot.stated import Stated, same_sentence, stating
from bot.terms import STOPWORDS, overlap, stems
from bot.types import Conflict, ConflictKind
from bot.units import Unit, claim_in

_TOPICAL = 0.5
"""Least share of the question's words that a sentence about its subject meets."""
_MET, _MET_NEAR = 0.6, 0.45
"""The same for a sentence to be an answer's other side, and where its meaning is near."""
_TELLING = 13
"""Least count that two sentences hardly share by chance."""
_COMMON = 3
"""Words that two sentences on one figure have in common."""
_NOT_EXCLUSIVE = " They do not exclude each other."


def said_yes_and_no(query: Query, stated: Stated) -> tuple[Conflict, ...]:
    """For a yes/no question: the voices that say so against those that say the contrary."""
    if query.wanted != "yes/no" and query.kind != "why":
        return ()
    signs: dict[int, bool] = {}
    for place, made in stated.placed.items():
        sign = sign_of(query, made.claim, made.unit.text, made.meaning, made.chance)
        if sign is not None:
            signs[place] = sign
    if len(set(signs.values())) == 1 and query.wanted == "yes/no":
        wanted = not next(iter(signs.values()))
        other = _best_other(query, stated, wanted)
        added = stated.state(other) if other is not None else None
        if added is None or added in signs:
            return ()
        signs[added] = wanted
    no = {stated.voice(place) for place, sign in signs.items() if not sign}
    yes = {stated.voice(place) for place, sign in signs.items() if sign}
    if yes & no or not yes or not no:
        return ()
    summary = f"{joined(sorted(yes))} against {joined(sorted(no))}."
    return (Conflict(kind="denial", summary=summary, statements=tuple(sorted(signs))),)


def _best_other(query: Query, stated: Stated, sign: bool) -> Unit | None:
    """The sentence that answers a yes/no question with this sign and meets most of its words."""
    voices = {stated.voice(place) for place in stated.placed}

    best: tuple[float, Unit] | None = None
    for unit in stated.units:
        claim, met = claim_in(unit), overlap(query.terms, stems(unit.text))
        if claim.stance in ("asked", "planned"):
            continue
        if any(one_voice(voice_of(stating(unit)), voice) for voice in voices):
            continue
        meaning = stated.meaning(unit)
        if met < (_MET if meaning < NEAR else _MET_NEAR):
            continue
        if sign_of(query, claim, unit.text, meaning) is sign and (not best or met > best[0]):
            best = (met, unit)
    return best[1] if best else None


_AGREE = re.compile(
    r"^(?:and\s+)?(?:do|does|did|are|is|were|was|have|has)\b.+\b(?:agree|agreed|disagree|disagreed|at\s+odds|"
    r"of\s+one\s+mind|in\s+agreement|share\s+the\s+same\s+view|united|divided|split)\b",
    re.IGNORECASE,
)


def agreeing(query: Query, stated: Stated) -> tuple[Conflict, ...]:
    """For a question whether some agree: who is for it and who is against."""
    if not _AGREE.search(query.complete):
        return ()
    sides = [
        (place, _speaker(made.unit), against(made.unit.text))
        for place, made in stated.leading().items()
    ]
    for number, (place, voice, contra) in enumerate(sides):
        for other, second, opposite in sides[number + 1 :]:
            if contra == opposite or not voice or not second or same_name(voice, second):
                continue
            summary = f"{voice} and {second} disagree."
            return (Conflict(kind="opinion", summary=summary, statements=(place, other)),)
    return ()


def _speaker(unit: Unit) -> str | None:
    """Who is spoken of first in a sentence without a holder."""
    names = names_in(unit.text)
    return holder_of(unit) or (unit.text[slice(*names[0])] if names else None)


def counted_otherwise(query: Query, stated: Stated) -> tuple[Conflict, ...]:
    """For a question of a figure: a figure that another sets against that of the answer."""
    if query.wanted not in MEASURED:
        return ()
    for place, made in stated.answering():
        words = made.words
        if words is None or not isinstance(words.value, Quantity) or words.fit < 0.5:
            continue
        for rival in rivals(query, made, words, stated.units):
            if any(_gives(one, rival.figure) for one in stated.placed.values()):
                continue
            other = _rival_place(rival, place, stated)
            if other is None:
                continue
            close = "" if relation(words.value, rival.figure) == "contradict" else _NOT_EXCLUSIVE
            voice = stated.voice(other) if other != place else "another"
            summary = (
                f"The figures differ. {stated.voice(place)}: {words.text}; "
                f"{voice}: {rival.figure.text}.{close}"
            )
            places = tuple(dict.fromkeys((place, other)))
            return (Conflict(kind="figures", summary=summary, statements=places),)
    return ()


def _gives(made: Candidate, figure: Quantity) -> bool:
    """True when a statement already answers with this figure."""
    words = made.words
    if words is None or not isinstance(words.value, Quantity):
        return False
    return words.value.kind == figure.kind and relation(words.value, figure) == "same"


def _rival_place(rival: Rival, place: int, stated: Stated) -> int | None:
    """Place of the statement that gives a rival figure: the answer's own where it holds both."""
    if rival.unit.text.rstrip(" .") in stated.page.statements[place].text:
        return place
    return stated.state(rival.unit, claim=rival.claim)


def judged(query: Query, stated: Stated) -> tuple[Conflict, ...]:
    """A figure that one gives and another calls wrong, naming it: both are shown."""
    for unit in stated.units:
        judgement = judgement_of(unit.text)
        if not judgement:
            continue
        doubted = judgement == "doubted"
        voice = voice_of(stating(unit))
        for place, made in stated.answering():
            if one_voice(voice, stated.voice(place)) or not _same_figure(query, made.unit, unit):
                continue
            other = stated.state(unit)
            if other is None or other == place:
                continue
            one = stated.voice(place)
            verb = "rejects" if doubted else "disagrees with"
            summary = f"{voice[:1].upper()}{voice[1:]} {verb} what {one} says."
            kind: ConflictKind = "denial" if doubted else "opinion"
            return (Conflict(kind=kind, summary=summary, statements=(place, other)),)
    return ()


def _same_figure(query: Query, a: Unit, b: Unit) -> bool:
    """True when two sentences name the same telling figure of the same matter."""
    shared = [w for w in stems(a.text) & stems(b.text) if w.isalpha() and w not in STOPWORDS]
    if overlap(query.terms, stems(b.text)) < _TOPICAL and len(shared) < _COMMON:
        return False
    return any(
        one.kind == two.kind and relation(one, two) == "same"
        for one in figures_in(a.text)
        if one.kind in ("money", "percent") or one.low >= _TELLING
        for two in figures_in(b.text)
    )


def blamed(query: Query, stated: Stated) -> tuple[Conflict, ...]:
    """For a question of blame: those who make different ones responsible."""
    if not (query.asks_blame or asks_involvement(query)):
        return ()
    topic = [term for term in query.terms if not BLAME.search(term)]
    near = [
        unit
        for unit in sorted(stated.units, key=lambda unit: stated.place_of(unit) is None)
        if not topic or overlap(topic, stems(f"{unit.text} {unit.before}")) >= _TOPICAL
    ]
    # Asked of one, who accuses and who clears that one is the dispute.
    touching = [unit for unit in near if _touches(blame_in(unit.text), query.names)]
    pair = _cleared(touching, query.names) or first_dispute(touching) or first_dispute(near)
    if pair is None:
        return ()
    places = [stated.state(unit) for unit in pair]
    kept = tuple(dict.fromkeys(place for place in places if place is not None))
    if not kept or (len(kept) < 2 and not same_sentence(*pair)):
        return ()
    summary = "The sources differ on who is responsible."
    return (Conflict(kind="responsibility", summary=summary, statements=kept),)


def _cleared(units: Sequence[Unit], names: Sequence[str]) -> tuple[Unit, Unit] | None:
    """Who accuses one of these and who clears it, each in a sentence of its own."""
    for unit in units:
        for other in units:
            accused, cleared = blame_in(unit.text).accused, blame_in(other.text).cleared
            if any(
                one_party(a, b) and one_party(a, n) for a in accused for b in cleared for n in names
            ):
                return unit, other
    return None


def _touches(blame: Blame, names: Sequence[str]) -> bool:
    """True when a sentence accuses or clears one of these."""
    return any(one_party(a, b) for a in (*blame.accused, *blame.cleared) for b in names)


def first_dispute(units: Sequence[Unit], apart: bool = False) -> tuple[Unit, Unit] | None:
    """Two sentences that make different ones responsible, the first such in the order given.

    :param apart: never one sentence that tells of both, and only those on one deed.
    """
    sides: list[tuple[Unit, Blame, str]] = []
    for unit in units:
        for clause in clauses(unit.text):
            blame = blame_in(clause)
            if blame.accused or blame.cleared:
                sides.append((unit, blame, voice_of(stating(unit))))
    for number, (first, one, voice) in enumerate(sides):
        for second, two, other in sides[number + 1 :]:
            inside = same_sentence(first, second)
            if (inside and apart) or not differ(one, two) or (voice == other and not inside):
                continue
            same = inside or not apart or one_deed(first.text, second.text)
            if same and (inside or not near_copies(first.text, second.text)):
                return first, second
    return None
