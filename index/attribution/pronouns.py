"""Whom "he", "she", "they", "it", "who" and "which" stand for, when one reading is clearly best.

Candidates are the people named in the last sentences and whoever spoke last; what speaks for one
is nearness, opening a sentence, having just spoken, and a gender that fits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from index.attribution.aliases import Entity
from index.attribution.bodies import is_body_noun, plural_body, singular_body
from index.attribution.cast import Cast, Holder, Spoken
from index.attribution.mentions import Mention
from index.attribution.names import Gender, name_lists
from index.attribution.parts import gender_of_noun, is_person_noun

GENDERS: dict[str, Gender] = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_REACH = 5
"""Sentences back in which the one a pronoun stands for is looked for."""
_MARGIN = 0.15
"""By how much the best candidate must lead; below it the pronoun stays as it is."""
_OBJECT = re.compile(
    r"\b(?:by|with|to|of|for|from|against|about|and|at|on|told|asked|like|than)\s+"
    r"(?:(?:the|his|her|its|their|then-)?[\w.’'-]+\s){0,2}$"
)
_SAYING_SUBJECT = re.compile(
    r"\W*((?:[\w’'-]+\s){0,5}?[\w’'-]+)\s(?:say|said|told\s\w+|added|have\ssaid)\s(?:that\s)?$"
)
_AT_PLACE = re.compile(r"\b(?:in|at|near|from|of|outside|across|around|off)\s$")
_AGE = re.compile(r",\s(?:aged?\s)?\d{1,2}\b")
_UNNAMED = re.compile(r"(?:A|An|The|One|Another|His|Her|Their)(?:\s[\w’'-]+){1,4}(?=\s)")
_THE_MAN = re.compile(r"(?:the|this|that)\s(?P<noun>man|woman|boy|girl)", re.IGNORECASE)
_RELATIVE_OF = re.compile(r"(?:['’]s?)\s(?:[a-z-]+\s){0,2}?([a-z]+)\b")
_DESCRIBED = re.compile(
    r"\s?(?:of\s[A-Z]\w+)?,\s(?:an?|the|his|her|former|[A-Z][\w’']*)\s[^,.;:“”\"()]{3,90},\s(?:and\s)?"
)
_DETERMINER = re.compile(r"(?:The|An?|Some|Many|Several|Two|Three|One|Another|Those|These)\s")
_NOUN_BEFORE = re.compile(
    r"\b((?i:the|a|an|some|many|several|two|three|one|another|those|these|his|her|its|their|our)\s+"
    r"(?:[\w’'-]+\s+){0,4}?[\w’'-]+|(?:[\w’'-]+\s)?(?:[A-Za-z]+s|people|others|women|men|children)(?:\s+(?:on|in|at|of)\s+[\w’'-]+(?:\s+[\w’'-]+){0,2})?)$"
)


def resolve_pronoun(word: str, start: int, cast: Cast, spoken: Sequence[Spoken]) -> Holder | None:
    """Return whom the pronoun ``word`` (lower case) at ``start`` stands for, None when unclear."""
    if word in ("who", "which", "that"):
        return _relative(word, start, cast)
    if word in GENDERS:
        return person(GENDERS[word], start, cast, spoken)
    if word in ("they", "them", "their", "themselves"):
        return _plural(start, cast, spoken) or plural_body(start, cast)
    if word in ("it", "its"):
        return _body(start, cast, spoken)
    return None


def _body(start: int, cast: Cast, spoken: Sequence[Spoken]) -> Holder | None:
    """Return what an "it" at ``start`` stands for: a body that opens its sentence or spoke last."""
    own = singular_body(start, cast, 0)
    if own:
        return own
    if spoken and cast.apart(spoken[-1].at, start) <= 2:
        last = spoken[-1].holder
        if last.entity and last.entity.kind != "person":
            unsure = last.entity.kind == "other" and cast.apart(spoken[-1].at, start) > 1
            return last if not unsure and not cast.gender(last.entity) else None
        if not last.entity and is_body_noun(head_noun(last.name)):
            return last
    return singular_body(start, cast)


def person(gender: Gender, start: int, cast: Cast, spoken: Sequence[Spoken]) -> Holder | None:
    """Return the person a he or she at ``start`` stands for, None when no one leads clearly."""
    scores: dict[str, float] = {}
    holders: dict[str, Holder] = {}
    for mention, entity in cast.before(start, _REACH):
        known = cast.gender(entity)
        unsure = entity.kind != "person"
        if (unsure and not _may_be_person(mention, entity, cast)) or (known and known != gender):
            continue
        score = (1.6 if unsure else 2.0) - 0.7 * cast.apart(mention.start, start)
        score += 0.6 if known else 0.0
        score += _prominence(mention, cast)
        relative = _relative_of(mention, cast)
        if relative:  # "Smith's mother was there. She said": the mother
            if _told(relative.name) in (None, gender):
                holders.setdefault(relative.name, relative)
                scores[relative.name] = max(score + 0.6, scores.get(relative.name, -9.0))
            score -= 1.0
        holders.setdefault(entity.name, Holder(entity.name, entity.name, entity))
        scores[entity.name] = max(score, scores.get(entity.name, -9.0))
    for subject, apart in _unnamed_subjects(start, cast):
        told = _told(subject.name)
        if told in (None, gender):
            holders.setdefault(subject.name, subject)
            score = 2.6 - 0.7 * apart + (0.6 if told else 0.0)
            scores[subject.name] = max(score, scores.get(subject.name, -9.0))
    for back, said in enumerate(reversed(spoken[-4:])):
        holder, apart = said.holder, cast.apart(said.at, start)
        known = cast.gender(holder.entity) if holder.entity else _told(holder.name)
        if apart > _REACH or not _somebody(holder) or (known and known != gender):
            continue
        bonus = (1.6 if back == 0 else 0.5) * (1 - apart / (_REACH + 1))
        named = 0.0 if holder.entity else (0.6 if known else 0.2)
        scores[holder.name] = scores.get(holder.name, 1.0 - 0.4 * apart + named) + bonus
        holders.setdefault(holder.name, holder)
    ranked = sorted(scores, key=lambda n: scores[n], reverse=True)
    if not ranked or scores[ranked[0]] < 0.3:
        return None
    best = next((n for n in ranked[1:2] if n.startswith(ranked[0] + " ")), ranked[0])
    rest = [n for n in ranked[1:] if not n.startswith(best) and not best.startswith(n)]
    if rest and scores[ranked[0]] - scores[rest[0]] < _MARGIN:
        return None
    return holders[best]


def _may_be_person(mention: Mention, entity: Entity, cast: Cast) -> bool:
    """Tell whether a name of unknown kind may be a person's: two or three words as a subject."""
    words = entity.name.split()
    if entity.kind != "other" or not 1 < len(words) < 4 or mention.article:
        return False
    if words[-1].lower() in name_lists().places or _AT_PLACE.search(
        cast.text, max(0, mention.start - 9), mention.start
    ):
        return False
    begin = cast.starts[cast.sentence(mention.start)]
    return mention.start == begin or bool(_AGE.match(cast.text, mention.end))


