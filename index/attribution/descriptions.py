"""Whom a description stands for: "the minister", "the company", "Smith's former adviser"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.attribution.aliases import Entity
from index.attribution.cast import Cast
from index.attribution.names import name_lists

_DEFINITE = re.compile(
    r"(?:the|this)\s+((?:[\w’'.-]+\s+){0,4})([\w-]+)(?:\s+of\s+[\w\s-]+)?$", re.IGNORECASE
)
_OWNED = re.compile(r"(?:[A-Z][\w.-]*\s){0,2}[A-Z][\w.-]*(?:['’]s|['’])\s+[\w\s’'-]{4,60}$")
_IDLE = frozenset(
    """presidential former current longtime veteran senior top new own then late year-old first-term
    freshman embattled outgoing incoming old young real estate and""".split()
)
_SAME: dict[str, frozenset[str]] = {
    w: group
    for group in (
        frozenset(["nominee", "candidate", "contender", "hopeful", "front-runner", "frontrunner"]),
        frozenset(["senator", "sen", "lawmaker"]),
        frozenset(["congressman", "congresswoman", "representative", "rep", "lawmaker"]),
        frozenset(["governor", "gov"]),
        frozenset(["chief", "head", "leader", "director"]),
        frozenset(["spokesman", "spokeswoman", "spokesperson"]),
        frozenset(["lawyer", "attorney"]),
        frozenset(["republican", "gop"]),
        frozenset(["democrat", "democratic"]),
    )
    for w in group
}
_PLACES = frozenset(w for v in name_lists().abbreviated.values() for w in v.split()) - (
    _SAME["republican"] | _SAME["democrat"]
)
_VAGUE = frozenset(
    """suspect victim officer witness resident neighbor student reporter lawyer attorney judge
    prosecutor spokesman spokeswoman spokesperson detective manager owner doctor nurse driver
    employee caller viewer official analyst expert source survivor detainee soldier deputy
    """.split()
)
"""Nouns that may mean somebody whom the document has not named."""
_NEAR = 2
"""Sentences back in which a lone person answers to a description the document never gave."""


def resolve_description(words: str, start: int, cast: Cast) -> Entity | None:
    """Return whom ``words`` at ``start`` describe, None when the document leaves a choice."""
    told = _told_elsewhere(words, start, cast)
    if told:
        return told
    hit = _DEFINITE.match(words)
    if not hit:
        return None
    noun = hit.group(2).lower()
    rest = [w.strip(".") for w in hit.group(1).lower().split()]
    lists = name_lists()
    if noun in lists.roles or noun in lists.titles:
        return _bearer(noun, rest, start, cast) or _lone_person(noun, rest, start, cast)
    return _organisation(noun, rest, start, cast)


def _told_elsewhere(words: str, start: int, cast: Cast) -> Entity | None:
    """Whoever the document introduces by these very words ("the suspect's mother, Ann Roe")."""
    said = _flat(words)
    if len(said.split()) < 2 or not (_OWNED.match(words) or words[:4].lower() == "the "):
        return None
    found = {
        e.name: e
        for e in cast.entities
        if e.kind == "person"
        and any(re.search(rf"\b{re.escape(said)}\b", _flat(r)) for r in e.roles)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _flat(words: str) -> str:
    words = words.lower().replace("’", "'")
    return re.sub(r"^(?:the|a|an)\s+|[^\w\s'-]", "", words).strip()


def _same(word: str, profile: frozenset[str]) -> bool:
    return word in profile or bool(_SAME.get(word, frozenset()) & profile)


def _bearer(noun: str, rest: Sequence[str], start: int, cast: Cast) -> Entity | None:
    """The one person before ``start`` whose titles and roles fit every word."""
    telling = [w for w in rest if w not in _IDLE and not w[0].isdigit()]
    people = {e.name: e for _, e in cast.before(start) if e.kind == "person"}.values()
    titled = [e for e in people if _same(noun, e.profile)]
    fit = [e for e in titled if all(_same(w, e.profile) for w in telling)]
    if not fit and len(titled) == 1 and not _against(telling, titled[0].profile):
        placed = titled[0].profile & _PLACES
        fit = titled if not placed and not _party_of(telling) else []
    if not fit and noun in _SAME["nominee"] and _party_of(telling):
        fit = [e for e in people if _party_of(e.profile) == _party_of(telling)]
    fit.sort(key=lambda e: -e.count)
    if len(fit) > 1 and _party_of(telling) and fit[0].count >= 2 * fit[1].count:
        return fit[0]
    return fit[0] if len(fit) == 1 else None


def _lone_person(noun: str, rest: Sequence[str], start: int, cast: Cast) -> Entity | None:
    """The only person named nearby, for a telling description that fits nobody better.

    "The Texas senator" after a sentence on one person is that person, unless the document gives
    the part to somebody else or this one another gender or party.
    """
    if not rest or noun in _VAGUE or noun.endswith("s"):
        return None
    lists = name_lists()
    wanted = lists.roles.get(noun) or lists.titles.get(noun)
    near = {
        entity.name: entity
        for mention, entity in cast.before(start, _NEAR)
        if entity.kind == "person"
        and not cast.quoted(mention.start)
        and not (wanted and cast.gender(entity) not in (None, wanted))
        and _party_of(rest) in (None, _party_of(entity.profile))
    }
    return next(iter(near.values())) if len(near) == 1 else None


def _party_of(words: Iterable[str]) -> str | None:
    """The party that words tell, None when they tell none or two."""
    told = [p for p in ("republican", "democrat") if _SAME[p] & set(words)]
    return told[0] if len(told) == 1 else None


def _against(rest: Sequence[str], profile: frozenset[str]) -> bool:
    """Tell whether a party word of the description is not the person's."""
    return bool(_party_of(rest) and _party_of(profile) and _party_of(rest) != _party_of(profile))


def _organisation(noun: str, rest: Sequence[str], start: int, cast: Cast) -> Entity | None:
    """The organisation whose name has the noun, or the only fitting one nearby."""
    known = {e.name: e for _, e in cast.before(start) if e.kind == "organisation"}
    wanted = {noun, *rest}
    bearing = [e for n, e in known.items() if wanted <= set(_flat(n).split())]
    whole = [e for e in bearing if len(_flat(e.name).split()) > 1]
    if len(whole) == 1:
        return whole[0]
    if bearing or rest or noun not in name_lists().organisation_nouns:
        return None
    near = {
        e.name: e
        for _, e in cast.before(start, _NEAR + 1)
        if e.kind == "organisation" and _may_be(noun, e)
    }
    return next(iter(near.values())) if len(near) == 1 else None


def _may_be(noun: str, entity: Entity) -> bool:
    """Tell whether ``noun`` may stand for an organisation by the words of its name."""
    fits = name_lists().organisation_nouns[noun]
    typed = {w for w in re.findall(r"[a-z]+", entity.name.lower())} & name_lists().organisations
    return bool(typed & fits) or (not typed and "*" in fits)
