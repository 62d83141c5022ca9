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
_FULL = re.compile(r"(?=\b([A-Z][\w-]+) (?:([A-Z]\.) )?([A-Z](?:['’][A-Z])?[\w-]+)\b)")
_AT_PLACE = re.compile(r"\b(?:in|at|near|from|to|of|on|outside|across)\s$")
_ACTS = re.compile(
    r"\s(?:was|is|had|has|stood|sat|ran|went|came|told|said|says|saw|heard|knew|got|left|took|made|"
    r"walked|called|tried|wanted|worked|lived|died|grew|moved|faces|faced|denied|pleaded)\b"
)
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
    profile: frozenset[str]
    """Single words of its roles."""
    count: int = 0
    """How often the document names it."""


def gather(
    text: str,
    mentions: Sequence[Mention],
    speakers: frozenset[str] = frozenset(),
    title: str = "",
) -> list[Entity]:
    """Gather the mentions of one document into entities.

    :param speakers: single words by which sources are named: who speaks by one name is a person.
    :param title: title of the document, where a full name may stand.
    :return: the entity of each mention. A surname that several persons of the document bear goes
        to the one most often named in full; to nobody when that is no clear choice.
    """
    short_forms = _short_forms(text, mentions)
    actors = speakers | _acting(text, mentions)
    persons = _persons(mentions, actors, _headlined(text, title))
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        key = persons.get(mention) or short_forms.get(mention.name) or mention.name
        groups[key].append(mention)
    shorts: dict[str, list[str]] = defaultdict(list)
    for short, full in short_forms.items():
        shorts[full].append(short)
    people = set(persons.values())
    entities: dict[Mention, Entity] = {}
    for key, members in groups.items():
        entity = _entity(key, members, shorts.get(key, []), key in people, text)
        entities.update(dict.fromkeys(members, entity))
    return [entities[m] for m in mentions]


def _acting(text: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """Lone names that act as people do and never as places ("Roe stood next to her")."""
    acting, placed = set(), set()
    for mention in mentions:
        lead = text[max(0, mention.start - 9) : mention.start]
        if _AT_PLACE.search(lead) or mention.article:
            placed |= {mention.name, mention.name.split()[-1]}
        elif _single(mention.name) and _ACTS.match(text, mention.end):
            acting.add(mention.name)
    return frozenset(acting - placed)


def _headlined(text: str, title: str) -> frozenset[str]:
    """Full names ("Given Surname", "Given M. Surname") of the title and of the first lines."""
    lists = name_lists()
    found = _FULL.findall(f"{title}\n{text[:300]}")
    return frozenset(
        " ".join(filter(None, parts)) for parts in found if lists.given(parts[0].lower())
    )


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
    own = (re.sub(r"^.*['’]s?\s", "", r) for r in roles)  # "the nominee's daughter" is no nominee
    profile = frozenset(w for r in own for w in re.findall(r"[\w-]+", r))
    return Entity(name, kind, gender, roles, profile, len(members))


def _with_article(name: str, members: Sequence[Mention]) -> str:
    """Put the article before a name that the document mostly writes with one."""
    held = [m for m in members if not m.possessive]
    bearing = [m.article for m in held if m.article]
    if not bearing or 2 * len(bearing) <= len(held):
        return name
    # Newspapers bear a capital article of their own, unless the document always writes it small.
    full = [m.article for m in held if m.article and " " in m.name]
    return f"The {name}" if "The" in full and _titular(name) else f"the {name}"


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
    words = name.split()
    return [w for w in words if w.rstrip(".").lower() not in _SUFFIX] or words


def _key(name: str) -> str:
    return name.lower().replace("’", "'")


def _last(name: str) -> str:
    """Key of a surname, with its particles ("de blasio")."""
    words = _bare(name)
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in name_lists().particles:
        first -= 1
    return _key(" ".join(words[first:]))


def _single(name: str) -> bool:
    """Tell whether a name is a given name or surname alone."""
    words = _bare(name)
    return len(words) == 1 or (len(words) == 2 and words[0].lower() in name_lists().particles)


def _persons(
    mentions: Sequence[Mention], speakers: frozenset[str], headlined: frozenset[str]
) -> dict[Mention, str]:
    """Return the full name of each mention of a person."""
    names = _full_names(mentions, speakers, headlined)
    canon = _same_person(names)
    by_last: dict[str, Counter[str]] = defaultdict(Counter)
    by_first: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in names.items():
        by_last[_last(name)][canon[name]] += count
        by_first[_key(_bare(name)[0])][canon[name]] += count
    genders = _genders(mentions, canon)
    first: dict[str, int] = {}
    for mention in mentions:
        if mention.name in canon:
            first.setdefault(canon[mention.name], mention.start)
    found: dict[Mention, str] = {}
    for mention in mentions:
        if mention.name in canon:
            found[mention] = canon[mention.name]
        elif _may_be_short(mention):
            word = _key(" ".join(_bare(mention.name)))
            bearers = by_last.get(word) or (by_first.get(word) if not mention.gender else None)
            full = _bearer(bearers, mention, genders, first) if bearers else None
            if full or (not bearers and mention.kind == "person"):
                found[mention] = full or mention.name
    return found


def _may_be_short(mention: Mention) -> bool:
    """Tell whether a mention may be a surname or given name alone ("SMITH" too)."""
    if mention.kind == "organisation" and not mention.name.isupper():
        return False
    return bool(_bare(mention.name)) and _single(mention.name)


def _full_names(
    mentions: Sequence[Mention], speakers: frozenset[str], headlined: frozenset[str]
) -> Counter[str]:
    """Count the full names of persons, those among them that only their speaking or title tells."""
    names = Counter(m.name for m in mentions if m.kind == "person" and not _single(m.name))
    lone = {_key(m.name) for m in mentions if _single(m.name)}
    known = {_last(n) for n in names}
    spoken = ({_key(s) for s in speakers} & lone) - known
    for mention in mentions:
        words = len(mention.name.split())
        if mention.kind == "other" and 1 < words < 4 and _last(mention.name) in spoken:
            names[mention.name] += 1
    for name in headlined:
        if _last(name) in lone - {_last(n) for n in names}:
            names[name] += 1
    return names


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
        known = [n for n in fit if first.get(n, -1) < mention.start]
        return known[0] if len(known) == 1 else None
    return ranked[0][0]


def _same_person(names: Counter[str]) -> dict[str, str]:
    """Give "Hillary Rodham Clinton" and "Hillary Clinton" one name: the fullest."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        words = _bare(name)
        groups[_key(words[0]), _last(name)].append(name)
    canon: dict[str, str] = {}
    for members in groups.values():
        best = max(members, key=lambda n: (len(n), names[n]))
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
