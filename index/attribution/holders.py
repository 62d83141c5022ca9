"""Who the words that name a source stand for: "he" and "the company" back to a name.

A wrong name is worse than a role, so words are kept as they stand whenever the document does not
make one reading clearly the best. A person goes by the fullest name the document gives, without
title; an organisation by its full name with its article and short form, "the Central Bank (CB)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.attribution.aliases import Entity
from index.attribution.cast import Cast, Holder, Spoken
from index.attribution.descriptions import resolve_description
from index.attribution.linking import Attribution
from index.attribution.names import name_lists
from index.attribution.pronouns import GENDERS, head_noun, introduced, person, resolve_pronoun
from index.types import Span

_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|i|who|which|him|his|her|its|their|them|that|himself|herself|themselves)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(his|her)\s+", re.IGNORECASE)
_CLAUSE = re.compile(
    r",?\s+(?:who|which|whom|whose)\s|,\s+(?:speaking|citing|asked|when|like|including|such as)\s"
)
_ARTICLE = re.compile(
    r"(?:the|a|an|this|that|these|those|another|some|many|several|both|one|two)\s", re.IGNORECASE
)
_POSSESSOR = re.compile(r"(?:its|their|his|her|our|my)\s", re.IGNORECASE)
_EDGES = ' \t\n\u00a0,;:—–-"“”'
_SPEAKS_FOR = frozenset(
    ["spokesman", "spokeswoman", "spokesperson", "chief", "sheriff", "superintendent", "director"]
)
"""Roles that speak for a body: "they" may then be the body."""
_SAID_OF = re.compile(
    r"(?:\b(?:is|are|was|were|been|being)|['’]re)\s(?:\w+ly\s)?(?:accused|blamed|suspected|criticized|criticised|"
    r"charged|told|informed|urged|advised|condemned|ordered|praised|mocked)\b"
)
_WRITING = re.compile(
    r"(?:(?:an?|the|this|another|one)\s)?(?:[\w-]+\s){0,2}(?:article|report|story|piece|column|editorial|"
    r"statement|letter|tweet|post|memo|op-ed|essay|interview|release)s?\s(?:by|in|from|of)\s",
    re.IGNORECASE,
)
_NOUN_CUE = re.compile(
    r"\b([A-Z][\w.]*(?:['’]s)?)\s(?:accusation|allegation|assertion|claim|insistence|statement|denial)s?\b"
)
_NOUN_THEN_NAME = re.compile(
    r"(?:[\w.’'-]+\s){0,6}?([a-z][\w-]+)\s((?:[A-Z][\w.’'-]*\s){1,2}[A-Z][\w’'-]+)"
)
_NO_NOUN = frozenset(
    """of at for from in with by on and the to near a an or as than about like who is was said told
    or de la van von du der""".split()
)
_OWNED_AHEAD = re.compile(r"\s+((?:[a-z][\w-]*\s+){1,3})$")


def resolve_holders(cast: Cast, attributions: Sequence[Attribution]) -> list[Holder | None]:
    """Return the holder of each attribution, None where no source is named.

    :param attributions: in order of the text: who spoke last tells who goes on.
    """
    resolved: list[Holder | None] = []
    spoken: list[Spoken] = []
    for attribution in attributions:
        if not attribution.source or _is_object(cast.text, attribution):
            resolved.append(None)
            continue
        holder = _in_cue(cast, attribution) or _holder(_whole(cast, attribution), cast, spoken)
        resolved.append(holder)
        spoken.append(Spoken(attribution.source[0][0], holder))
    return resolved


def _is_object(text: str, attribution: Attribution) -> bool:
    """Tell whether the words before the cue are whom it is said of ("who were accused of")."""
    if attribution.cue is None or attribution.source[0] > attribution.cue:
        return False
    return bool(_SAID_OF.search(text[slice(*attribution.cue)]))


def pronouns_of(holder: Holder | None) -> frozenset[str] | None:
    """Return the pronouns by which a holder may be meant in its own content; None for nobody."""
    if holder is None:
        return None
    entity = holder.entity
    if entity and entity.kind == "person":
        third = {"m": ["he"], "f": ["she"]}.get(entity.gender or "", ["he", "she"])
        if entity.profile & _SPEAKS_FOR:
            third = [*third, "they"]
    elif entity or set(re.findall(r"[a-z]+", holder.name.lower())) & name_lists().things:
        third = ["it", "they"]
    else:
        third = ["he", "she", "it", "they"]
    return frozenset(["i", "we", *third])


def _whole(cast: Cast, attribution: Attribution) -> Span:
    """The source with the noun that a bare possessive was cut from ("his" of "his lawyers")."""
    start, end = attribution.source[0]
    words = cast.text[start:end].lower()
    if attribution.cue and (
        words in ("his", "her", "its", "their") or words.endswith(("'s", "’s"))
    ):
        ahead = _OWNED_AHEAD.match(cast.text[end : max(end, attribution.cue[0])])
        if ahead and head_noun(ahead.group(1)) in {*name_lists().roles, *name_lists().bodies}:
            end += len(ahead.group().rstrip())
    return start, end


def _in_cue(cast: Cast, attribution: Attribution) -> Holder | None:
    """Whoever the cue itself names, for a source that is a bare "which" ("fits Russian claims")."""
    words = cast.text[slice(*attribution.source[0])].lower()
    if attribution.cue is None or words not in ("which", "that", "it", "this"):
        return None
    hit = _NOUN_CUE.search(cast.text[slice(*attribution.cue)])
    name = re.sub(r"['’]s$", "", hit.group(1)) if hit else None
    return Holder(name, name) if name else None


def _bare(words: str) -> str:
    """The words without punctuation at their ends; a bracket stays where both of its pair do."""
    words = words.strip(_EDGES)
    if words.endswith(")") and "(" not in words:
        words = words.rstrip(") ")
    if words.startswith("(") and ")" not in words:
        words = words.lstrip("( ")
    return words


def _holder(span: Span, cast: Cast, spoken: Sequence[Spoken]) -> Holder:
    raw = cast.text[span[0] : span[1]]
    words = _bare(raw)
    if not words:
        return Holder(raw, raw)
    start = span[0] + max(0, raw.find(words))
    if _PRONOUN.fullmatch(words):
        meant = resolve_pronoun(words.lower(), start, cast, spoken)
        return Holder(meant.name, words, meant.entity) if meant else Holder(words, words)
    cut = _CLAUSE.search(words)
    head = words[: cut.start()] if cut and cut.start() else words
    writing = _WRITING.match(head)
    by = writing.end() if writing else 0  # "an article by The New York Times" speaks for the paper
    entity = (_named(head[by:], start + by, cast) if by else None) or _named(head, start, cast)
    entity = entity or resolve_description(head, start, cast)
    if entity:
        return Holder(entity.name, words, entity)
    return Holder(
        introduced(head, start, cast)
        or _owned(head, start, cast, spoken)
        or _several(head, start, cast)
        or _plain(head, start, cast),
        words,
    )


def _named(words: str, start: int, cast: Cast) -> Entity | None:
    """The entity that ``words`` at ``start`` name, when a name is what they are about."""
    if re.search(r"\band\b|\bor\b|&", words.split(",")[0]) or re.search(r", and [A-Z]", words):
        return None
    end = start + len(words)
    for mention, entity in cast.within(start, end):
        before, after = cast.text[start : mention.start], cast.text[mention.end : end]
        if mention.possessive and re.fullmatch(r"[’'][sS]?", after):
            after = ""  # "Trump’s claim": the source is Trump
        elif mention.possessive or after[:1] in ("-", "’", "'"):
            continue
        leads = _leads_to_person if entity.kind == "person" else _leads_to_other
        if leads(before) and _ends_there(after):
            return entity
    return None


def _leads_to_person(before: str) -> bool:
    """Tell whether the words before a name inside a source make the person its head."""
    lists = name_lists()
    before = before.rstrip()
    if not before or before.endswith(("’s", "'s", "’", "'")):
        return True
    lead = [w.lower() for w in re.findall(r"[\w-]+", before)]
    if before.endswith(","):  # "the director of the service, Jane Roe"
        parts = any(w in lists.roles or w in lists.titles for w in lead)
        return parts or bool(_ARTICLE.match(before) or _POSSESSOR.match(before))
    last = lead[-1] if lead else ""
    return last in {*lists.roles, *lists.people, *lists.titles} or before.lower() in (
        "the",
        "former",
    )


def _leads_to_other(before: str) -> bool:
    return before.strip().lower() in ("", "the")


def _ends_there(after: str) -> bool:
    """Tell whether what follows a name inside a source only describes it."""
    return bool(re.match(r"\s*(?:$|[,(—–:-])|\s+(?:of|from|at|with|for|himself|herself)\b", after))


def _owned(words: str, start: int, cast: Cast, spoken: Sequence[Spoken]) -> str | None:
    """The words "his lawyer" as "Donald Trump’s lawyer", when it is clear whose."""
    hit = _POSSESSIVE.match(words)
    if not hit:
        return None
    owner = person(GENDERS[hit.group(1).lower()], start, cast, spoken)
    return f"{owner.name}’s {words[hit.end() :]}" if owner and owner.entity else None


def _several(words: str, start: int, cast: Cast) -> str | None:
    """Two names joined by "and", each in full ("Smith and Jones")."""
    both = re.fullmatch(r"(?:both\s+)?(.+?)\s+and\s+(.+)", words, re.IGNORECASE)
    if not both or "," in words:
        return None
    named = [_named(both.group(i), start + both.start(i), cast) for i in (1, 2)]
    if all(e and e.kind == "person" for e in named):
        return " and ".join(e.name for e in named if e)
    return None


def _plain(words: str, start: int, cast: Cast) -> str:
    """The words as they stand, a small letter where only the sentence made it capital."""
    tail = _NOUN_THEN_NAME.fullmatch(words)
    if tail and tail.group(1) not in _NO_NOUN:
        return tail.group(2)  # "parent Lashawn Roe", whatever the noun
    first, *rest = words.split()
    if not first[0].isupper() or (rest and rest[0][0].isupper() and not _ARTICLE.match(words)):
        return words
    opens = cast.starts[cast.sentence(start)] == start
    small = first.lower()
    common = _ARTICLE.match(small + " ") or small in name_lists().bodies
    if common or (opens and re.search(rf"(?<!\w){re.escape(small)}\b", cast.text)):
        return small + words[len(first) :]
    return words
