"""Which body "it" or "they" stands for: the organisation, or group of people, that is spoken of.

Never a person and never a place: "The union rejects this. He had called at once, it said" is the
union's, "The organisers want to go on. There will, they promise, be water" the organisers'.
"""

from __future__ import annotations

import re

from index.attribution.cast import Cast, Holder
from index.attribution.mentions import Mention
from index.attribution.names import name_lists

_OPENING = re.compile(
    r"\W*(?:(?:\d+|[a-z])[.)]\s+)?(?:(?:But|And|Yet|However|Meanwhile|Still|Today|Earlier|Later),?\s+)?"
    r"(?P<np>(?:The|the|Its|Their|A|An|Some|Many|Several|Most|Two|Three|Four|Five)\s"
    r"(?:[\w’'-]+\s){0,3}?[\w’'-]+)(?=\s(?:is|are|was|were|has|have|had|will|would|can|could|may|"
    r"might|should|must|do|does|did|now|also|still|then|of|in|at|for|who|which|[a-z]+s|[a-z]+ed|"
    r"say|want|intend|plan|hope|accuse|demand|believe|expect|come|went|came|said|told)\b|,)"
)
_LEAD = re.compile(
    r"\W*(?:(?:But|And|Yet|However|Meanwhile|Still|For its part),?\s+|(?:\d+|[a-z])[.)]\s+)?"
    r"(?:[Tt]he\s+|[Aa]n?\s+)?(?:[a-z-]+\s+){0,2}$"
)
_OWNER = re.compile(r"[’'](?:s|(?=\s))")
_REACH = 2
"""Sentences back in which the body is looked for."""


def singular_body(start: int, cast: Cast, reach: int = _REACH) -> Holder | None:
    """Return the organisation that "it" at ``start`` stands for by what opened the last sentences.

    The subject of its own sentence first ("The opposition had warned of it, it says"), then that
    of up to ``reach`` sentences before; None when none of them opens with a body.
    """
    here = cast.sentence(start)
    for number in range(here, max(-1, here - reach - 1), -1):
        begin = cast.starts[number]
        end = start if number == here else cast.starts[number + 1]
        if number < here and "\n\n" in cast.text[begin:start].rstrip():
            return None
        found = _named_body(begin, end, cast) or _described_body(begin, end, cast)
        if found:
            return found
    return None


def plural_body(start: int, cast: Cast) -> Holder | None:
    """Return the group of people that opened the sentence before, for a "they" at ``start``."""
    here = cast.sentence(start)
    for number in (here, here - 1):
        if number < 0:
            break
        begin = cast.starts[number]
        end = start if number == here else cast.starts[number + 1]
        if number < here and "\n\n" in cast.text[begin:start]:
            return None
        hit = _OPENING.match(cast.text, begin, end)
        noun = _head(hit["np"]) if hit else ""
        if hit and noun.endswith("s") and len(noun) > 4 and noun.islower():
            return _holder(hit["np"])
    return None


def _named_body(begin: int, end: int, cast: Cast) -> Holder | None:
    """An organisation named as the subject that opens ``[begin, end)``."""
    for mention, entity in cast.within(begin, end):
        if not _LEAD.fullmatch(cast.text[begin : mention.start]):
            return None
        if entity.kind == "organisation" and not _owner(mention, cast):
            return Holder(entity.name, entity.name, entity)
        return None
    return None


def _owner(mention: Mention, cast: Cast) -> bool:
    return bool(_OWNER.match(cast.text, mention.end))


def _described_body(begin: int, end: int, cast: Cast) -> Holder | None:
    """A body without a name as the subject that opens ``[begin, end)`` ("The watchman's union")."""
    hit = _OPENING.match(cast.text, begin, end)
    return _holder(hit["np"]) if hit and is_body_noun(_head(hit["np"])) else None


def is_body_noun(noun: str) -> bool:
    """Tell whether a noun in lower case means an organisation or what speaks for one."""
    lists = name_lists()
    return (
        noun in lists.organisation_nouns
        or noun in lists.organisations
        or noun in _BODIES
        or noun in lists.things
    )


_BODIES = frozenset(
    """opposition union insurer regulator watchdog lender operator carrier manufacturer retailer
    broadcaster publisher supplier municipality cabinet prosecution defence defense jury tribunal
    parish diocese charity airline brewery refinery utility exchange chamber consortium syndicate
    museum school academy orchestra theatre theater opera gallery zoo laboratory lab institute
    waterworks railway""".split()
)


def _head(words: str) -> str:
    return re.split(r"[\s]", words.strip())[-1].lower()


def _holder(words: str) -> Holder:
    small = words[0].lower() + words[1:]
    return Holder(small, words)
