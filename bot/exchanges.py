"""Finds in a text where one voice answers another: what is said, and the sentences that oppose it.

News tells a dispute in one place: a claim, then who denies it ("X calls that nonsense"), sees it
otherwise, or a sentence that announces a dispute and the two sides behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from bot.answer_figures import figures_in
from bot.names import same_name
from bot.patterns import PRONOUNS
from bot.terms import STOPWORDS, stems
from bot.types import ConflictKind
from bot.units import Unit
from index.types import Claim

_GAP = 220
"""Most characters between a claim and what answers it."""
_THING = (
    r"(?:figures?|numbers?|counts?|totals?|tolls?|claims?|accounts?|accusations?|allegations?|"
    r"charges?|reports?|statements?|suggestions?|criticisms?|rumou?rs?|versions?|things?|finding|"
    r"findings|estimates?|assertions?|story|stories|interpretation|description)"
)
_DENY = (
    r"(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|dismiss(?:es|ed)?|contradict(?:s|ed)?|"
    r"refut(?:es?|ed)|rebut(?:s|ted)?|challeng(?:es?|ed)|contest(?:s|ed)?|disagree[sd]?\s+with|"
    r"den(?:y|ies|ied)\s+having|brush(?:es|ed)\s+aside)"
)
_UNTRUE = (
    r"(?:nonsense|untrue|false|fantasy|fiction|lies?|a\s+lie|baseless|propaganda|slander|unfounded|"
    r"fabricat(?:ed|ion)|invented|fake|groundless|inaccurate|incorrect|misinformation|made\s+up)"
)
_VERDICT = (
    r"(?:absurd|ridiculous|strange|exaggerat\w+|wrong|unfair|misleading|premature|overblown|odd|"
    r"unrealistic|laughable|outrageous|cynical|irresponsible|speculati\w+|curious|bizarre)"
)
DENIAL = re.compile(
    rf"\b{_DENY}\b[^.;]{{0,25}}?(?:\b(?:that|this|it|these|those|them|him|her|so)"
    rf"(?=\s*(?:[.,;:!?”\"—–]|$|\s(?:as|and|but)\b))|\b(?:the|that|this|such|all|any)\s+(?:an?\s+)?(?:\w+\s+)?"
    rf"{_THING}\b(?!\s+(?:that|of)\b)|\bcriticism\b)"
    rf"|\bcall(?:s|ed)\b[^.;]{{0,40}}\b{_UNTRUE}\b"
    rf"|\b(?:that|this|it)\s+(?:is|was)\s+(?:simply\s+|all\s+|quite\s+)?(?:not\s+true|{_UNTRUE})\b"
    r"|\bnever\s+said\b|\bno\s+such\b"
    rf"|\b{_DENY}\b[^.;]{{0,60}}\b(?:responsib\w+|blame|involve[dm]\w*|guilt\w*|at\s+fault|wrongdoing)\b",
    re.IGNORECASE,
)
"""A sentence that denies what stands before it ("His office calls that nonsense")."""
OPINION = re.compile(
    rf"\bcall(?:s|ed)\b\s+(?:that|this|it|the\s+{_THING}|such\s+{_THING})\b[^.;]{{0,30}}\b{_VERDICT}\b"
    r"|\b(?:sees?|saw|views?|viewed|remembers?|tells?|told|paints?)\b[^.;]{0,20}\b(?:otherwise|differently|"
    r"(?:a\s+)?(?:very\s+|quite\s+|rather\s+)?(?:different|another)\s+(?:story|account|picture|version))\b"
    r"|\bbegs?\s+to\s+differ\b|\bdisagree[sd]?\s*(?=[.:,;]|$)",
    re.IGNORECASE,
)
"""A sentence that judges what stands before it, or says that another sees it otherwise."""
_JUDGED = re.compile(
    rf"\b(?:is|was|are|were|call(?:s|ed)\s+\w+|as)\b[^.;]{{0,20}}?\b(?:(?:far\s+|much\s+)?too\s+\w+|{_VERDICT})\b",
    re.IGNORECASE,
)
"""A judgement on what the sentence itself names ("The forecast of 50 million is too rosy")."""
_DOUBTED = re.compile(
    r"\b(?:(?:could|can)\s*not\s+be\s+(?:\w+\s+)?(?:confirmed|verified|true|right|correct)"
    r"|(?:is|was|are|were)\s+(?:simply\s+)?(?:not\s+true|not\s+correct|untrue|false|inaccurate|incorrect))\b",
    re.IGNORECASE,
)
"""The same, where it says that what is named does not hold."""
ANNOUNCED = re.compile(
    r"\b(?:is|are|was|were|remains?)\s+(?:\w+\s+)?(?:disputed|contested|controversial|divided|split)\b"
    r"|\b(?:accounts|opinions|views|versions|estimates|reports|stories)\s+(?:\w+\s+)?(?:differ|vary|diverge|conflict)\b"
    r"|\b(?:\w+s|they|people|two|both|sides)\s+(?:disagree|differ|are\s+at\s+odds|clash(?:ed)?)\s*(?:about|on|over|as\s+to|[.:])",
    re.IGNORECASE,
)
"""A sentence that says that others disagree; their sides follow."""
_ABOUT_FIGURE = re.compile(r"\b(?:figures?|numbers?|counts?|totals?|tolls?|estimates?)\b", re.I)
_NOT = re.compile(r"\b(?:not|never|neither|nor|n['’]t)\s+(?:\w+\s+)?$|n['’]t\s+(?:\w+\s+)?$", re.I)
"""Before a word of denial: it does not deny ("did not dispute the claim")."""
_ABOUT_GUILT = re.compile(r"\b(?:responsib|blame|involve|guilt|fault|wrongdoing)", re.I)
_COMPARED = re.compile(
    r"\b(?:fears?|expects?|predicts?|sees?|reckons?\s+with|speaks?\s+of|spoke\s+of)\s+(?:far\s+|much\s+|even\s+)?"
    r"(?:worse|more|fewer|less|higher|lower)\b(?!\s+than)(?=\s*[.:;,])",
    re.IGNORECASE,
)
"""A voice whose figure is set against one told before ("The union fears worse")."""
_BACK = 5
"""Sentences before such a voice in which the figure may stand."""


_CORRECTS = re.compile(
    r"^\W*(?:correction|clarification|editor['’]s\s+note)\b|\b(?:earlier|previous|first)\s+(?:version|headline|"
    r"report|edition|article|story)\b[^.;]{0,60}\b(?:said|stated|gave|reported|wrote|put)\b|"
    r"\bwe\s+(?:wrote|reported|said)\s+that\b",
    re.IGNORECASE,
)
"""A text that takes back what it said before; what is right stands in the next sentence."""
_SET_RIGHT = re.compile(r",\s+(?:and\s+)?not\s+\w+")
"""A correction that says both in one sentence ("was 12, not 21")."""
_TAKEN_BACK = 0.6
"""Least share of the words taken back that a sentence has in which they still stand."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Sentences of one text that oppose each other."""

    kind: ConflictKind
    first: tuple[Unit, ...]
    """What is disputed, the sentence nearest to the reply last."""
    reply: tuple[Unit, ...]
    """Who opposes it, the reply itself first."""
    topic: Unit | None = None
    """The sentence that announces the dispute, where there is one."""
    about: Literal["figure", "guilt", "any"] = "any"
    """What the reply disputes, where its words tell: a figure, or responsibility."""


