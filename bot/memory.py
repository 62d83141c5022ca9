"""A conversation's memory: completes a follow-up from the turns before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.names import key, names_in, same_name
from bot.query import Query, parse
from bot.types import Answer

_OPENING = re.compile(
    r"^(?:and|but|so|also|ok(?:ay)?|then|what about|how about)\b[\s,]*", re.IGNORECASE
)
_ABOUT = re.compile(r"^(?:and\s+|but\s+)?(?:what|how)\s+about\s+(?P<what>.+?)\??$", re.IGNORECASE)
_PERSON = re.compile(r"\b(?P<word>he|she|him|her|his|hers)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?P<word>they|them|their)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?P<word>it|its|there|this|that one|this one)\b(?!\s+(?:said|true|clear))", re.IGNORECASE
)
_BARE = re.compile(
    r"^(?:and\s+)?(?P<word>why|when|where|how|how many|how much|who|what|who else|"
    r"what else|who says so|says who|"
    r"according to whom|really|is that so|how so|since when|why not|where exactly|"
    r"when exactly|who exactly|how long|"
    r"who said that|who says that|who said so|who claims that)\??$",
    re.IGNORECASE,
)
_WHO_SAID = (
    "who says so", "says who", "according to whom", "who said that", "who says that",
    "who said so", "who claims that",
)  # fmt: skip
_ELSE = re.compile(r"\belse\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what was made of it."""

    asked: str
    query: Query
    holders: tuple[str, ...]
    """Who was named in the answer's statements, in order."""


@dataclass(slots=True)
class Memory:
    """The turns of one conversation, the last ones kept."""

    keep: int = 8
    turns: list[Turn] = field(default_factory=list)

    def add(self, question: str, query: Query, answer: Answer) -> None:
        """Remember a turn."""
        holders = tuple(dict.fromkeys(s.holder for s in answer.statements if s.holder))
        self.turns.append(Turn(question, query, holders))
        del self.turns[: -self.keep]

    def complete(self, question: str) -> str:
        """The question with what it leaves out filled in from the turns before.

        A question that stands on its own comes back as it is, so a new subject is never dragged
        back to the old one.
        """
        text = " ".join(question.split())
        if not self.turns or not text:
            return text
        last = self.turns[-1]
        whole = last.query.complete.rstrip("?!. ")
        bare = _BARE.match(text)
        if bare:
            return _bare(bare["word"].lower(), last, whole)
        about = _ABOUT.match(text)
        if about:
            return _about(about["what"], last, whole)
        filled = self._pronouns(text)
        if filled == text and _ELSE.search(text) and len(parse(text).terms) < 2:
            return f"{text.rstrip('?')} {_topic(last)}?"
        follows = _OPENING.match(text)
        query = parse(filled)
        if follows and query.kind == "said" and query.speaker and not query.terms:
            subject = _subject(last)
            return f"{_OPENING.sub('', filled).rstrip('?')} about {subject}?" if subject else filled
        if follows and not query.names and len(query.terms) <= 2 and query.speaker is None:
            return f"{_OPENING.sub('', filled).rstrip('?')} {_topic(last, query)}?".replace(
                "  ", " "
            )
        if (
            query.kind in ("how many", "how much", "when", "where")
            and len(query.terms) <= 1
            and filled == text
        ):
            topic = _topic(last, query)
            return f"{filled.rstrip('?')} {topic}?" if topic else filled
        return filled

    def _pronouns(self, text: str) -> str:
        """Pronouns replaced by whom or what the turns before were about."""
        inside = [text[a:b] for a, b in names_in(text)]
        person = _PERSON.search(text)
        if person and not inside_before(text, person.start(), inside):
            named = next(self._people(), None)
            if named:
                text = _replace_all(_PERSON, text, named)
        plural = _PLURAL.search(text)
        if plural and not inside_before(text, plural.start(), inside):
            named = _things(self.turns[-1]) or next(self._people(), None)
            if named:
                text = _replace_all(_PLURAL, text, named)
        thing = _THING.search(text)
        if thing and not inside_before(text, thing.start(), inside):
            topic = _thing(self.turns[-1])
            if topic and thing["word"].lower() != "there":
                text = _replace_all(_THING, text, topic, once=True)
            elif topic:
                text = f"{text.rstrip('?')} {topic}?"
        return text

    def _people(self) -> Iterator[str]:
        """Whom "he" can mean, the likeliest first: the last speaker, holder, name asked about."""
        for turn in reversed(self.turns):
            if turn.query.speaker:
                yield turn.query.speaker
            yield from turn.query.names
            yield from turn.holders


