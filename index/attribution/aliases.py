"""One name for everyone and everything a document names in several ways.

Surnames and given names go to the full name, an abbreviation to what it abbreviates ("Federal
Security Service (FSB)", or initials alone), a short form to the organisation that bears it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.attribution.mentions import Kind, Mention
from index.attribution.names import Gender, name_lists

_IN_BRACKETS = re.compile(r"\s?\(\s?(?:the\s+)?[\"“']?([A-Z][\w.&’'\-]{1,14})[\"”']?\s?\)")
_PARTY = re.compile(r"^[RDIL]-|^(?:AP|UPI|AFP|CNN|Reuters|CBS|NBC|ABC)$")
_SMALL = frozenset(["of", "the", "for", "and", "de", "la", "&", "in", "on"])
_SUFFIX = frozenset(["jr", "sr", "ii", "iii", "iv"])


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something, under all its names in one document."""

    name: str
    """What to call it: the fullest name, for an organisation with its article and short form."""
    kind: Kind
    gender: Gender | None
    roles: tuple[str, ...]
    mentions: tuple[Mention, ...]
    """In order of the text."""


def gather(text: str, mentions: Sequence[Mention]) -> dict[Mention, Entity]:
    """Gather the mentions of one document into entities.

    :return: the entity of each mention. A surname that several persons of the document bear goes
        to the one most often named in full; to nobody when that is no clear choice.
    """
    short_forms = _short_forms(text, mentions)
    persons = _persons(mentions)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        key = persons.get(mention) or short_forms.get(mention.name) or mention.name
        groups[key].append(mention)
    shorts: dict[str, list[str]] = defaultdict(list)
    for short, full in short_forms.items():
        shorts[full].append(short)
    entities: dict[Mention, Entity] = {}
    for key, members in groups.items():
        entity = _entity(key, members, shorts.get(key, []), key in persons.values(), text)
        entities.update(dict.fromkeys(members, entity))
    return entities


def _entity(
    key: str, members: Sequence[Mention], shorts: Sequence[str], person: bool, text: str
) -> Entity:
    kinds = Counter(m.kind for m in members)
    kind: Kind = "person" if person or kinds["person"] else "other"
    if kind == "other" and (kinds["organisation"] or shorts):
        kind = "organisation"
    genders = Counter(m.gender for m in members if m.gender)
    gender = genders.most_common(1)[0][0] if genders else None
    roles = tuple(dict.fromkeys(r for m in members for r in m.roles))
    name = key
    if kind != "person":
        bracketed = next((s for s in shorts if f"({s})" in text), None)
        if bracketed and bracketed != key:
            name = f"{key} ({bracketed})"
        name = _with_article(name, members)
    return Entity(name, kind, gender, roles, tuple(members))


def _with_article(name: str, members: Sequence[Mention]) -> str:
    """Put the article before a name that the document mostly writes with one."""
    held = [m for m in members if not m.possessive]
    bearing = [m.article for m in held if m.article]
    if not bearing or 2 * len(bearing) <= len(held):
        return name
    # "The" amid a sentence is part of the name; at its beginning it tells nothing.
    return f"The {name}" if all(a == "The" for a in bearing) and _titular(name) else f"the {name}"


def _titular(name: str) -> bool:
    papers = ("times", "post", "journal", "guardian", "news", "herald", "tribune", "telegraph")
    return name.split("(")[0].split()[-1].lower() in papers


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[\s\-]+", name) if w and w.lower() not in _SMALL)