def exchanges(units: Sequence[Unit]) -> list[Exchange]:
    """The exchanges in the texts of some sentences, in the order of the texts."""
    found: list[Exchange] = []
    ordered = sorted(units, key=lambda unit: (unit.source.id, unit.start))
    for _, group in groupby(ordered, key=lambda unit: unit.source.id):
        found += _in_text(list(group))
    return found


@lru_cache(maxsize=32768)
def _search(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A search that is remembered: the same sentences are found for one question after another."""
    return pattern.search(text)


@lru_cache(maxsize=8192)
def judgement_of(text: str) -> Literal["doubted", "judged", ""]:
    """Whether a sentence says of what it names that it does not hold, or that it is bad."""
    if _DOUBTED.search(text):
        return "doubted"
    return "judged" if _JUDGED.search(text) else ""


def takes_back(unit: Unit) -> bool:
    """True for a sentence that takes back what its source said before, and leaves what is right."""
    return _search(_CORRECTS, unit.text) is not None and not _search(_SET_RIGHT, unit.text)


def _in_text(units: Sequence[Unit]) -> Iterator[Exchange]:
    for place, unit in enumerate(units):
        if _search(ANNOUNCED, unit.text):
            yield from _announced(units, place)
        if takes_back(unit) and place + 1 < len(units):
            yield _corrected(units, place)
            continue
        if compared := _search(_COMPARED, unit.text):
            earlier = [u for u in units[max(0, place - _BACK) : place] if figures_in(u.text)]
            reply = _reply(units, place, compared)
            if earlier and len(reply) > 1 and figures_in(reply[-1].text):
                yield Exchange("figures", (earlier[-1],), reply, None, "figure")
            continue
        denial, opinion = _search(DENIAL, unit.text), _search(OPINION, unit.text)
        match = denial or opinion
        if match is None or place == 0 or _NOT.search(unit.text[: match.start()]):
            continue
        first = _answered(units, place, match)
        if not first:
            continue
        kind: ConflictKind = "denial" if denial else "opinion"
        yield Exchange(kind, first, _reply(units, place, match), None, _about(match[0]))


def _corrected(units: Sequence[Unit], place: int) -> Exchange:
    """What a text took back, where it still stands in it, and what it says now."""
    unit, right = units[place], units[place + 1]
    wrong = _CORRECTS.sub("", unit.text)
    words = frozenset(word for word in stems(wrong) if word not in STOPWORDS)
    standing = [
        other
        for other in units[:place]
        if words and len(words & stems(other.text)) >= _TAKEN_BACK * len(words)
    ]
    if standing:
        return Exchange("superseded", (standing[0],), (unit, right))
    return Exchange("superseded", (unit,), (right,))


def _about(words: str) -> Literal["figure", "guilt", "any"]:
    if _ABOUT_FIGURE.search(words):
        return "figure"
    return "guilt" if _ABOUT_GUILT.search(words) else "any"


def _announced(units: Sequence[Unit], place: int) -> Iterator[Exchange]:
    """The two voices behind a sentence that announces a dispute."""
    after = [u for u in units[place + 1 : place + 4] if u.start - units[place].end <= 3 * _GAP]
    sides: list[Unit] = []
    for unit in after:
        voice = holder_of(unit)
        if "\n" in units[place].source.text[units[place].end : unit.start]:
            break
        if not voice or any(one_voice(voice, holder_of(other) or "") for other in sides):
            continue
        sides.append(unit)
    if len(sides) >= 2:
        yield Exchange("opinion", (sides[0],), (sides[1],), units[place])


def _answered(units: Sequence[Unit], place: int, match: re.Match[str]) -> tuple[Unit, ...]:
    """The sentences of one voice that a reply answers, the nearest last; empty for none."""
    reply = units[place]
    voice = _speaker(reply, match)
    run: list[Unit] = []
    for unit in reversed(units[max(0, place - 4) : place]):
        follower = run[0] if run else reply
        if follower.start - unit.end > _GAP or unit.end > follower.start:
            break
        holder = holder_of(unit)
        if not run and voice and holder and one_voice(voice, holder):
            # Its own words stand between: look one sentence further.
            if unit is not units[place - 1]:
                break
            continue
        if run and (holder_of(run[-1]) or "") != (holder or ""):
            break
        if run and not holder:
            break
        run.insert(0, unit)
        if len(run) >= 3:
            break
    return tuple(run)


def _reply(units: Sequence[Unit], place: int, match: re.Match[str]) -> tuple[Unit, ...]:
    """The reply, with the sentence behind it where the same voice goes on."""
    reply = units[place]
    if place + 1 >= len(units) or units[place + 1].start - reply.end > _GAP:
        return (reply,)
    after = units[place + 1]
    voice, further = _speaker(reply, match), holder_of(after)
    short = len([w for w in stems(reply.text) if w not in STOPWORDS]) <= 6
    goes_on = bool(further) and (
        (voice and one_voice(voice, further or ""))
        or (short and after.text[:1] in '"“')
        or re.match(r"(?:Its|Their|His|Her|He|She|They|It)\b", after.text)
    )
    return (reply, after) if goes_on else (reply,)


def one_voice(a: str, b: str) -> bool:
    """True when two names of speakers mean one; "Lee's lawyer" is not Lee."""
    whose = [re.search(r"['’]s\b", name) is not None for name in (a, b)]
    return whose[0] == whose[1] and same_name(a, b)


def holder_of(unit: Unit) -> str | None:
    """The first named holder of a sentence's claims, None for none."""
    for claim in sorted(unit.claims, key=_begins):
        if claim.holder and claim.holder.lower() not in PRONOUNS:
            return claim.holder
    return None


def _begins(claim: Claim) -> int:
    return claim.clause[0] if claim.clause[1] else claim.start


def _speaker(unit: Unit, match: re.Match[str]) -> str | None:
    """Whose reply it is: the holder, else the words before the verb, None for a pronoun."""
    holder = holder_of(unit)
    if holder:
        return holder
    subject = unit.text[: match.start()].strip(" ,")
    subject = re.sub(r"^(?:But|And|However|Yet|The)\s+", "", subject)
    if not subject or len(subject) > 60 or subject.lower() in PRONOUNS:
        return None
    return subject