def inside_before(text: str, place: int, names: list[str]) -> bool:
    """True when a name in the same question stands before a pronoun (and is what it means)."""
    return any(0 <= text.find(name) < place for name in names)


def _replace_all(pattern: re.Pattern[str], text: str, named: str, once: bool = False) -> str:
    def put(match: re.Match[str]) -> str:
        owned = match["word"].lower() in ("his", "their", "its", "hers") or (
            match["word"].lower() == "her" and re.match(r"\s+\w", text[match.end() :]) is not None
        )
        return f"{named}'s" if owned else named

    return pattern.sub(put, text, count=1 if once else 0)


def _bare(word: str, last: Turn, whole: str) -> str:
    """A bare "Why?" and its like, asked about the question before."""
    rest = re.sub(
        r"^(?:who|what|when|where|why|which|how(?:\s+many|\s+much)?)\b\s*",
        "",
        whole,
        flags=re.IGNORECASE,
    )
    rest = re.sub(
        r"^(?:did|does|do|was|were|is|are|has|have|had)\s+", "", rest, flags=re.IGNORECASE
    )
    if word in _WHO_SAID:
        return f"Who says {rest}?"
    if "else" in word:
        return f"{whole}?"
    word = word.removesuffix(" exactly").removesuffix(" so").removesuffix(" not")
    return f"{word[:1].upper()}{word[1:]} {rest}?"


def _about(what: str, last: Turn, whole: str) -> str:
    """The form "What about X?": the question before with X in the place of what it was about."""
    what = what.strip()
    query = last.query
    names = [what[a:b] for a, b in names_in(what)]
    if query.speaker:
        if names and len(names[0]) >= len(what) - 4 and query.kind == "said" and not query.names:
            return re.sub(re.escape(query.speaker), what, whole, count=1) + "?"
        return f"What did {query.speaker} say about {what}?"
    for old in query.names:
        if names and not same_name(old, what):
            return whole.replace(old, what) + "?"
    if query.kind == "how many":
        head = re.match(r"(?i)how\s+many\s+\w+", whole)
        return (
            f"{head[0] if head else 'How many'} {what}?"
            if not what.startswith("the ")
            else f"How many {what[4:]}?"
        )
    return f"{whole} {what}?"


def _topic(last: Turn, query: Query | None = None) -> str:
    """Words of the last question that the new one lacks, for the search to go on with."""
    have = {key(term) for term in (query.terms if query else ())}
    kept = [
        term
        for term in last.query.terms
        if key(term) not in have
        and not (query and last.query.kind == query.kind and not term[:1].isupper())
    ]
    return " ".join(kept)


def _things(last: Turn) -> str | None:
    """What "they" can mean where the last question asked for things: "which side effects"."""
    asked = re.match(
        r"(?i)(?:which|what|how\s+many)\s+((?:[\w’'-]+\s+){0,2}?[\w’'-]+s)\s+"
        r"(?:did|does|do|was|were|is|are|has|have|had|will|can|could)\b",
        last.query.complete,
    )
    return f"the {asked[1]}" if asked and last.query.speaker is None else None


def _subject(last: Turn) -> str:
    """What the last question was about, as a phrase for "about"."""
    about = re.search(r"(?i)\babout\s+(.+?)[?.\s]*$", last.query.complete)
    if about:
        return about[1]
    if last.query.counted:
        return f"the number of {last.query.counted}"
    names = [name for name in last.query.names if name != last.query.speaker]
    return " ".join(dict.fromkeys((*names, *_topic(last).split()))) if last.query.terms else ""


def _thing(last: Turn) -> str:
    """What "it" can mean: the last name, or the topic words of the last question."""
    match = re.search(r"\b(the\s+[\w’'-]+(?:\s+[\w’'-]+)?)\s*$", last.query.complete.rstrip("?. "))
    if match:
        return match[1]
    noun = re.search(r"\bthe\s+[\w’'-]+", last.query.complete)
    if noun:
        return noun[0]
    return last.query.names[-1] if last.query.names else " ".join(last.query.terms)