def _short_forms(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the full name for each short form of an organisation."""
    full: dict[str, str] = {}
    for mention in mentions:
        hit = _IN_BRACKETS.match(text, mention.end)
        if not hit or _PARTY.match(hit.group(1)):
            continue
        short = hit.group(1).strip(".’'")
        capitals = sum(c.isupper() for c in short)
        if " " not in mention.name and mention.name.isupper():
            continue
        if capitals >= 2 and short[0] == mention.name[0]:
            full[short] = mention.name
    long_names = {m.name for m in mentions if " " in m.name and m.kind != "person"}
    by_initials: dict[str, set[str]] = defaultdict(set)
    for name in long_names:
        if len(_initials(name)) > 1:
            by_initials[_initials(name).upper()].add(name)
    for name in {m.name for m in mentions}:
        letters = name.replace(".", "")
        if name in full or not (letters.isupper() and 2 < len(letters) <= 6 and " " not in name):
            continue
        if len(by_initials.get(letters, ())) == 1:
            full[name] = next(iter(by_initials[letters]))
    organised = {m.name for m in mentions if m.kind == "organisation" and " " in m.name}
    for name in {m.name for m in mentions if m.kind == "organisation"} - set(full):
        bearers = {o for o in organised if o != name and o.endswith(" " + name)}
        if len(bearers) == 1 and not any(w.lower() in _SMALL for w in name.split()):
            full[name] = bearers.pop()
    return {s: full.get(f, f) for s, f in full.items() if s != f}


def _bare(name: str) -> list[str]:
    return [w for w in name.split() if w.rstrip(".").lower() not in _SUFFIX]


def _persons(mentions: Sequence[Mention]) -> dict[Mention, str]:
    """Return the full name of each mention of a person."""
    names = Counter(m.name for m in mentions if m.kind == "person" and len(_bare(m.name)) > 1)
    canon = _same_person(names)
    by_last: dict[str, Counter[str]] = defaultdict(Counter)
    by_first: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in names.items():
        by_last[_bare(name)[-1]][canon[name]] += count
        by_first[_bare(name)[0]][canon[name]] += count
    genders = _genders(mentions, canon)
    first: dict[str, int] = {}
    for mention in mentions:
        if mention.name in canon:
            first.setdefault(canon[mention.name], mention.start)
    found: dict[Mention, str] = {}
    for mention in mentions:
        if mention.name in canon:
            found[mention] = canon[mention.name]
            continue
        if mention.kind == "organisation" or len(_bare(mention.name)) != 1:
            continue
        word = _bare(mention.name)[0] if _bare(mention.name) else mention.name
        bearers = by_last.get(word) or (by_first.get(word) if not mention.gender else None)
        if bearers:
            full = _bearer(bearers, mention, genders, first)
            if full:
                found[mention] = full
        elif mention.kind == "person":
            found[mention] = mention.name
    return found


def _bearer(
    bearers: Counter[str],
    mention: Mention,
    genders: dict[str, Gender | None],
    first: dict[str, int],
) -> str | None:
    """Choose among the persons who bear a name the one that a mention means."""
    fit = Counter(
        {
            n: c
            for n, c in bearers.items()
            if not (mention.gender and genders[n] and genders[n] != mention.gender)
        }
    )
    ranked = fit.most_common(2)
    if not ranked:
        return None
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        known = [n for n in fit if first[n] < mention.start]
        return known[0] if len(known) == 1 else None
    return ranked[0][0]


def _same_person(names: Counter[str]) -> dict[str, str]:
    """Give "Hillary Rodham Clinton" and "Hillary Clinton" one name: the one used most."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        words = _bare(name)
        groups[words[0].lower(), words[-1].lower()].append(name)
    canon: dict[str, str] = {}
    for members in groups.values():
        best = max(members, key=lambda n: (names[n], len(n)))
        canon.update(dict.fromkeys(members, best))
    return canon


def _genders(mentions: Sequence[Mention], canon: dict[str, str]) -> dict[str, Gender | None]:
    votes: dict[str, Counter[Gender]] = defaultdict(Counter)
    for m in mentions:
        if m.name in canon and m.gender:
            votes[canon[m.name]][m.gender] += 1
    lists = name_lists()
    return {
        full: votes[full].most_common(1)[0][0] if votes[full] else lists.gender(full.split()[0])
        for full in canon.values()
    }
