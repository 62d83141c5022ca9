"""Which figure of a sentence is the one asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.dates import Moment
from bot.quantities import Quantity, quantities
from bot.query import Query
from bot.terms import STOPWORDS, kin, stem, stems
from bot.tolls import harm_asked, toll_in

_ONE_PERSON = re.compile(
    r"\b(?:an?|one)\s+(?:(?!second|third|fourth|fifth|sixth|seventh|other|further)[\w-]+\s+){0,3}?(?P<one>man|woman|boy|girl|teen|teenager|person|officer|child|driver|"
    r"passenger|student|soldier|worker|toddler|baby|infant|mother|father|son|daughter|victim|resident)\b",
    re.IGNORECASE,
)


SURE = 1.0
"""Fit of words in which two sources are seen to differ, or that the reader marks."""


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The answering words of one sentence, with their value."""

    text: str
    start: int
    """Characters into the sentence."""
    end: int
    value: Quantity | Moment | str
    """A figure, a time, or the words in comparison form."""
    fit: float = 0.8
    """How sure it is, 0 to 1, that these words answer: names found by nearness alone are not."""
    contrasted: bool = False
    """True when another source has the same sentence with other words in this place."""


@lru_cache(maxsize=8192)
def figures_in(text: str) -> tuple[Quantity, ...]:
    """The figures of a sentence, remembered."""
    return tuple(quantities(text))


def predicate_spots(query: Query, text: str) -> list[tuple[int, int, str]]:
    """Where words of the question stand in a text (or words of the same meaning)."""
    wanted = {stem(term): kin(stem(term)) for term in query.terms}
    spots: list[tuple[int, int, str]] = []
    for match in re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", text):
        reduced = stem(match[0])
        for term, family in wanted.items():
            if reduced in family:
                spots.append((match.start(), match.end(), term))
                break
    return spots


def figure_answer(query: Query, text: str, span: tuple[int, int] | None) -> AnswerWords | None:
    """The figure of a sentence that has the wanted kind and stands nearest to the asked words."""
    harm = harm_asked(query)
    if harm is not None:
        toll = toll_in(text, harm)
        if toll is None:
            return None
        told = toll.figure
        return AnswerWords(
            told.text, told.start, told.end, told, min(0.94, 0.5 + 0.4 * toll.weight)
        )
    kinds = {
        "number": ("count", "percent", "money"), "money": ("money",), "percent": ("percent",),
        "age": ("age",),
    }[query.wanted]  # fmt: skip
    figures = [
        q
        for q in figures_in(text)
        if q.kind in kinds
        and not _AGES.search(text[: q.start])
        and not (_LABELLED.search(text[: q.start]) and q.high < _LABELS)
    ]
    sizes = [q for q in figures if _SIZE.match(q.unit)]
    if sizes and _SIZE_ASKED.match(query.complete):
        figures = sizes
    if query.wanted == "age" and not figures:
        figures = [q for q in figures_in(text) if _age_behind_name(query, text, q)]
    if query.wanted == "money":
        figures += [q for q in figures_in(text) if q.kind == "count" and _SCALED.search(q.text)]
        figures = figures or [q for q in figures_in(text) if _may_be_money(q)]
    if query.counted:
        figures = [q for q in figures if q.kind == "count" or query.counted in q.text]
        if not figures:
            one = _one_person(query, text)
            return one
    if not figures:
        return None
    spots = predicate_spots(query, text)
    best = max(figures, key=lambda q: _figure_fit(query, q, text, spots, span))
    value = _figure_fit(query, best, text, spots, span)
    if value < 0:
        return None
    return AnswerWords(best.text, best.start, best.end, best, min(0.94, 0.45 + 0.2 * value))


_AGES = re.compile(
    r"\b(?:ages?|aged|ranged?\s+in\s+age)\s+(?:from\s+|of\s+|between\s+)?$", re.IGNORECASE
)


_LABELLED = re.compile(
    r"\b(?:no\.?|number|gate|column|pillar|page|article|section|chapter|route|flight|room|block|"
    r"phase|unit|reactor|pond|pier|platform|terminal|level|stage|paragraph|clause|highway|district|"
    r"version|apartment|zone|sector|track|exit|form|item|option|question|figure|table)\s+$",
    re.IGNORECASE,
)
"""Words whose number is their name ("Gate 4")."""
_LABELS = 1000
_SIZE = re.compile(
    r"(?:milli|centi|kilo)?met(?:re|er)s?$|[cmk]?m$|miles?$|f(?:oo|ee)t$|inch(?:es)?$|yards?$|"
    r"(?:kilo|milli)?gram(?:me)?s?$|kg$|tons?$|tonnes?$|pounds?$|(?:milli)?lit(?:re|er)s?$|gallons?$|"
    r"barrels?$|hectares?$|acres?$|square$|cubic$|knots?$|kph$|mph$|degrees?$|stor(?:ey|y|ie)s?$",
    re.IGNORECASE,
)
_SIZE_ASKED = re.compile(
    r"^how\s+(?:wide|long|tall|high|deep|far|thick|heavy|fast|big|large|strong)\b", re.IGNORECASE
)
_SCALED = re.compile(r"\b(?:million|billion|trillion|bn|mn)\b", re.IGNORECASE)
"""Sums are often told without their currency."""


