"""Where an event took place, more closely: the hall, the street, the station.

"An attack took place in Orlen" answers where, and says less than "two men walked into the Marden
Street Station and fired". The sentence that names the site seldom has the question's words, as it
tells the course.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer_names import words_at
from bot.query import Query
from bot.relevance import Candidate
from bot.terms import stem, stems

_EVENTS = frozenset(
    stem(word)
    for word in """
    accident ambush assault attack attacked blast blaze bombing clash clashes collapse collision
    crash crashed derailment disaster event explosion exploded fight fire happen happened happening
    incident killing kidnapping massacre murder occur occurred occurring place protest raid rally
    riot robbery shooting siege stabbing started take taken taking tragedy venue where
    """.split()
)
"""Words of a question for the place of the event that the documents are about."""
_SITE_WORDS = (
    r"(?:Airport|Apartments?|Arena|Avenue|Ave|Bank|Bar|Barracks|Base|Beach|Boulevard|Bridge|Building|"
    r"Cafe|Café|Camp|Castle|Cathedral|Center|Centre|Chapel|Church|Circle|Club|College|Court|"
    r"Courthouse|Depot|Dock|Drive|Embassy|Factory|Farm|Field|Gallery|Gardens?|Hall|Harbou?r|Highway|"
    r"Hotel|House|Inn|Lane|Library|Lounge|Mall|Market|Mill|Mine|Mosque|Motel|Museum|Palace|"
    r"Park|Parkway|Pier|Place|Plant|Plaza|Port|Prison|Quay|Refinery|Restaurant|Road|School|Shrine|"
    r"Square|Stadium|Station|Store|Street|St|Studio|Supermarket|Synagogue|Temple|Terminal|Terrace|"
    r"Theatre|Theater|Tower|Towers|Tunnel|University|Warehouse|Works|Yard)"
)
_SITE = re.compile(
    rf"\b\d+\s+block\s+of\s+(?:[A-Z][\w.’'-]*\s?){{1,4}}"
    rf"|(?:\b[A-Z][\w’'&-]*\.?\s+){{1,4}}{_SITE_WORDS}\b"
    r"(?!\s+(?:Police|Department|Officials?|spokes\w+))"
)
_ENTERED = re.compile(
    r"\b(?:in|at|into|inside|outside|on|near|through|storm(?:ed|ing)|enter(?:ed|ing)|hit|"
    r"struck|attacked|targeted|raided|destroyed|gutted|engulfed)\s+(?:the\s+|a\s+)?"
    r"(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_ACTS = frozenset(
    stem(word)
    for word in """
    attack attacked began begun broke called clash collapse collapsed collided crash crashed died
    entered erupted exploded explosion fell fire fired forced gathered happened hit injured killed
    occurred opened overturned place raided responded ripped robbed sank shooting shot stabbed
    started stormed struck swept took tore wounded
    """.split()
)
"""Words for the course of an event."""
_TOLD_IN = 2500
"""Characters at the head of a report in which it tells where its event was."""
_POSSIBLE = 0.03
"""Least probability that a sentence with a site answers."""
_LIKELY = 0.3
"""Least probability of what is told beside a site."""
_SURE = 0.6
"""Least fit of its place."""
_BEHIND = 0.92
"""Its score, of the best one's."""


def with_sites(
    query: Query, chosen: Sequence[Candidate], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """The sentences chosen and, where it is asked where an event was, each report's site for it.

    :param candidates: all sentences found, weighed.
    """
    if not chosen or not asks_where(query):
        return list(chosen)
    sites: list[Candidate] = []
    for source in dict.fromkeys(candidate.unit.source.id for candidate in candidates):
        mine = [one for one in candidates if one.unit.source.id == source]
        sited = [one for one in mine if one.chance >= _POSSIBLE and _at_site(one) is not None]
        sites += sorted(sited, key=lambda one: one.unit.start)[:1]
    if not sites:
        return list(chosen)
    # Beside a site, what else stands near the asked words is mostly the place of something else.
    best: dict[str, Candidate] = {}
    for one in chosen:
        sure = one.words is not None and one.words.fit >= _SURE
        if one.chance >= _LIKELY and sure and one not in sites:
            best.setdefault(one.unit.source.id, one)
    least = _BEHIND * chosen[0].score
    told = [*best.values(), *(_answering(one, least) for one in sites)]
    return sorted(told, key=lambda one: -one.score)


def asks_where(query: Query) -> bool:
    """True for a question where the event took place that the documents are about."""
    if query.kind != "where" or query.wanted != "place":
        return False
    acts = [term for term in query.terms if not any(term in name for name in query.names)]
    return all(stem(term) in _EVENTS for term in acts)


def _at_site(candidate: Candidate) -> tuple[int, int] | None:
    """The site that a sentence of the report's head names, in characters of the sentence."""
    if candidate.unit.start > _TOLD_IN or candidate.claim.holder is not None:
        return None
    text = candidate.unit.text
    if not _ACTS & stems(text):
        return None
    for match in _SITE.finditer(text):
        if _ENTERED.search(text[max(0, match.start() - 40) : match.start()]):
            return match.span()
    return None


def _answering(candidate: Candidate, least: float) -> Candidate:
    """The candidate with its site as the answer."""
    site = _at_site(candidate)
    if site is None:
        return candidate
    words = words_at(candidate.unit.text, site, fit=0.8)
    return replace(candidate, words=words or candidate.words, score=max(candidate.score, least))