def _unnamed_subjects(start: int, cast: Cast) -> list[tuple[Holder, int]]:
    """People without a name who open one of the last sentences ("A neighbor ran out")."""
    found = []
    here = cast.sentence(start)
    for number in range(max(0, here - 2), here + 1):
        hit = _UNNAMED.match(cast.text, cast.starts[number], start)
        if hit and number == here and hit.group().startswith(("His ", "Her ", "Their ")):
            continue  # "His boss had told him, he recalls": the owner
        words = hit.group().split() if hit else []
        noun = next((i for i, w in enumerate(words) if i and _is_somebody(w)), 0)
        if noun:
            name = " ".join(words[: noun + 1])
            found.append((Holder(name[0].lower() + name[1:], name), here - number))
    return found


def introduced(words: str, start: int, cast: Cast) -> str | None:
    """Return who "the man" is where one of the last sentences begins "A steward ..."."""
    hit = _THE_MAN.fullmatch(words)
    if not hit:
        return None
    gender = gender_of_noun(hit["noun"].lower())
    subjects = [
        subject.name
        for subject, apart in _unnamed_subjects(start, cast)
        if apart
        and re.match(r"(?:an?|one)\s", subject.name)
        and _told(subject.name) in (None, gender)
    ]
    return subjects[-1] if subjects else None


def _is_somebody(word: str) -> bool:
    return is_person_noun(word) and not (word.endswith("s") and word[:-1] in name_lists().roles)