def _may_be_money(figure: Quantity) -> bool:
    """True for a count of hundreds of something that is not people: a currency not known here."""
    counted = figure.unit
    plain = counted and counted not in _PEOPLE and counted not in _PERSONS
    return bool(plain) and figure.kind == "count" and figure.high >= 100


def _age_behind_name(query: Query, text: str, figure: Quantity) -> bool:
    """True for a number between commas behind a name that is asked about ("Bell, 47, ...")."""
    before = text[: figure.start].rstrip()
    if figure.kind not in ("count", "age") or figure.high > 120 or not before.endswith(","):
        return False
    asked = stems(" ".join(query.names))
    last = before[:-1].split()[-1:] or [""]
    return stem(last[0]) in asked and text[figure.end : figure.end + 1] in (",", ".", "")


def _figure_fit(
    query: Query,
    figure: Quantity,
    text: str,
    spots: list[tuple[int, int, str]],
    span: tuple[int, int] | None,
) -> float:
    """How likely a figure is the one asked for: what it counts, how near the asked words are."""
    fit = 0.0
    if _counts_the_doers(query, figure):
        return -1.0
    if query.counted and figure.kind == "count":
        fit += _unit_fit(query.counted, figure, text)
    counted = stem(query.counted) if query.counted else ""
    near = [gap_between(text, figure, spot) for spot in spots if spot[2] != counted]
    if near:
        fit += 2.0 / (1.0 + min(near) / 12.0)
    if span and span[0] < figure.end and figure.start < span[1]:
        fit += 1.5
    return fit


def _counts_the_doers(query: Query, figure: Quantity) -> bool:
    """True for "four gunmen" where it is asked how many people the gunmen killed."""
    if not query.doers or not query.counted or not figure.unit:
        return False
    unit = stem(figure.unit)
    if unit in kin(stem(query.counted)):
        return False
    return any(unit in kin(stem(doer)) for doer in query.doers)


_PEOPLE_LISTED = """
    people person man woman men women children child others victims students officers passengers
    civilians residents workers soldiers employees ppl persons boys girls teens teenagers adults
    inmates pupils patients protesters attackers gunmen suspects more dead injured wounded
    killed men, were was have had are in at by on who and
"""


_PEOPLE = frozenset(_PEOPLE_LISTED.split())


_PERSONS = frozenset(("people", "person", "persons", "men", "women", "others"))


def _unit_fit(counted: str, figure: Quantity, text: str) -> float:
    """What a figure counts against what is asked for: 1 the same, -1 something else, 0 not told."""
    tail = " ".join(text[figure.end : figure.end + 50].split()[:5]).lower()
    wanted = kin(stem(counted))
    asks_people = stem(counted) in ("person", "ppl", "victim", "civilian") or counted in _PEOPLE
    if figure.unit in _PERSONS and not asks_people:
        return -0.6
    near = re.findall(r"[\w'’-]+", tail)[:4]
    if any(stem(word) in wanted for word in near):
        return 1.0
    if asks_people and figure.unit in _PERSONS:
        return 1.0
    if asks_people:
        return 0.5 if figure.unit in _PEOPLE or not figure.unit else -1.0
    return -0.2 if not figure.unit or figure.unit in STOPWORDS else -0.6


def gap_between(text: str, figure: Quantity, spot: tuple[int, int, str]) -> float:
    """Characters between a figure and a word, made longer by each clause border between them."""
    left, right = (figure.end, spot[0]) if figure.start <= spot[0] else (spot[1], figure.start)
    between = text[left : max(left, right)]
    borders = len(re.findall(r"[,;:.–—]|\band\b|\bbut\b|\bwhile\b", between))
    return len(between) + 15 * borders


def _one_person(query: Query, text: str) -> AnswerWords | None:
    """One victim told without a number ("a man was killed")."""
    if not query.counted or query.counted not in _PEOPLE:
        return None
    spots = [spot for spot in predicate_spots(query, text) if spot[2] != stem(query.counted or "")]
    for match in _ONE_PERSON.finditer(text):
        for spot in spots:
            between = (
                text[match.end() : spot[0]]
                if match.end() <= spot[0]
                else text[spot[1] : match.start()]
            )
            if len(between) <= 30 and not re.search(r"[.;:]", between):
                value = Quantity(1, 1, "people", match.start(), match.end(), match[0])
                return AnswerWords(match[0], match.start(), match.end(), value, 0.5)
    return None