def _relative_of(mention: Mention, cast: Cast) -> Holder | None:
    """Somebody named only by whose relative or colleague they are ("Smith's mother")."""
    if not mention.possessive:
        return None
    hit = _RELATIVE_OF.match(cast.text, mention.end)
    lists = name_lists()
    if not hit or not (hit.group(1) in lists.people or hit.group(1) in lists.roles):
        return None
    words = cast.text[mention.start : hit.end()]
    return Holder(words, words)


def _prominence(mention: Mention, cast: Cast) -> float:
    """How much the place of a mention makes it what its sentence is about."""
    begin = cast.starts[cast.sentence(mention.start)]
    lead = cast.text[begin : mention.start]
    score = 0.0
    if cast.quoted(mention.start):
        score -= 1.2
    if mention.possessive:
        score -= 0.6
    if not any(e.kind == "person" for _, e in cast.within(begin, mention.start)):
        score += 0.8
    if _OBJECT.search(lead[-60:]):
        score -= 0.5
    return score


def _somebody(holder: Holder) -> bool:
    """Tell whether a holder may be one person: a named one, or a singular role ("a witness")."""
    if holder.entity:
        return holder.entity.kind == "person"
    return is_person_noun(head_noun(holder.name))


def _told(words: str) -> Gender | None:
    return gender_of_noun(head_noun(words))


def head_noun(words: str) -> str:
    """Return the noun that a noun phrase is about, in lower case ("a man in the crowd": "man")."""
    words = re.sub(r"\s*\([^()]*\)", "", words)
    core = re.split(
        r",|\s(?:of|in|at|for|from|with|on|who|whose|which|near|to|inside|outside)\s", words
    )
    found = [w.lower() for w in re.findall(r"[^\W\d_][\w-]*", core[0])]
    lists = name_lists()
    if not found or found[-1] in lists.roles or found[-1] in lists.people:
        return found[-1] if found else ""
    known = [w for w in found if w in lists.roles or w in lists.people]
    return str(known[0] if known else found[-1])


def _plural(start: int, cast: Cast, spoken: Sequence[Spoken]) -> Holder | None:
    subject = _SAYING_SUBJECT.match(cast.text[cast.starts[cast.sentence(start)] : start])
    noun = head_noun(subject.group(1)) if subject else ""
    if subject and (noun.endswith("s") or noun in name_lists().bodies):
        # "Relatives say they believe"
        return Holder(subject.group(1), subject.group(1))
    for said in reversed(spoken[-3:]):
        if cast.apart(said.at, start) > 2:
            return None
        if _several(said.holder, said is spoken[-1]):
            return said.holder
    return None


def _several(holder: Holder, last: bool) -> bool:
    """Tell whether a holder is more than one, or a body that has just spoken."""
    if holder.entity:
        return last and holder.entity.kind == "organisation"
    noun = head_noun(holder.name)
    several = noun in name_lists().bodies or noun == "family" or " and " in holder.name
    return several or (noun.endswith("s") and noun.islower() and len(noun) > 4)


def _relative(word: str, start: int, cast: Cast) -> Holder | None:
    """Who "who" or "which" refers to: the name, or the noun, that stands right before it."""
    at = bisect_right(cast.places, start) - 1
    if at >= 0:
        mention, entity = cast.mentions[at], cast.entities[at]
        gap = cast.text[mention.end : start]
        lead = cast.text[max(0, mention.start - 8) : mention.start]
        loose = entity.kind == "other" and not re.search(r"\b(?:on|in|at|of|from|the) $", lead)
        fits = (entity.kind == "person") == (word == "who") if entity.kind != "other" else loose
        described = entity.kind == "person" and _DESCRIBED.fullmatch(gap)
        if fits and (described or re.fullmatch(r"\s?(?:\([^)]*\))?,?\s*(?:\d{1,2},\s)?", gap)):
            return Holder(entity.name, entity.name, entity)
    lead = cast.text[cast.starts[cast.sentence(start)] : start].rstrip(" ,")
    noun = _NOUN_BEFORE.search(lead[-90:])
    if noun is None:
        return None
    words = noun.group(1)
    small = words[0].lower() + words[1:] if _DETERMINER.match(words) else words
    return Holder(small, words)
